#include "calibration/item_priors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "calibration/hyper_priors.h"
#include "calibration/model_ladder.h"
#include "tests/calibration/small_data.h"

namespace adaptest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> PriorTexts(const PriorChoice& priors,
                                    const std::string& item,
                                    const ResponseModel& model) {
  std::vector<std::string> texts;
  for (const ParameterPrior& prior : priors.For(item, model)) {
    texts.push_back(PriorText(prior));
  }
  return texts;
}

Item WithAttribute(const std::string& id, const std::string& name,
                   const std::string& value) {
  Item item;
  item.id = id;
  item.attributes[name] = value;
  return item;
}

TEST(ItemPriors, TheLowerAsymptoteIsCentredOnABlindGuess) {
  const auto data = SimulateAnswers(RandomThreePlItems(3, 5), 20, ThreePl(), 3);
  PriorChoice priors;
  ASSERT_TRUE(AddItemPriors({WithAttribute("i0", "type", "multiple_choice"),
                             WithAttribute("i1", "type", "multiple_response")},
                            data, priors)
                  .ok());
  // Modes 1/4 and 1/10; without a type the default, 1/5.
  EXPECT_THAT(
      PriorTexts(priors, "i0", ThreePl()),
      ElementsAre("a=lognormal(0,0.5)", "b=normal(0,2)", "c=beta(6,16)"));
  EXPECT_THAT(PriorTexts(priors, "i1", ThreePl()),
              testing::Contains("c=beta(3,19)"));
  EXPECT_THAT(PriorTexts(priors, "i2", ThreePl()),
              testing::Contains("c=beta(5,17)"));
}

TEST(ItemPriors, TheDifficultyIsDrawnToTheJudgement) {
  const auto data = SimulateAnswers(RandomThreePlItems(2, 5), 20, ThreePl(), 3);
  PriorChoice priors;
  ASSERT_TRUE(AddItemPriors({WithAttribute("i0", "judged_difficulty", "2")},
                            data, priors)
                  .ok());
  // Half the way, with sd 2 sqrt(1 - 0.5^2).
  EXPECT_THAT(PriorTexts(priors, "i0", ThreePl()),
              testing::Contains("b=normal(1,1.73205)"));
}

TEST(ItemPriors, WithoutAPriorThereIsNothingToCentre) {
  const auto data = SimulateAnswers(RandomThreePlItems(2, 5), 20, TwoPl(), 3);
  PriorChoice priors;
  ASSERT_TRUE(AddItemPriors({WithAttribute("i0", "judged_difficulty", "hard")},
                            data, priors)
                  .ok());
  EXPECT_THAT(PriorTexts(priors, "i0", TwoPl()), testing::IsEmpty());
}

TEST(ItemPriors, AnUnknownTypeIsRefused) {
  const auto data = SimulateAnswers(RandomThreePlItems(2, 5), 20, ThreePl(), 3);
  PriorChoice priors;
  EXPECT_THAT(std::string(AddItemPriors({WithAttribute("i1", "type", "essay")},
                                        data, priors)
                              .message()),
              HasSubstr("item i1: type \"essay\""));
}

TEST(ModelLadder, GivesModelsByTheNumberOfAnswers) {
  auto data = SimulateAnswers(RandomThreePlItems(3, 5), 300, TwoPl(), 3, 0.5);
  ModelLadder{1, 1000}.Apply(data);
  EXPECT_EQ(NameOf(data.models[0]), "2pl");
  ModelLadder{1, 100}.Apply(data);
  EXPECT_EQ(NameOf(data.models[0]), "3pl");
  ModelLadder{1000, 2000}.Apply(data);
  EXPECT_EQ(NameOf(data.models[0]), "1pl");
}

TEST(ModelLadder, RefusesWhatIsNoLadder) {
  EXPECT_EQ(ModelLadder::Parse("250,1000")->three_pl, 1000);
  for (const char* text : {"250", "1000,250", "0,10", "a,b", "1,2,3"}) {
    EXPECT_THAT(std::string(ModelLadder::Parse(text).status().message()),
                HasSubstr(absl::StrCat("ladder \"", text, "\"")));
  }
}

TEST(HyperPriors, LearnTheSpreadOfTheBank) {
  Random random(9);
  std::vector<std::vector<double>> items;
  for (int i = 0; i < 60; ++i) {
    items.push_back({std::exp(0.2 + 0.25 * random.Normal()),
                     -0.5 + 0.8 * random.Normal(), 0});
  }
  CalibrationOptions options;
  const auto fit = CalibrateWithHyperPriors(
      SimulateAnswers(items, 1500, TwoPl(), 5), options);
  ASSERT_TRUE(fit.ok()) << fit.status();
  EXPECT_TRUE(fit->converged);
  ASSERT_EQ(fit->priors.size(), 2u);
  double mean = 0, sd = 0;
  ASSERT_EQ(
      std::sscanf(fit->priors[0].c_str(), "log(a)=normal(%lf,%lf)", &mean, &sd),
      2)
      << fit->priors[0];
  // Of 60 items, with errors of 0.25 / sqrt(60) and 0.25 / sqrt(120).
  EXPECT_NEAR(mean, 0.2, 0.13);
  EXPECT_NEAR(sd, 0.25, 0.09);
}

}  // namespace
}  // namespace adaptest
