#include "engine/uncertainty/item_posterior.h"

#include <cmath>

#include "engine/bank_tables.h"
#include "engine/posterior.h"
#include "engine/prior.h"
#include "tests/engine/uncertainty/noisy_bank.h"

namespace adaptest {
namespace {

// The sampling variance grows with the distance of b from the population, so
// the far items are given too little weight: a small bias.
TEST(EstimateHyperParameters, RecoversThoseOfASimulatedBank) {
  const NoisyBank bank = MakeNoisyBank(600, 250, 1);
  const HyperParameters h = EstimateHyperParameters(bank.estimated);
  EXPECT_NEAR(h.a.mean, kMeanLogA, 0.1);
  EXPECT_NEAR(h.a.sd, kSdLogA, 0.05);
  EXPECT_NEAR(h.b.mean, kMeanB, 0.15);
  EXPECT_NEAR(h.b.sd, kSdB, 0.15);
  EXPECT_NEAR(h.c.mean, kMeanLogitC, 0.1);
  EXPECT_NEAR(h.c.sd, kSdLogitC, 0.1);
  EXPECT_TRUE(std::isinf(h.d.sd));
}

TEST(EstimateHyperParameters, MaximizesTheMarginalLikelihoodOfOneParameter) {
  // With equal variances v the maximum is the mean, and s^2 = variance - v.
  std::vector<Item> items;
  for (int i = 0; i < 40; ++i) {
    items.push_back(MakeItem(absl::StrCat(i), "rasch", {1, 0.1 * i}));
    items.back().covariance = {0, 0, 0, 0.3};
  }
  const HyperParameters h = EstimateHyperParameters(items);
  EXPECT_NEAR(h.b.mean, 1.95, 1e-4);
  EXPECT_NEAR(h.b.sd * h.b.sd, 0.01 * (1600 - 1) / 12 - 0.3, 1e-3);
  EXPECT_TRUE(std::isinf(h.a.sd));
}

TEST(EstimateHyperParameters, SaysNothingOfAFewItems) {
  const NoisyBank bank = MakeNoisyBank(9, 250, 1);
  EXPECT_TRUE(std::isinf(EstimateHyperParameters(bank.estimated).b.sd));
  EXPECT_TRUE(std::isinf(EstimateHyperParameters(bank.truth).b.sd));
}

TEST(EstimateHyperParameters, TakesOutThePriorOfTheCalibration) {
  // Posterior modes under the true prior: shrunk once, and not again.
  HyperParameters prior;
  prior.b = {0, 1};
  Random random(3);
  std::vector<Item> items;
  for (int i = 0; i < 2000; ++i) {
    const double estimate = random.Normal() + random.Normal();
    items.push_back(MakeItem(absl::StrCat(i), "rasch", {1, estimate / 2}));
    items.back().covariance = {0, 0, 0, 0.5};
  }
  const HyperParameters h = EstimateHyperParameters(items, prior);
  EXPECT_NEAR(h.b.sd, 1, 0.06);
  const auto posterior = ItemPosterior(items[0], prior, prior);
  EXPECT_NEAR(posterior.mean[0], items[0].parameters[1], 1e-12);
  EXPECT_NEAR(posterior.covariance(0, 0), 0.5, 1e-12);
}

TEST(ItemPosterior, WeighsByPrecision) {
  Item item = MakeItem("Q", "rasch", {1, 2});
  item.covariance = {0, 0, 0, 0.5};
  HyperParameters h;
  h.b = {0, 1};
  const WorkingDistribution posterior = ItemPosterior(item, h);
  ASSERT_EQ(posterior.free, std::vector<int>{1});
  EXPECT_NEAR(posterior.mean[0], 2.0 * 2 / 3, 1e-12);
  EXPECT_NEAR(posterior.covariance(0, 0), 1.0 / 3, 1e-12);
}

TEST(ItemPosterior, ReducesTheErrorOfEveryParameter) {
  const NoisyBank bank = MakeNoisyBank(300, 250, 2);
  const HyperParameters h = EstimateHyperParameters(bank.estimated);
  Eigen::Vector3d before = Eigen::Vector3d::Zero();
  Eigen::Vector3d after = before;
  for (size_t i = 0; i < bank.truth.size(); ++i) {
    Item exact = bank.truth[i];
    exact.covariance = bank.estimated[i].covariance;
    const Eigen::VectorXd truth = WorkingEstimate(exact).mean;
    const Eigen::VectorXd estimate = WorkingEstimate(bank.estimated[i]).mean;
    before += (estimate - truth).cwiseAbs2();
    after += (ItemPosterior(bank.estimated[i], h).mean - truth).cwiseAbs2();
  }
  EXPECT_LT(after[0], 0.8 * before[0]);
  EXPECT_LT(after[1], 0.8 * before[1]);
  EXPECT_LT(after[2], 0.5 * before[2]);
}

// Excess of the root mean square error of EAP over the sd that it reports, for
// examinees who answer the true items and are scored with `tables`, adaptively:
// each time the item most informative at the mean.
struct Excess {
  double square_error = 0;
  double variance = 0;
  int count = 0;

  double Value() const {
    return std::sqrt(square_error / count) - std::sqrt(variance / count);
  }
};

int MostInformative(const BankTables& tables, const Posterior& posterior,
                    const std::vector<bool>& given) {
  const ThetaGrid& grid = tables.grid();
  const auto information = tables.information(static_cast<int>(
      std::lround((posterior.mean() - grid.lower()) / grid.spacing())));
  int best = -1;
  for (int i = 0; i < tables.num_items(); ++i) {
    if (given[i]) continue;
    if (best < 0 || information[i] > information[best]) best = i;
  }
  return best;
}

void AddExaminee(const ItemBank& truth, const BankTables& tables, int length,
                 Random random, Excess& excess) {
  const double theta = random.Normal();
  Posterior posterior(tables.grid(), LogPrior(NormalPrior(), tables.grid()));
  std::vector<bool> given(truth.size());
  for (int n = 0; n < length; ++n) {
    const int i = MostInformative(tables, posterior, given);
    given[i] = true;
    const double p =
        ProbabilityRight(truth.item(i).model, truth.item(i).parameters, theta);
    posterior.Update(tables.log_probability(i, random.Uniform() < p ? 1 : 0));
  }
  excess.square_error += std::pow(posterior.mean() - theta, 2);
  excess.variance += std::pow(posterior.sd(), 2);
  ++excess.count;
}

TEST(ParameterUncertainty, ReportsTheErrorItHasAfterShortCalibrations) {
  const ThetaGrid grid = *ThetaGrid::Make(61, -6, 6);
  Excess plain;
  Excess averaged;
  for (int replication = 0; replication < 4; ++replication) {
    const NoisyBank noisy = MakeNoisyBank(200, 250, 10 + replication);
    const ItemBank truth = *ItemBank::Make(noisy.truth);
    const ItemBank bank = *ItemBank::Make(noisy.estimated);
    const BankTables plain_tables(bank, grid);
    const BankTables averaged_tables(bank, grid, ItemPosteriors(bank));
    for (int person = 0; person < 1000; ++person) {
      const Random random = Random::Stream(replication, person);
      AddExaminee(truth, plain_tables, 30, random, plain);
      AddExaminee(truth, averaged_tables, 30, random, averaged);
    }
  }
  EXPECT_GT(plain.Value(), 0.02);
  EXPECT_LE(averaged.Value(), 0.5 * plain.Value());
  EXPECT_LT(averaged.square_error, plain.square_error);
}

}  // namespace
}  // namespace adaptest
