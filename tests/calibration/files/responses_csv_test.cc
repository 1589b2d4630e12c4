#include "calibration/files/responses_csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/calibration/files/test_files.h"

namespace adaptest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

ResponseFormat TwoPlFormat() {
  ResponseFormat format;
  format.models.others = ItemModel(TwoPl());
  return format;
}

ResponseData ReadTexts(const std::vector<std::string>& texts,
                       const ResponseFormat& format = TwoPlFormat()) {
  std::vector<std::string> paths;
  for (size_t i = 0; i < texts.size(); ++i) {
    paths.push_back(
        WriteScratch("responses" + std::to_string(i) + ".csv", texts[i]));
  }
  const auto data = ReadResponses(paths, format);
  EXPECT_TRUE(data.ok()) << data.status();
  return data.ok() ? *data : ResponseData();
}

std::string BadResponses(const std::string& name) {
  return ProjectFile("tests/config/responses/" + name);
}

std::string ResponsesRefusal(const std::string& name) {
  const auto data = ReadResponses({BadResponses(name)}, TwoPlFormat());
  EXPECT_FALSE(data.ok()) << name;
  return std::string(data.status().message());
}

std::vector<std::string> PersonIds(const ResponseData& data) {
  std::vector<std::string> ids;
  for (int p = 0; p < data.num_persons(); ++p) {
    ids.push_back(data.person_id(p));
  }
  return ids;
}

// [person][answer]
std::vector<std::vector<int>> Rows(const ResponseData& data) {
  std::vector<std::vector<int>> rows;
  for (int p = 0; p < data.num_persons(); ++p) {
    const auto of_person = data.RowsOf(p);
    rows.emplace_back(of_person.begin(), of_person.end());
  }
  return rows;
}

void ExpectSame(const ResponseData& x, const ResponseData& y) {
  EXPECT_EQ(x.item_ids, y.item_ids);
  EXPECT_EQ(PersonIds(x), PersonIds(y));
  EXPECT_EQ(Rows(x), Rows(y));
}

TEST(ResponsesCsv, ReadsWideRowsWithMissingAnswers) {
  const ResponseData data =
      ReadTexts({"person_id,Q1,Q2,Q3\np1,1,,0\np2,NA,,\n"});
  EXPECT_THAT(data.item_ids, ElementsAre("Q1", "Q2", "Q3"));
  EXPECT_THAT(PersonIds(data), ElementsAre("p1", "p2"));
  EXPECT_THAT(Rows(data), ElementsAre(ElementsAre(1, 4), IsEmpty()));
}

TEST(ResponsesCsv, WideAndLongAreTheSameData) {
  const ResponseData wide =
      ReadTexts({"person_id,Q1,Q2\np1,1,0\np2,,1\np3,0,0\n"});
  const ResponseData with_options =
      ReadTexts({"item_id,person_id,seconds,response\nQ1,p1,3,1\nQ2,p1,9,0\n"
                 "Q2,p2,,1\nQ2,p3,1,0\nQ1,p3,1,0\n"});
  ExpectSame(wide, with_options);
}

TEST(ResponsesCsv, SeveralFilesAreOneSetOfAnswers) {
  ExpectSame(ReadTexts({"person_id,Q1,Q2\np1,1,0\np2,0,1\n"}),
             ReadTexts({"person_id,Q1\np1,1\n", "person_id,Q2\np1,0\n",
                        "person_id,item_id,response\np2,Q2,1\np2,Q1,0\n"}));
}

TEST(ResponsesCsv, RowsWithoutIdAreNumberedAndCounted) {
  const ResponseData data = ReadTexts({"Q1,count,Q2\n1,3,0\n0,12,0\n"});
  EXPECT_THAT(PersonIds(data), ElementsAre("1", "2"));
  EXPECT_EQ(data.weight(0), 3);
  EXPECT_EQ(data.weight(1), 12);
  EXPECT_THAT(data.item_ids, ElementsAre("Q1", "Q2"));
}

TEST(ResponsesCsv, KeyScoresChosenOptions) {
  const std::string key =
      WriteScratch("key.csv", "item_id,key\nQ1,1;3\nQ2,B\n");
  ResponseFormat format = TwoPlFormat();
  format.key = *AnswerKey::Read(key);
  ExpectSame(ReadTexts({"person_id,Q1,Q2\np1,3,B\np2,2,A\np3,,b\n"}, format),
             ReadTexts({"person_id,Q1,Q2\np1,1,1\np2,0,0\np3,,0\n"}));
}

TEST(ResponsesCsv, KeyUsesTheOptionColumnOfALongFile) {
  ResponseFormat format = TwoPlFormat();
  format.key = *AnswerKey::Read(WriteScratch("key.csv", "item_id,key\nQ1,4\n"));
  const ResponseData data = ReadTexts(
      {"person_id,item_id,response,option\np1,Q1,0,4\np2,Q1,1,2\n"}, format);
  EXPECT_THAT(Rows(data), ElementsAre(ElementsAre(1), ElementsAre(0)));
}

TEST(ResponsesCsv, OmittedAnswersAreWrongOrMissing) {
  ResponseFormat format = TwoPlFormat();
  format.omitted = "8";
  const std::string text = "person_id,Q1,Q2\np1,8,1\n";
  EXPECT_THAT(Rows(ReadTexts({text}, format)), ElementsAre(ElementsAre(0, 3)));
  format.omitted_is_wrong = false;
  EXPECT_THAT(Rows(ReadTexts({text}, format)), ElementsAre(ElementsAre(3)));
}

TEST(ResponsesCsv, NamesPlaceItemAndModelOfABadCategory) {
  EXPECT_EQ(ResponsesRefusal("category_not_in_model.csv"),
            BadResponses("category_not_in_model.csv") +
                ":3: item Q1: category 4, model 2pl allows 0 to 1");
}

TEST(ResponsesCsv, RefusesEachMistakeWithItsPlace) {
  const std::pair<std::string, std::string> kMistakes[] = {
      {"category_not_whole.csv", ":3: item Q1: response \"0.5\" is not a"},
      {"category_negative.csv", ":3: item Q1: category -1, model 2pl"},
      {"ragged_row.csv", ":3: 2 fields, the header has 3"},
      {"duplicate_column.csv", ":1: column \"Q1\" occurs twice"},
      {"unnamed_column.csv", ":1: column 3 has no name"},
      {"empty_file.csv", "empty_file.csv: file is empty"},
      {"header_only.csv", "no rows below the header"},
      {"answered_twice.csv",
       ":5: item Q1: person p1 has answered it already, at "},
      {"person_without_id.csv", ":3: person_id is empty"},
      {"item_id_with_space.csv", ":1: item id \"Q 1\" has a character"},
      {"count_zero.csv", ":3: count \"0\" is not a whole number"},
      {"quote_without_end.csv", ":2: a quoted field has no end"}};
  for (const auto& [file, message] : kMistakes) {
    EXPECT_THAT(ResponsesRefusal(file), HasSubstr(message)) << file;
  }
}

TEST(ResponsesCsv, RefusesALongFileWithoutResponses) {
  ResponseFormat format = TwoPlFormat();
  format.layout = ResponseLayout::kLong;
  EXPECT_THAT(ReadResponses({BadResponses("long_without_response.csv")}, format)
                  .status()
                  .message(),
              HasSubstr(":1: there is no column \"response\""));
}

TEST(ResponsesCsv, RefusesKeysThatDoNotFit) {
  const std::string path =
      WriteScratch("r.csv", "person_id,Q1,Q2\np1,1,2\np2,2,2\n");
  ResponseFormat format = TwoPlFormat();
  format.key = *AnswerKey::Read(BadResponses("key_incomplete.csv"));
  EXPECT_THAT(ReadResponses({path}, format).status().message(),
              HasSubstr("r.csv:1: item Q2: not in the key "));
  format.key = *AnswerKey::Read(
      WriteScratch("key.csv", "item_id,key\nQ1,1\nQ2,1\nQ9,1\n"));
  EXPECT_THAT(ReadResponses({path}, format).status().message(),
              HasSubstr("key.csv:4: item Q9 does not occur in the responses"));
  EXPECT_THAT(AnswerKey::Read(BadResponses("key_twice.csv")).status().message(),
              HasSubstr(":3: item Q1 occurs twice"));
  EXPECT_THAT(AnswerKey::Read(BadResponses("key_with_empty_option.csv"))
                  .status()
                  .message(),
              HasSubstr(":3: item Q2: a right option is empty"));
}

TEST(ResponsesCsv, ItemsNeedAModel) {
  ResponseFormat format;
  format.models =
      *ReadItemModels(WriteScratch("models.csv", "item_id,model\nQ1,2pl\n"));
  const std::string path = WriteScratch("r.csv", "person_id,Q1,Q2\np1,1,0\n");
  EXPECT_THAT(
      ReadResponses({path}, format).status().message(),
      HasSubstr(
          "r.csv:1: item Q2: is in neither the bank nor the file of models"));
}

TEST(ResponsesCsv, AcceptsEveryCategoryOfAPolytomousItem) {
  ResponseFormat format;
  format.models.by_item.emplace("Q1", ItemModel(GradedResponse(), 4));
  format.models.by_item.emplace("Q2", TwoPl());
  const auto data = ReadResponses(
      {WriteScratch("r.csv", "person_id,Q1,Q2\np1,3,1\np2,0,0\n")}, format);
  ASSERT_TRUE(data.ok()) << data.status();
  EXPECT_EQ(data->NumCategoriesOf(0), 4);
  EXPECT_THAT(data->RowsOf(0), ElementsAre(3, 5));
  EXPECT_THAT(data->RowsOf(1), ElementsAre(0, 4));
  EXPECT_THAT(
      ReadResponses({WriteScratch("r.csv", "person_id,Q1,Q2\np1,4,1\n")},
                    format)
          .status()
          .message(),
      HasSubstr("r.csv:2: item Q1: category 4, model grm allows 0 to 3"));
}

TEST(ResponsesCsv, ModelsThatCannotBeCalibratedAreRefused) {
  EXPECT_THAT(
      ReadItemModels(WriteScratch("models.csv", "item_id,model\nQ1,grm\n"))
          .status()
          .message(),
      HasSubstr("models.csv:2: item Q1: model \"grm\" cannot be calibrated; "
                "allowed: rasch, 1pl, 2pl, 3pl, 4pl"));
}

TEST(ResponsesCsv, SelectsPersonsById) {
  const ResponseData data = ReadTexts({"person_id,Q1\np1,1\np2,0\np3,1\n"});
  const auto some = SelectPersons(data, {"p3", "p1"});
  ASSERT_TRUE(some.ok()) << some.status();
  EXPECT_THAT(PersonIds(*some), ElementsAre("p1", "p3"));
  EXPECT_THAT(some->RowsOf(0), ElementsAre(1));
  EXPECT_THAT(some->RowsOf(1), ElementsAre(1));
  EXPECT_EQ(SelectPersons(data, {"p9"}).status().message(),
            "person p9 does not occur in the responses");
}

}  // namespace
}  // namespace adaptest
