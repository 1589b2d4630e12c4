#include "calibration/item_states.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "calibration/calibrate.h"
#include "tests/calibration/small_data.h"

namespace adaptest {
namespace {

// Forty answers to each item; Q2 copies Q1, Q3 misses category 1.
ResponseData OddAnswers(const ResponseModel& model) {
  std::string text = "Q1,Q2,Q3,Q4\n";
  for (int p = 0; p < 40; ++p) {
    const int copied = p * 7 % 3;
    absl::StrAppend(&text, copied, ",", copied, ",", p % 5 < 2 ? 2 : 0, ",",
                    (p * 5 + 1) % 3, "\n");
  }
  return ReadAnswers(WriteScratch("odd.csv", text), model);
}

std::vector<std::string> StateTexts(const ResponseData& data,
                                    const PriorChoice& priors) {
  std::vector<std::string> texts;
  for (const ItemState& state : FindItemStates(data, priors)) {
    texts.push_back(TextOf(state));
  }
  return texts;
}

TEST(ItemStates, NameWhatIsOdd) {
  EXPECT_EQ(StateTexts(OddAnswers(PartialCredit()), {}),
            (std::vector<std::string>{"ok", "identical_to(Q1)",
                                      "unused_category(1)", "ok"}));
}

TEST(ItemStates, CopiesAndGapsAreLeftOutOfTheFit) {
  const auto fit = Calibrate(OddAnswers(PartialCredit()), {});
  ASSERT_TRUE(fit.ok()) << fit.status();
  EXPECT_FALSE(fit->items[0].parameters.empty());
  EXPECT_TRUE(fit->items[1].parameters.empty());
  EXPECT_TRUE(fit->items[2].parameters.empty());
}

TEST(ItemStates, APriorOnTheStepsFillsAGap) {
  CalibrationOptions options;
  options.priors = *PriorChoice::Parse({"b=normal(0,2)"});
  const auto fit = Calibrate(OddAnswers(PartialCredit()), options);
  ASSERT_TRUE(fit.ok()) << fit.status();
  EXPECT_EQ(TextOf(fit->item_states[2]), "unused_category(1)");
  EXPECT_TRUE(fit->converged);
  EXPECT_EQ(fit->items[2].parameters.size(), 2u);
}

TEST(ItemStates, TenPeopleAreTooFew) {
  const auto data = SimulateAnswers(RandomThreePlItems(5, 3), 10, TwoPl(), 1);
  for (const ItemState& state : FindItemStates(data, {})) {
    if (state.answers != ItemState::Answers::kVaried) continue;
    EXPECT_EQ(TextOf(state), "few_answers(10)");
  }
  const auto fit = Calibrate(data, {});
  ASSERT_TRUE(fit.ok()) << fit.status();
  EXPECT_NE(fit->Distrust(), "");
}

// With priors they are too few as well, and rows are as many persons as they
// count for.
TEST(ItemStates, FewPersonsAreTooFewAlsoWithPriors) {
  const auto data = SimulateAnswers(RandomThreePlItems(5, 3), 10, ThreePl(), 1);
  CalibrationOptions options;
  options.priors = *PriorChoice::Parse({"default"});
  const auto fit = Calibrate(data, options);
  ASSERT_TRUE(fit.ok()) << fit.status();
  EXPECT_NE(fit->Distrust(), "");
  const auto weighted = ReadAnswers(
      WriteScratch("weighted.csv",
                   "person_id,count,Q1,Q2\na,20,0,1\nb,20,1,0\nc,20,1,1\n"),
      Rasch());
  EXPECT_EQ(StateTexts(weighted, {}), (std::vector<std::string>{"ok", "ok"}));
}

TEST(ItemStates, WhatDidNotConvergeIsNamed) {
  CalibrationOptions options;
  options.max_iterations = 1;
  const auto fit = Calibrate(
      SimulateAnswers(RandomThreePlItems(5, 3), 400, TwoPl(), 1), options);
  ASSERT_TRUE(fit.ok()) << fit.status();
  EXPECT_FALSE(fit->converged);
  EXPECT_EQ(TextOf(fit->item_states[0]), "not_converged");
}

// The answers to two items have three probabilities, so that four parameters
// are too many, however well a search ends.
TEST(ItemStates, MoreParametersThanPatternsAreNotIdentified) {
  const auto data = ReadAnswers(
      WriteScratch("two.csv",
                   "person_id,count,Q1,Q2\na,29,0,0\nb,45,0,1\nc,60,1,0\n"
                   "d,166,1,1\n"),
      TwoPl());
  for (const ParameterInformation information :
       {ParameterInformation::kOakes, ParameterInformation::kNone}) {
    CalibrationOptions options;
    options.information = information;
    const auto fit = Calibrate(data, options);
    ASSERT_TRUE(fit.ok()) << fit.status();
    EXPECT_FALSE(fit->identified);
    EXPECT_EQ(TextOf(fit->item_states[0]), "not_identified");
  }
}

TEST(ItemStates, OneOrTwoItemsDoNotIdentifyTwoParametersEach) {
  for (const int items : {1, 2}) {
    const std::vector<std::vector<double>> parameters(items, {1, 0.2, 0});
    const auto data = SimulateAnswers(parameters, 500, TwoPl(), 1);
    const auto fit = Calibrate(data, {});
    ASSERT_TRUE(fit.ok()) << fit.status();
    EXPECT_FALSE(fit->identified) << items;
    EXPECT_THAT(fit->Distrust(),
                testing::HasSubstr("do not identify the parameters"));
  }
}

}  // namespace
}  // namespace adaptest
