// What is dropped, left out and counted while answers are read.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "calibration/files/responses_csv.h"
#include "tests/calibration/files/test_files.h"

namespace adaptest {
namespace {

using testing::HasSubstr;

ResponseFormat CleanFormat() {
  ResponseFormat format;
  for (const char* id : {"Q1", "Q2", "Q3"}) {
    format.models.by_item.emplace(id, TwoPl());
  }
  return format;
}

ResponseFormat Keeping(UnfitAnswer unfit) {
  ResponseFormat format = CleanFormat();
  format.cleaning.keep[static_cast<size_t>(unfit)] = true;
  return format;
}

ResponseFormat Dropping(AnswerMistake mistake) {
  ResponseFormat format = CleanFormat();
  format.cleaning.drop[static_cast<size_t>(mistake)] = true;
  return format;
}

absl::StatusOr<ResponseData> TryToRead(const std::vector<std::string>& texts,
                                       const ResponseFormat& format) {
  std::vector<std::string> paths;
  for (size_t i = 0; i < texts.size(); ++i) {
    paths.push_back(WriteScratch(absl::StrCat(i, ".csv"), texts[i]));
  }
  return ReadResponses(paths, format);
}

// Units with their answers: "p/session: Q1=1 Q2=0; ...".
std::string UnitsRead(const std::vector<std::string>& texts,
                      const ResponseFormat& format) {
  const auto data = TryToRead(texts, format);
  if (!data.ok()) return std::string(data.status().message());
  std::string units;
  for (int p = 0; p < data->num_persons(); ++p) {
    absl::StrAppend(&units, p > 0 ? "; " : "", data->person_id(p));
    if (!data->session_id(p).empty()) {
      absl::StrAppend(&units, "/", data->session_id(p));
    }
    absl::StrAppend(&units, ":");
    for (const int row : data->RowsOf(p)) {
      const int item = data->item_of_row[row];
      absl::StrAppend(&units, " ", data->item_ids[item], "=",
                      row - data->first_row[item]);
    }
  }
  return units;
}

ResponseCounts CountsOf(const std::vector<std::string>& texts,
                        const ResponseFormat& format) {
  const auto data = TryToRead(texts, format);
  EXPECT_TRUE(data.ok()) << data.status();
  return data.ok() ? data->counts() : ResponseCounts();
}

std::string BadResponseFile(const std::string& name) {
  return ProjectFile("tests/config/responses/" + name);
}

std::string RefusalOfFile(const std::string& name) {
  return std::string(
      ReadResponses({BadResponseFile(name)}, CleanFormat()).status().message());
}

TEST(AnswerMistakes, AreToldByPlaceUnlessTheyAreDropped) {
  const struct {
    AnswerMistake mistake;
    std::string text;
    std::string refusal;
    std::string units;
  } kCases[] = {
      {AnswerMistake::kDuplicate,
       "person_id,item_id,response\np,Q1,1\np,Q2,0\np,Q1,0\n",
       "0.csv:4: item Q1: person p has answered it already", "p: Q1=1 Q2=0"},
      {AnswerMistake::kUnknownItem,
       "person_id,item_id,response\np,Q1,1\np,Q9,0\n",
       "0.csv:3: item Q9: is in neither", "p: Q1=1"},
      {AnswerMistake::kUnknownItem, "person_id,Q1,Q9\np,1,0\n",
       "0.csv:1: item Q9: is in neither", "p: Q1=1"},
      {AnswerMistake::kImpossibleCategory, "person_id,Q1,Q2\np,1,2\n",
       "0.csv:2: item Q2: category 2, model 2pl allows 0 to 1", "p: Q1=1"},
      {AnswerMistake::kImpossibleCategory, "person_id,Q1,Q2\np,1,half\n",
       "0.csv:2: item Q2: response \"half\" is not a whole number", "p: Q1=1"}};
  for (const auto& one : kCases) {
    EXPECT_THAT(UnitsRead({one.text}, CleanFormat()), HasSubstr(one.refusal));
    EXPECT_EQ(UnitsRead({one.text}, Dropping(one.mistake)), one.units);
    EXPECT_EQ(
        CountsOf({one.text}, Dropping(one.mistake)).OfMistake(one.mistake), 1)
        << one.refusal;
  }
}

TEST(AnswerMistakes, ColumnsOfUnknownItemsAreCountedByTheirAnswers) {
  EXPECT_EQ(CountsOf({"person_id,Q1,Q9\np,1,\nq,1,0\nr,1,NA\ns,0,1\n"},
                     Dropping(AnswerMistake::kUnknownItem))
                .OfMistake(AnswerMistake::kUnknownItem),
            2);
}

TEST(WideRows, TwoPeopleWithOneIdAreRefusedOrDropped) {
  const std::string twice = "person_id,Q1,Q2\np,1,0\nq,1,1\np,,1\n";
  EXPECT_THAT(UnitsRead({twice}, CleanFormat()),
              HasSubstr("0.csv:4: person p has a row already, at "));
  EXPECT_EQ(UnitsRead({twice}, Dropping(AnswerMistake::kDuplicate)),
            "p: Q1=1 Q2=0; q: Q1=1 Q2=1");
  EXPECT_EQ(CountsOf({twice}, Dropping(AnswerMistake::kDuplicate))
                .OfMistake(AnswerMistake::kDuplicate),
            1);
}

TEST(WideRows, OfFilesWithACommonItemAreTwoPeople) {
  EXPECT_THAT(UnitsRead({"person_id,Q1,Q2\np,1,0\n", "person_id,Q2,Q3\np,,1\n"},
                        CleanFormat()),
              HasSubstr("1.csv:2: person p has a row already, at "));
}

TEST(WideRows, OfFilesWithoutACommonItemArePartsOfOneTest) {
  const std::vector<std::string> parts = {
      "person_id,Q1\np,1\n", "person_id,Q2\np,0\n", "person_id,Q3\np,1\n"};
  EXPECT_EQ(UnitsRead(parts, CleanFormat()), "p: Q1=1 Q2=0 Q3=1");
  EXPECT_THAT(UnitsRead({parts[0], parts[1], parts[1]}, CleanFormat()),
              HasSubstr("2.csv:2: person p has a row already, at "));
}

TEST(WideRows, SessionsOfAPersonAreUnits) {
  EXPECT_EQ(
      UnitsRead({"person_id,session_id,Q1,Q2,Q3\np,1,1,,\np,2,,0,1\nq,1,0,,\n"},
                CleanFormat()),
      "p/1: Q1=1; p/2: Q2=0 Q3=1; q/1: Q1=0");
}

TEST(UnfitAnswers, RapidGuessesAreLeftOutAndCounted) {
  const std::string text =
      "person_id,item_id,response,seconds\n"
      "p,Q1,1,0.9\np,Q2,0,1\np,Q3,1,\nq,Q1,1,0\nq,Q2,1,12.5\nq,Q3,,0.1\n";
  EXPECT_EQ(UnitsRead({text}, CleanFormat()), "p: Q2=0 Q3=1; q: Q1=1 Q2=1");
  EXPECT_EQ(
      CountsOf({text}, CleanFormat()).OfUnfit(UnfitAnswer::kRapidGuess).answers,
      1);
  EXPECT_EQ(UnitsRead({text}, Keeping(UnfitAnswer::kRapidGuess)),
            "p: Q1=1 Q2=0 Q3=1; q: Q1=1 Q2=1");
  ResponseFormat format = CleanFormat();
  format.cleaning.rapid_seconds = 5;
  EXPECT_EQ(UnitsRead({text}, format), "p: Q3=1; q: Q1=1 Q2=1");
}

TEST(UnfitAnswers, WhoOmitsAnItemQuicklyDoesNotGuess) {
  ResponseFormat format = CleanFormat();
  format.omitted = "9";
  EXPECT_EQ(
      UnitsRead({"person_id,item_id,response,seconds\np,Q1,9,0.2\n"}, format),
      "p: Q1=0");
}

TEST(UnfitAnswers, SessionsThatWereNotFinishedAreLeftOutAndCounted) {
  for (const std::string text :
       {"person_id,item_id,response,session_id,state\n"
        "p,Q1,1,a,finished\np,Q2,1,b,\np,Q3,0,b,Abandoned\nq,Q1,1,c,\n",
        "person_id,item_id,response,session_id,finished\n"
        "p,Q1,1,a,yes\np,Q2,1,b,0\np,Q3,0,b,0\nq,Q1,1,c,\n"}) {
    EXPECT_EQ(UnitsRead({text}, CleanFormat()), "p/a: Q1=1; q/c: Q1=1");
    ResponseCounts counts = CountsOf({text}, CleanFormat());
    EXPECT_EQ(counts.OfUnfit(UnfitAnswer::kAbandonedSession).sessions, 1);
    EXPECT_EQ(counts.OfUnfit(UnfitAnswer::kAbandonedSession).answers, 2);
    EXPECT_EQ(UnitsRead({text}, Keeping(UnfitAnswer::kAbandonedSession)),
              "p/a: Q1=1; p/b: Q2=1 Q3=0; q/c: Q1=1");
  }
}

TEST(UnfitAnswers, PracticeWithFeedbackIsLeftOutAndCounted) {
  const std::string text =
      "person_id,item_id,response,session_id,mode,feedback\n"
      "p,Q1,1,a,practice,yes\np,Q2,1,b,practice,no\np,Q3,1,c,mock,yes\n";
  EXPECT_EQ(UnitsRead({text}, CleanFormat()), "p/b: Q2=1; p/c: Q3=1");
  EXPECT_EQ(
      CountsOf({text}, CleanFormat()).OfUnfit(UnfitAnswer::kPractice).sessions,
      1);
  EXPECT_EQ(UnitsRead({text}, Keeping(UnfitAnswer::kPractice)),
            "p/a: Q1=1; p/b: Q2=1; p/c: Q3=1");
}

TEST(UnfitAnswers, WithoutSessionsPracticeIsLeftOutAnswerByAnswer) {
  const std::string text =
      "person_id,item_id,response,mode\np,Q1,1,practice\np,Q2,1,exam\n";
  EXPECT_EQ(UnitsRead({text}, CleanFormat()), "p: Q2=1");
  const ResponseCounts counts = CountsOf({text}, CleanFormat());
  EXPECT_EQ(counts.left_out[3].sessions, 0);
  EXPECT_EQ(counts.left_out[3].answers, 1);
}

TEST(UnfitAnswers, ItemsAnsweredInAnEarlierSessionAreLeftOutAndCounted) {
  const std::string text =
      "person_id,item_id,response,session_id,submitted_at\n"
      "p,Q1,1,late,2026-03-02T10:00:00Z\np,Q2,1,late,2026-03-02T10:01:00Z\n"
      "p,Q1,0,early,2026-03-02T09:00:00+00:30\nq,Q1,1,early,2026-03-03\n";
  EXPECT_EQ(UnitsRead({text}, CleanFormat()),
            "p/early: Q1=0; p/late: Q2=1; q/early: Q1=1");
  EXPECT_EQ(
      CountsOf({text}, CleanFormat()).OfUnfit(UnfitAnswer::kRetake).answers, 1);
  EXPECT_EQ(UnitsRead({text}, Keeping(UnfitAnswer::kRetake)),
            "p/early: Q1=0; p/late: Q1=1 Q2=1; q/early: Q1=1");
  ResponseFormat format = CleanFormat();
  format.cleaning.first_sessions_only = true;
  EXPECT_EQ(UnitsRead({text}, format), "p/early: Q1=0; q/early: Q1=1");
}

TEST(UnfitAnswers, APractisedItemIsNoNewItemInTheExam) {
  EXPECT_EQ(UnitsRead({"person_id,item_id,response,session_id,mode\n"
                       "p,Q1,1,a,practice\np,Q1,1,b,mock\np,Q2,1,b,mock\n"},
                      CleanFormat()),
            "p/b: Q2=1");
}

TEST(UnfitAnswers, AttemptsAreSessionsWhereNoneAreNamed) {
  EXPECT_EQ(UnitsRead({"person_id,item_id,response,attempt\n"
                       "p,Q1,1,10\np,Q1,0,9\np,Q2,1,10\nq,Q1,1,\n"},
                      CleanFormat()),
            "p/9: Q1=0; p/10: Q2=1; q: Q1=1");
}

TEST(MissingAnswers, OmittedNotReachedAndNotAdministeredAreToldApart) {
  ResponseFormat format = CleanFormat();
  format.omitted = "8";
  format.not_reached = "9";
  const std::string text = "person_id,Q1,Q2,Q3\np,1,8,9\nq,,8,NA\n";
  EXPECT_EQ(UnitsRead({text}, format), "p: Q1=1 Q2=0; q: Q2=0");
  const ResponseCounts counts = CountsOf({text}, format);
  EXPECT_EQ(counts.omitted, 2);
  EXPECT_EQ(counts.not_reached, 1);
  EXPECT_EQ(counts.responses, 3);
  format.omitted_is_wrong = false;
  EXPECT_EQ(UnitsRead({text}, format), "p: Q1=1; q:");
  EXPECT_EQ(CountsOf({text}, format).omitted, 2);
}

TEST(GroupColumn, HasTheNameThatIsGiven) {
  ResponseFormat format = CleanFormat();
  format.group_column = "sex";
  for (const std::string text :
       {"person_id,sex,Q1,group\np,f,1,x\n",
        "person_id,item_id,response,sex,group\np,Q1,1,f,x\n"}) {
    const auto data = TryToRead({text}, format);
    ASSERT_TRUE(data.ok()) << data.status();
    EXPECT_EQ(data->group(0), "f");
    EXPECT_EQ(data->num_items(), 1);
  }
  EXPECT_THAT(TryToRead({"person_id,Q1\np,1\n"}, format).status().message(),
              HasSubstr("0.csv:1: there is no column \"sex\""));
}

TEST(BadLongFiles, AreRefusedWithTheirLines) {
  const std::pair<std::string, std::string> kFiles[] = {
      {"response_infinite.csv",
       ":3: item Q1: response \"inf\" is not a whole number, model 2pl"},
      {"category_half.csv", ":3: item Q1: response \"0.5\" is not a whole"},
      {"two_people_with_one_id.csv", ":4: person p1 has a row already, at "},
      {"seconds_infinite.csv",
       ":3: seconds \"inf\" is not a finite number of at least 0"},
      {"seconds_negative.csv",
       ":2: seconds \"-1\" is not a finite number of at least 0"},
      {"submitted_at_no_time.csv",
       ":3: submitted_at \"yesterday\" is neither a number nor a time"},
      {"finished_unknown.csv",
       ":2: finished \"perhaps\" is unknown; allowed: yes, no"},
      {"session_answered_twice.csv",
       ":4: item Q1: person p1 has answered it already, at "}};
  for (const auto& [file, message] : kFiles) {
    EXPECT_THAT(RefusalOfFile(file), HasSubstr(file + message));
  }
}

TEST(GroupColumn, APersonIsInOneGroup) {
  const auto data = TryToRead(
      {"person_id,item_id,response,group\np,Q1,1,a\nr,Q1,0,b\np,Q2,1,b\n"},
      CleanFormat());
  EXPECT_THAT(data.status().message(),
              HasSubstr("0.csv:4: person p is in group \"b\", and before in "
                        "\"a\""));
}

}  // namespace
}  // namespace adaptest
