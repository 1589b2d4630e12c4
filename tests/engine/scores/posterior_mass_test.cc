#include "engine/scores/posterior_mass.h"

#include <cmath>

#include "engine/bank_tables.h"
#include "engine/math/normal.h"
#include "engine/prior.h"
#include "tests/engine/bank_builder.h"

namespace adaptest {
namespace {

Posterior NormalPosterior(const ThetaGrid& grid, double mean, double sd) {
  return Posterior(grid, LogPrior(NormalPrior{mean, sd}, grid));
}

Posterior After(const ItemBank& bank, const std::vector<ScoredAnswer>& answers,
                const ThetaGrid& grid, const Prior& prior = NormalPrior()) {
  std::vector<double> log_density = LogPrior(prior, grid);
  for (const auto& [i, x] : answers) {
    for (int q = 0; q < grid.size(); ++q) {
      double log_p[2];
      LogProbabilities<double>(bank.item(i).model, bank.item(i).parameters,
                               grid.theta(q), absl::MakeSpan(log_p));
      log_density[q] += log_p[x];
    }
  }
  return Posterior(grid, log_density);
}

// P(theta >= cut) by trapezoids on a grid 20 times finer; the cell that holds
// the cut is shared out linearly.
double FineMassAbove(const Posterior& fine, double cut) {
  const ThetaGrid& grid = fine.grid();
  const double h = grid.spacing();
  double above = 0, total = 0;
  for (int q = 0; q + 1 < grid.size(); ++q) {
    const double cell = 0.5 * (std::exp(fine.log_density()[q]) +
                               std::exp(fine.log_density()[q + 1]));
    const double share = (grid.theta(q + 1) - cut) / h;
    above += cell * std::min(std::max(share, 0.0), 1.0);
    total += cell;
  }
  return above / total;
}

// Cuts on nodes, between nodes and next to nodes of the default grid.
std::vector<double> Cuts() {
  std::vector<double> cuts;
  for (int k = -25; k <= 25; ++k) {
    for (const double offset : {0.0, 1e-9, -1e-9, 0.01, 0.05, 0.0731, 0.099}) {
      cuts.push_back(0.1 * k + offset);
    }
  }
  return cuts;
}

TEST(MassAbove, AgreesWithATwentyTimesFinerGrid) {
  const ThetaGrid fine = *ThetaGrid::Make(2401, -6, 6);
  for (int seed = 0; seed < 40; ++seed) {
    const ItemBank bank = RandomBank(seed % 2 == 0 ? "2pl" : "3pl", 120, seed);
    Random random(seed);
    const auto answers =
        SimulateAnswers(bank, 3 * seed, 1.2 * random.Normal(), random);
    const Prior prior = seed % 5 == 0 ? Prior(UniformPrior()) : NormalPrior();
    const Posterior posterior = After(bank, answers, ThetaGrid(), prior);
    const Posterior reference = After(bank, answers, fine, prior);
    for (const double cut : Cuts()) {
      EXPECT_NEAR(MassAbove(posterior, cut), FineMassAbove(reference, cut),
                  PosteriorDistribution::kMassError)
          << "seed " << seed << ", cut " << cut << ", sd " << posterior.sd();
    }
  }
}

TEST(MassAbove, IsTheNormalTailWhereTheSpacingIsOneStandardDeviation) {
  for (const double mean : {0.0, 0.021, 0.05, 0.0777}) {
    const Posterior posterior = NormalPosterior(ThetaGrid(), mean, 0.1);
    for (const double cut : Cuts()) {
      EXPECT_NEAR(MassAbove(posterior, cut), NormalCdf((mean - cut) / 0.1),
                  PosteriorDistribution::kMassError);
    }
  }
}

TEST(MassAbove, NeverRisesWithTheCut) {
  for (const double sd : {0.02, 0.1, 0.4, 3.0}) {
    const Posterior posterior = NormalPosterior(ThetaGrid(), 0.13, sd);
    const PosteriorDistribution distribution(posterior);
    double before = 1;
    for (double cut = -6.5; cut <= 6.5; cut += 0.0007) {
      const double mass = distribution.MassAbove(cut);
      ASSERT_LE(mass, before) << "sd " << sd << ", cut " << cut;
      ASSERT_GE(mass, 0);
      before = mass;
    }
  }
}

TEST(MassAbove, IsExactOutsideTheGrid) {
  const Posterior posterior = NormalPosterior(ThetaGrid(), 5.9, 1);
  for (const double cut : {-6.0, -7.0, -HUGE_VAL}) {
    EXPECT_EQ(MassAbove(posterior, cut), 1);
  }
  for (const double cut : {6.0, 6.1, HUGE_VAL}) {
    EXPECT_EQ(MassAbove(posterior, cut), 0);
  }
}

TEST(MassAbove, StaysInRangeForUnresolvedPosteriors) {
  const ItemBank bank = MakeBank("2pl", {{20, 0.37}, {20, 0.41}});
  std::vector<ScoredAnswer> answers;
  for (int i = 0; i < 5000; ++i) answers.push_back({i % 2, i % 3 == 0 ? 0 : 1});
  const Posterior posterior = After(bank, answers, ThetaGrid());
  double before = 1;
  for (double cut = 0; cut <= 1; cut += 0.001) {
    const double mass = MassAbove(posterior, cut);
    ASSERT_FALSE(std::isnan(mass)) << cut;
    ASSERT_LE(mass, before) << cut;
    before = mass;
  }
  EXPECT_NEAR(MassAbove(posterior, 0.2), 1, 1e-12);
  EXPECT_NEAR(MassAbove(posterior, 0.6), 0, 1e-12);
}

TEST(PosteriorQuantile, InvertsTheMass) {
  for (const double sd : {0.1, 0.25, 1.0}) {
    const Posterior posterior = NormalPosterior(ThetaGrid(), -0.33, sd);
    for (const double p : {1e-6, 0.025, 0.2, 0.5, 0.77, 0.975, 1 - 1e-6}) {
      const double theta = PosteriorQuantile(posterior, p);
      EXPECT_NEAR(MassAbove(posterior, theta), 1 - p, 1e-12);
    }
    EXPECT_NEAR(PosteriorQuantile(posterior, 0.025), -0.33 - 1.959964 * sd,
                1e-3 * sd);
  }
}

TEST(PosteriorQuantile, GivesTheGridsEndsAtZeroAndOne) {
  const Posterior posterior = NormalPosterior(ThetaGrid(), 0, 1);
  EXPECT_EQ(PosteriorQuantile(posterior, 0), -6);
  EXPECT_EQ(PosteriorQuantile(posterior, 1), 6);
}

}  // namespace
}  // namespace adaptest
