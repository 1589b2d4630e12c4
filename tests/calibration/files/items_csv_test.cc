#include "calibration/files/items_csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/uncertainty/cold_start.h"
#include "tests/calibration/files/test_files.h"

namespace adaptest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

ItemBank Read(const std::string& text) {
  const auto bank = ReadItemsCsv(WriteScratch("items.csv", text));
  EXPECT_TRUE(bank.ok()) << bank.status();
  return *bank;
}

std::string Refusal(const std::string& name) {
  const auto bank = ReadItemsCsv(ProjectFile("tests/config/banks/" + name));
  EXPECT_FALSE(bank.ok()) << name;
  return std::string(bank.status().message());
}

TEST(ItemsCsv, FindsColumnsByNameInAnyOrder) {
  const ItemBank bank = Read("domain,b,model,item_id,a\n7,-1.5,2pl,Q1,0.75\n");
  EXPECT_EQ(bank.item(0).id, "Q1");
  EXPECT_THAT(bank.item(0).parameters, ElementsAre(0.75, -1.5));
  EXPECT_EQ(bank.item(0).attributes.at("domain"), "7");
}

TEST(ItemsCsv, ReadsAliasesAndNumbersItemsWithoutId) {
  const ItemBank bank = Read("alphaj,b,g,u\n1,0,0.1,0.9\n2,1,0.2,1\n");
  EXPECT_EQ(bank.item(1).id, "2");
  EXPECT_EQ(NameOf(bank.item(0).model), "4pl");
  EXPECT_EQ(NameOf(bank.item(1).model), "3pl");
  EXPECT_THAT(bank.item(0).parameters, ElementsAre(1, 0, 0.1, 0.9));
}

TEST(ItemsCsv, TellsTheModelFromTheColumns) {
  EXPECT_EQ(NameOf(Read("a,b\n1,0\n").item(0).model), "2pl");
  EXPECT_EQ(NameOf(Read("a,b,c\n1,0,0.2\n").item(0).model), "3pl");
  EXPECT_EQ(NameOf(Read("a,b,c,d\n1,0,0.2,1\n").item(0).model), "3pl");
  EXPECT_EQ(NameOf(Read("a,b,c,d\n1,0,NA,NA\n").item(0).model), "2pl");
}

TEST(ItemsCsv, ReadsTheBanksOfCatr) {
  const ItemBank grm = Read("alphaj,betaj1,betaj2\n1.1,-1,0.5\n0.9,0,NA\n");
  EXPECT_EQ(NameOf(grm.item(0).model), "grm");
  EXPECT_THAT(grm.item(0).parameters, ElementsAre(1.1, -1, 0.5));
  EXPECT_THAT(grm.item(1).parameters, ElementsAre(0.9, 0));
  const ItemBank gpcm = Read("alphaj,deltaj1,deltaj2\n1.1,1,0.5\n");
  EXPECT_EQ(NameOf(gpcm.item(0).model), "gpcm");
  EXPECT_EQ(NumCategories(gpcm.item(0)), 3);
  const ItemBank pcm = Read("deltaj1,deltaj2\n1,0.5\n");
  EXPECT_EQ(NameOf(pcm.item(0).model), "pcm");
  const ItemBank nrm =
      Read("alpha1,c1,alpha2,c2\n1.1,0.4,-0.5,0.2\n1,2,NA,NA\n");
  EXPECT_EQ(NameOf(nrm.item(0).model), "nrm");
  EXPECT_THAT(nrm.item(0).parameters, ElementsAre(1.1, -0.5, 0.4, 0.2));
  EXPECT_THAT(nrm.item(1).parameters, ElementsAre(1, 2));
}

TEST(ItemsCsv, TellsEachRowOfAMixedBankApart) {
  const ItemBank bank = Read(
      "item_id,model,a,b,b1,b2,a1,c1\nQ1,2pl,1,0.5,,,,\nQ2,gpcm,2,,1,0.5,,\n"
      "Q3,nrm,,,,,1.5,0\nQ4,pcm,1,,0,,,\nQ5,,1,0,,,,\n");
  EXPECT_THAT(bank.item(1).parameters, ElementsAre(2, 1, 0.5));
  EXPECT_THAT(bank.item(2).parameters, ElementsAre(1.5, 0));
  EXPECT_THAT(bank.item(3).parameters, ElementsAre(0));
  EXPECT_EQ(NameOf(bank.item(4).model), "2pl");
}

TEST(ItemsCsv, KeepsPolytomousItemsAndTheirCovariances) {
  std::vector<Item> items(3);
  items[0].id = "Q1";
  items[0].model = GradedResponse();
  items[0].parameters = {1.0 / 3, -0.5, 0.25, 1.5};
  items[0].covariance = {0.04, 0.001, 0,    0, 0.001, 0.01, 0.002, 0,
                         0,    0.002, 0.09, 0, 0,     0,    0,     0.16};
  items[1].id = "Q2";
  items[1].model = NominalResponse();
  for (int k = 0; k < 30; ++k) items[1].parameters.push_back(0.1 * k + 0.7);
  items[2].id = "Q3";
  items[2].model = TwoPl();
  items[2].parameters = {1, 0};
  items[2].covariance = {0.01, 0.002, 0.002, 0.01};
  const std::string text = WriteItemsCsv(items);
  EXPECT_THAT(text, HasSubstr("cov_b1_b2"));
  EXPECT_THAT(text, Not(HasSubstr("cov_b_b1")));
  const ItemBank bank = Read(text);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(bank.item(i).parameters, items[i].parameters);
    ASSERT_EQ(bank.item(i).covariance.size(), items[i].covariance.size());
    for (size_t j = 0; j < items[i].covariance.size(); ++j) {
      EXPECT_NEAR(bank.item(i).covariance[j], items[i].covariance[j], 1e-16);
    }
  }
}

TEST(ItemsCsv, ReadsStandardErrorsAsADiagonalCovariance) {
  const ItemBank bank = Read("a,b,se_a,se_b\n1,0,0.5,0.25\n");
  EXPECT_THAT(bank.item(0).covariance, ElementsAre(0.25, 0, 0, 0.0625));
}

TEST(ItemsCsv, KeepsEverythingThatItWrites) {
  Item item;
  item.id = "Q1";
  item.model = ThreePl();
  item.parameters = {1.0 / 3, -2.0 / 7, 0.1};
  item.covariance = {0.25, 0.01, 0, 0.01, 0.04, -0.002, 0, -0.002, 0.0001};
  item.status = ItemStatus::kPretest;
  item.enemy_group = "e,1";
  item.item_set = "s";
  item.expected_seconds = 61.5;
  item.response_time = ResponseTimeParameters{4.1 / 3, 1.7};
  item.attributes = {{"domain", "1"}, {"note", "a \"quoted\" text"}};
  Item other;
  other.id = "Q2";
  other.model = Rasch();
  other.parameters = {1, 0.5};
  const ItemBank bank = Read(WriteItemsCsv({item, other}));
  const Item& back = bank.item(0);
  EXPECT_EQ(back.parameters, item.parameters);
  ASSERT_EQ(back.covariance.size(), 9u);
  for (int i = 0; i < 9; ++i) {
    EXPECT_NEAR(back.covariance[i], item.covariance[i], 1e-16);
  }
  EXPECT_EQ(back.status, item.status);
  EXPECT_EQ(back.enemy_group, item.enemy_group);
  EXPECT_EQ(back.item_set, item.item_set);
  EXPECT_EQ(back.expected_seconds, item.expected_seconds);
  ASSERT_TRUE(back.response_time.has_value());
  EXPECT_EQ(back.response_time->time_intensity, 4.1 / 3);
  EXPECT_EQ(back.response_time->time_discrimination, 1.7);
  EXPECT_EQ(back.attributes, item.attributes);
  EXPECT_EQ(bank.item(1).parameters, other.parameters);
  EXPECT_TRUE(bank.item(1).covariance.empty());
  EXPECT_FALSE(bank.item(1).response_time.has_value());
}

TEST(ItemsCsv, KeepsProvisionalItems) {
  Item cold;
  cold.id = "N1";
  cold.model = ThreePl();
  cold.attributes = {{"type", "ordering"}, {"judged_difficulty", "hard"}};
  Item known;
  known.id = "Q1";
  known.model = ThreePl();
  known.parameters = {1, 0, 0.2};
  EXPECT_THAT(WriteItemsCsv({known}), Not(HasSubstr("provisional")));
  const Item written = FillProvisional({cold, known})->front();
  const ItemBank bank = Read(WriteItemsCsv({written, known}));
  const Item& back = bank.item(0);
  EXPECT_TRUE(back.provisional);
  EXPECT_FALSE(bank.item(1).provisional);
  EXPECT_EQ(back.parameters, written.parameters);
  EXPECT_EQ(back.attributes, cold.attributes);
  ASSERT_EQ(back.covariance.size(), written.covariance.size());
  for (size_t i = 0; i < back.covariance.size(); ++i) {
    EXPECT_NEAR(back.covariance[i], written.covariance[i], 1e-15);
  }
}

TEST(ReadColdStartItemsCsv, NeedsNoParameterColumn) {
  const auto bank = ReadColdStartItemsCsv(
      WriteScratch("items.csv",
                   "item_id,type,area,judged_difficulty,domain\n"
                   "N1,multiple_choice,iam,hard,1\nN2,matching,iam,,2\n"),
      ThreePl());
  ASSERT_TRUE(bank.ok()) << bank.status();
  EXPECT_TRUE(bank->item(0).provisional);
  EXPECT_TRUE(bank->item(1).provisional);
  EXPECT_NEAR(bank->item(0).parameters[2], 0.25, 1e-12);
  EXPECT_GT(bank->item(0).parameters[1], bank->item(1).parameters[1]);
  EXPECT_EQ(bank->item(1).attributes.at("domain"), "2");
}

TEST(ReadColdStartItemsCsv, FillsEmptyRowsAmongOthers) {
  const auto bank = ReadColdStartItemsCsv(WriteScratch(
      "items.csv", "item_id,model,a,b,c\nQ1,3pl,1,0.5,0.2\nN1,2pl,,NA,\n"));
  ASSERT_TRUE(bank.ok()) << bank.status();
  EXPECT_FALSE(bank->item(0).provisional);
  EXPECT_THAT(bank->item(0).parameters, ElementsAre(1, 0.5, 0.2));
  EXPECT_TRUE(bank->item(1).provisional);
  EXPECT_EQ(bank->item(1).parameters.size(), 2u);
}

TEST(ReadColdStartItemsCsv, RefusesEachMistake) {
  const std::pair<std::string, std::string> kMistakes[] = {
      {"cold_start_without_model.csv",
       ":2: item N1: neither parameters nor a model; a column model or"},
      {"cold_start_in_grm.csv", ":2: item N1: parameters of model grm need"},
      {"cold_start_unknown_type.csv", ":2: item N1: type \"essay\" is unknown"},
      {"cold_start_unknown_judgement.csv",
       ":2: item N1: judged_difficulty = \"tough\"; allowed: easy, medium,"},
      {"cold_start_time_intensity_99.csv",
       ".csv:3: item N2: time intensity = 99 is outside [-10, 20]"},
      {"parameter_missing.csv", ":2: item Q1: parameter b of model 2pl is"}};
  for (const auto& [file, message] : kMistakes) {
    const auto bank =
        ReadColdStartItemsCsv(ProjectFile("tests/config/banks/" + file));
    EXPECT_THAT(std::string(bank.status().message()), HasSubstr(message))
        << file;
  }
}

TEST(ItemsCsv, ItemsWithoutParametersAreReadOnlyAsUncalibrated) {
  Item item;
  item.id = "Q1";
  item.model = TwoPl();
  const std::string path = WriteScratch("items.csv", WriteItemsCsv({item}));
  EXPECT_FALSE(ReadItemsCsv(path).ok());
  const auto items = ReadUncalibratedItemsCsv(path);
  ASSERT_TRUE(items.ok()) << items.status();
  EXPECT_TRUE(items->front().parameters.empty());
}

TEST(ItemsCsv, NamesPlaceValueAndRangeOfABadParameter) {
  EXPECT_THAT(Refusal("lower_asymptote_too_high.csv"),
              HasSubstr(".csv:3: item Q17: lower asymptote c = 1.2 is outside "
                        "[0, 0.99]"));
}

TEST(ItemsCsv, RefusesEachMistakeWithItsPlace) {
  const std::pair<std::string, std::string> kMistakes[] = {
      {"discrimination_zero.csv", ":3: item Q2: discrimination a = 0"},
      {"parameter_not_a_number.csv", ":3: item Q2: a = \"x\" is not a finite"},
      {"parameter_nan.csv", ":2: item Q1: b = \"nan\" is not a finite"},
      {"parameter_missing.csv", ":2: item Q1: parameter b of model 2pl is"},
      {"no_parameters.csv",
       ":2: item Q1: no parameters; commands with the flag --cold-start"},
      {"unknown_provisional.csv", ":2: item Q1: provisional = \"yes\" is"},
      {"provisional_without_errors.csv",
       ":2: item Q1: its parameters are provisional, but have no standard"},
      {"unknown_model.csv", ":2: item Q1: model \"5pl\" is unknown"},
      {"parameter_not_in_model.csv", ":2: item Q1: model 2pl has no param"},
      {"item_twice.csv", ":4: item Q1 occurs already on line 2"},
      {"alias_twice.csv", ":1: two columns mean c"},
      {"unknown_status.csv", ":2: item Q1: status \"active\" is unknown"},
      {"covariance_too_large.csv", ":2: item Q1: covariance of "},
      {"standard_error_negative.csv",
       ":3: item Q2: standard error se_b = -0.2 is negative; allowed: 0 or"},
      {"header_only.csv", "no rows below the header"},
      {"id_with_space.csv", ":2: item id \"Q 1\""},
      {"boundaries_not_ascending.csv",
       ":3: item Q2: boundary b2 = 0.5 is not above b1 = 0.5"},
      {"boundary_out_of_range.csv",
       ":2: item Q1: boundary b1 = -60 is outside [-50, 50]"},
      {"step_skipped.csv", ":2: item Q1: parameter b2 of model gpcm is empty"},
      {"no_steps.csv", ":2: item Q1: parameter b1 of model grm is empty"},
      {"too_many_steps.csv", ":2: item Q1: model pcm has no parameter b16"},
      {"slopes_all_zero.csv", ":2: item Q1: every slope a1, a2 ... is 0"},
      {"intercept_missing.csv", ":2: item Q1: parameter c2 of model nrm is"},
      {"grm_or_gpcm.csv", ":2: item Q1: columns a and b1 .. are those of both"},
      {"discrimination_in_pcm.csv",
       ":2: item Q1: model pcm has no parameter a, which is 1.5"},
      {"difficulty_in_grm.csv",
       ":2: item Q1: model grm has no parameter b, which is 0.3"},
      {"time_intensity_alone.csv",
       ":3: item Q2: time_intensity has a value, but time_discrimination has"},
      {"time_discrimination_zero.csv",
       ":2: item Q1: time discrimination = 0 is outside [0.01, 100]"}};
  for (const auto& [file, message] : kMistakes) {
    EXPECT_THAT(Refusal(file), HasSubstr(message)) << file;
  }
}

}  // namespace
}  // namespace adaptest
