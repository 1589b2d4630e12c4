#include "engine/posterior.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/bank_tables.h"
#include "engine/prior.h"
#include "tests/engine/bank_builder.h"

namespace adaptest {
namespace {

Posterior Prior01(const ThetaGrid& grid) {
  return Posterior(grid, LogPrior(NormalPrior(), grid));
}

TEST(Posterior, StartsAsThePrior) {
  const Posterior posterior = Prior01(ThetaGrid());
  EXPECT_NEAR(posterior.mean(), 0, 1e-15);
  EXPECT_NEAR(posterior.sd(), 1, 1e-7);
  EXPECT_EQ(posterior.log_density().size(), 121u);
  EXPECT_EQ(posterior.weights().size(), 121u);
}

TEST(Posterior, AgreesWithSimpleIntegration) {
  const ItemBank bank = RandomBank("3pl", 30, 3);
  const ThetaGrid grid;
  const BankTables tables(bank, grid);
  Random random(4);
  Posterior posterior = Prior01(grid);
  const auto answers = SimulateAnswers(bank, 30, 0.7, random);
  for (const auto& [item, x] : answers) {
    posterior.Update(tables.log_probability(item, x));
  }
  double mass = 0, first = 0, second = 0;
  for (double theta = -8; theta <= 8; theta += 0.001) {
    double density = std::exp(-0.5 * theta * theta);
    for (const auto& [item, x] : answers) {
      const double p = ProbabilityRight(bank.item(item).model,
                                        bank.item(item).parameters, theta);
      density *= x == 1 ? p : 1 - p;
    }
    mass += density;
    first += density * theta;
    second += density * theta * theta;
  }
  const double mean = first / mass;
  EXPECT_NEAR(posterior.mean(), mean, 1e-8);
  EXPECT_NEAR(posterior.sd(), std::sqrt(second / mass - mean * mean), 1e-7);
}

TEST(Posterior, KeepsItsInvariants) {
  const ItemBank bank = RandomBank("4pl", 40, 5);
  const ThetaGrid grid = *ThetaGrid::Make(61, -4, 5);
  const BankTables tables(bank, grid);
  Random random(6);
  Posterior posterior = Prior01(grid);
  for (int i = 0; i < 500; ++i) {
    posterior.Update(tables.log_probability(random.Below(40), random.Below(2)));
    const auto w = posterior.weights();
    const auto l = posterior.log_density();
    EXPECT_NEAR(std::accumulate(w.begin(), w.end(), 0.0), 1, 1e-14);
    EXPECT_EQ(*std::max_element(l.begin(), l.end()), 0);
    EXPECT_GE(posterior.mean(), grid.lower());
    EXPECT_LE(posterior.mean(), grid.upper());
  }
}

TEST(Posterior, IsTheSameInAnyOrderOfAnswers) {
  const ItemBank bank = RandomBank("3pl", 50, 7);
  const BankTables tables(bank, ThetaGrid());
  Posterior forwards = Prior01(ThetaGrid());
  Posterior backwards = forwards;
  for (int i = 0; i < 50; ++i) {
    forwards.Update(tables.log_probability(i, i % 2));
    backwards.Update(tables.log_probability(49 - i, (49 - i) % 2));
  }
  EXPECT_NEAR(forwards.mean(), backwards.mean(), 1e-12);
  EXPECT_NEAR(forwards.sd(), backwards.sd(), 1e-12);
}

TEST(Posterior, SurvivesThousandsOfContradictoryAnswers) {
  const ItemBank bank = MakeBank("2pl", {{20, -5}, {20, 5}});
  const BankTables tables(bank, ThetaGrid());
  Posterior posterior = Prior01(ThetaGrid());
  for (int i = 0; i < 2000; ++i) {
    posterior.Update(tables.log_probability(0, 0));
    posterior.Update(tables.log_probability(1, 1));
  }
  EXPECT_TRUE(std::isfinite(posterior.mean()));
  EXPECT_TRUE(std::isfinite(posterior.sd()));
  EXPECT_NEAR(posterior.mean(), 0, 1e-9);
}

TEST(Posterior, IsACopyableValue) {
  const BankTables tables(RandomBank("2pl", 1, 8), ThetaGrid());
  const Posterior before = Prior01(ThetaGrid());
  Posterior after = before;
  after.Update(tables.log_probability(0, 1));
  EXPECT_NEAR(before.mean(), 0, 1e-15);
  EXPECT_GT(after.mean(), 0.1);
}

}  // namespace
}  // namespace adaptest
