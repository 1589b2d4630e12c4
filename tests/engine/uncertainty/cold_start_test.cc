#include "engine/uncertainty/cold_start.h"

#include <algorithm>
#include <cmath>

#include "engine/bank_tables.h"
#include "engine/posterior.h"
#include "engine/prior.h"
#include "engine/scores/posterior_mass.h"
#include "engine/uncertainty/item_posterior.h"
#include "tests/engine/uncertainty/noisy_bank.h"

namespace adaptest {
namespace {

Item NewItem(std::map<std::string, std::string> attributes) {
  Item item = MakeItem("N1", "3pl", {1, 0, 0.2});
  item.attributes = std::move(attributes);
  return item;
}

TEST(ColdStartPrior, CentresTheLowerAsymptoteOnABlindGuess) {
  const auto prior = ColdStartPrior(NewItem({{"type", "multiple_choice"}}), {});
  ASSERT_TRUE(prior.ok());
  EXPECT_NEAR(prior->mean[2], std::log(1.0 / 3), 1e-12);
  EXPECT_NEAR(prior->covariance(2, 2), 0.25, 1e-12);
  EXPECT_NEAR(prior->covariance(1, 1), 1.44, 1e-12);
}

TEST(ColdStartPrior, MovesAndNarrowsWithAJudgement) {
  ColdStartKnowledge knowledge;
  knowledge.bank.b = {0.4, 2};
  const auto hard =
      ColdStartPrior(NewItem({{"judged_difficulty", "hard"}}), knowledge);
  EXPECT_NEAR(hard->mean[1], 0.4 + 0.5 * 2 * 1.0908, 1e-12);
  EXPECT_NEAR(hard->covariance(1, 1), 3, 1e-12);
  const auto number =
      ColdStartPrior(NewItem({{"judged_difficulty", "-1.6"}}), knowledge);
  EXPECT_NEAR(number->mean[1], -0.6, 1e-12);
}

TEST(ColdStartPrior, RefusesWhatItDoesNotKnow) {
  for (const auto& [name, value] : {std::pair{"judged_difficulty", "tough"},
                                    {"judged_difficulty", "nan"},
                                    {"type", "essay"}}) {
    const auto status = ColdStartPrior(NewItem({{name, value}}), {}).status();
    EXPECT_THAT(std::string(status.message()),
                ::testing::AllOf(::testing::HasSubstr("item N1"),
                                 ::testing::HasSubstr(value)));
  }
}

TEST(LearnColdStart, LearnsTheDifficultyOfAreas) {
  Random random(1);
  std::vector<Item> items;
  for (int i = 0; i < 180; ++i) {
    const double b = (i % 2 ? 1.0 : -1.0) + random.Normal();
    items.push_back(MakeItem(absl::StrCat(i), "rasch", {1, b}));
    items.back().covariance = {0, 0, 0, 0.01};
    items.back().attributes["area"] = i % 2 ? "odd" : "even";
  }
  const ColdStartKnowledge knowledge = LearnColdStart(items);
  EXPECT_NEAR(knowledge.area_difficulty.at("odd").mean, 0.9, 0.25);
  EXPECT_NEAR(knowledge.area_difficulty.at("even").mean, -0.9, 0.25);
  EXPECT_NEAR(knowledge.bank.b.sd, std::sqrt(2), 0.2);
}

TEST(ProvisionalItem, HasThePriorAsItsPosterior) {
  const Item start = NewItem({{"type", "ordering"}});
  const auto prior = ColdStartPrior(start, {});
  const auto item = ProvisionalItem(start, {});
  ASSERT_TRUE(item.ok());
  EXPECT_TRUE(ValidateItem(*item).ok());
  HyperParameters h;
  h.b = {3, 0.1};
  const WorkingDistribution posterior = ItemPosterior(*item, h);
  EXPECT_TRUE(posterior.mean.isApprox(prior->mean, 1e-9));
  EXPECT_TRUE(posterior.covariance.isApprox(prior->covariance, 1e-9));
}

TEST(ProvisionalItem, TakesNoPartInHyperParameters) {
  NoisyBank bank = MakeNoisyBank(50, 1000, 1);
  const HyperParameters before = EstimateHyperParameters(bank.estimated);
  bank.estimated.push_back(*ProvisionalItem(NewItem({}), {}));
  EXPECT_EQ(EstimateHyperParameters(bank.estimated).b.mean, before.b.mean);
}

// New items like those of a calibrated bank, judged by their authors in thirds
// with the correlation that the prior assumes.
ItemBank NewBank(const std::vector<Item>& truth,
                 const ColdStartKnowledge& known, Random& random) {
  std::vector<Item> items;
  for (Item item : truth) {
    const double z = (item.parameters[1] - kMeanB) / kSdB;
    const double judged = 0.55 * z + 0.835 * random.Normal();
    item.attributes["type"] = "multiple_choice";
    item.attributes["judged_difficulty"] = judged < -0.43  ? "easy"
                                           : judged < 0.43 ? "medium"
                                                           : "hard";
    items.push_back(*ProvisionalItem(item, known));
  }
  return *ItemBank::Make(items);
}

TEST(ProvisionalItem, KeepsTheCoverageOfIntervals) {
  const ColdStartKnowledge known =
      LearnColdStart(MakeNoisyBank(200, 500, 3).estimated);
  const ThetaGrid grid = *ThetaGrid::Make(41, -5, 5);
  Random random(4);
  int covered = 0;
  constexpr int kBanks = 40;
  constexpr int kPersons = 100;
  for (int b = 0; b < kBanks; ++b) {
    const std::vector<Item> truth = MakeNoisyBank(30, 500, 100 + b).truth;
    const ItemBank true_bank = *ItemBank::Make(truth);
    const ItemBank bank = NewBank(truth, known, random);
    const BankTables tables(bank, grid, ItemPosteriors(bank));
    for (int person = 0; person < kPersons; ++person) {
      const double theta = random.Normal();
      Posterior posterior(grid, LogPrior(NormalPrior(), grid));
      for (const auto& [i, x] : SimulateAnswers(true_bank, 30, theta, random)) {
        posterior.Update(tables.log_probability(i, x));
      }
      covered += theta >= PosteriorQuantile(posterior, 0.025) &&
                 theta <= PosteriorQuantile(posterior, 0.975);
    }
  }
  EXPECT_GE(covered / double{kBanks * kPersons}, 0.935);
}

// Twenty calibrated items about `difficulty`, with and without errors.
std::vector<Item> CalibratedItems(double difficulty) {
  std::vector<Item> items;
  for (int i = 0; i < 20; ++i) {
    const double b = difficulty + (i % 5 - 2) * 0.4;
    items.push_back(MakeItem(absl::StrCat("Q", i), "2pl", {1.2, b}));
    if (i % 2 == 0) items.back().covariance = {0.01, 0, 0, 0.01};
  }
  return items;
}

TEST(FillProvisional, LearnsFromTheItemsThatHaveParameters) {
  std::vector<Item> items = CalibratedItems(1.5);
  items.insert(items.begin(), MakeItem("N1", "2pl", {}));
  const auto filled = FillProvisional(items);
  ASSERT_TRUE(filled.ok()) << filled.status();
  EXPECT_TRUE(filled->front().provisional);
  EXPECT_NEAR(filled->front().parameters[0], 1.2, 0.02);
  EXPECT_NEAR(filled->front().parameters[1], 1.5, 0.02);
  EXPECT_TRUE(ItemBank::Make(*filled).ok());
  for (size_t i = 1; i < items.size(); ++i) {
    EXPECT_FALSE((*filled)[i].provisional);
    EXPECT_EQ((*filled)[i].parameters, items[i].parameters);
    EXPECT_EQ((*filled)[i].covariance, items[i].covariance);
  }
}

TEST(FillProvisional, KeepsAndDoesNotLearnFromProvisionalItems) {
  std::vector<Item> items = CalibratedItems(1.5);
  for (Item& item : items) {
    item.provisional = true;
    item.covariance = {0.25, 0, 0, 1};
  }
  items.push_back(MakeItem("N1", "2pl", {}));
  const auto filled = FillProvisional(items);
  ASSERT_TRUE(filled.ok()) << filled.status();
  EXPECT_EQ(filled->front().parameters, items.front().parameters);
  EXPECT_EQ(filled->back().parameters, std::vector<double>({1, 0}));
}

TEST(FillProvisional, DoesWithoutAnyCalibratedItem) {
  for (const std::string model : {"rasch", "1pl", "2pl", "3pl", "4pl"}) {
    const auto filled = FillProvisional({MakeItem("N1", model, {})});
    ASSERT_TRUE(filled.ok()) << filled.status();
    EXPECT_TRUE(ValidateItem(filled->front()).ok()) << model;
  }
}

TEST(FillProvisional, RefusesWhatItCannotLearnFromOrFill) {
  for (const std::string model : {"grm", "gpcm", "pcm", "nrm"}) {
    EXPECT_THAT(
        std::string(
            FillProvisional({MakeItem("N1", model, {})}).status().message()),
        testing::StartsWith("item N1: parameters of model " + model));
  }
  Item item = MakeItem("Q1", "2pl", {1, 0});
  item.covariance = {1};
  EXPECT_THAT(std::string(FillProvisional({item}).status().message()),
              testing::StartsWith("item Q1: covariance has 1 elements"));
}

}  // namespace
}  // namespace adaptest
