#include "engine/scores/final_decision.h"

#include <cmath>
#include <functional>
#include <vector>

#include "engine/bank_tables.h"
#include "engine/prior.h"
#include "engine/random.h"
#include "engine/scores/posterior_mass.h"
#include "tests/engine/bank_builder.h"

namespace adaptest {
namespace {

using Passes = std::function<bool(const Posterior&)>;

constexpr double kCut = 0.1;

// What the normal distribution of the score may be off by, for 20 items or
// more; for 3pl items the regression on it as well.
constexpr double kNormalTolerance = 0.01;
constexpr double kThreePlTolerance = 0.015;

bool ByMastery(const Posterior& p) { return MassAbove(p, kCut) >= 0.5; }
bool ByMean(const Posterior& p) { return p.mean() >= kCut; }

// A bank, and the posterior after every second of the first `answered` items
// was answered right; the rest remain.
struct Situation {
  Situation(absl::string_view model, int size, int answered, uint64_t seed)
      : bank(RandomBank(model, size, seed)),
        tables(bank, ThetaGrid()),
        posterior(ThetaGrid(), LogPrior(NormalPrior{0, 1}, ThetaGrid())) {
    for (int i = 0; i < answered; ++i) {
      posterior.Update(tables.log_probability(i, i % 2));
    }
    for (int i = answered; i < size; ++i) remaining.push_back(i);
  }

  double Probability(const Passes& passes) const {
    return FinalPassProbability(
        {bank, tables, posterior, remaining, kCut, passes});
  }

  ItemBank bank;
  BankTables tables;
  Posterior posterior;
  std::vector<int> remaining;
};

// Over ability and all answers, item j of the remaining being bit j.
double SumOverPatterns(const Situation& s, const Passes& passes) {
  double sum = 0;
  for (int pattern = 0; pattern < 1 << s.remaining.size(); ++pattern) {
    Posterior after = s.posterior;
    std::vector<double> log_p(after.weights().size(), 0);
    for (size_t j = 0; j < s.remaining.size(); ++j) {
      const auto answer =
          s.tables.log_probability(s.remaining[j], pattern >> j & 1);
      after.Update(answer);
      for (size_t q = 0; q < log_p.size(); ++q) log_p[q] += answer[q];
    }
    if (!passes(after)) continue;
    for (size_t q = 0; q < log_p.size(); ++q) {
      sum += s.posterior.weights()[q] * std::exp(log_p[q]);
    }
  }
  return sum;
}

// The share of passes among draws of ability and answers.
double Simulated(const Situation& s, const Passes& passes, int draws) {
  Random random(17);
  const auto weights = s.posterior.weights();
  int passed = 0;
  for (int d = 0; d < draws; ++d) {
    size_t q = 0;
    for (double u = random.Uniform(); q + 1 < weights.size() && u > weights[q];
         ++q) {
      u -= weights[q];
    }
    Posterior after = s.posterior;
    for (const int i : s.remaining) {
      const double right = std::exp(s.tables.log_probability(i, 1)[q]);
      after.Update(s.tables.log_probability(i, random.Uniform() < right));
    }
    passed += passes(after);
  }
  return passed / static_cast<double>(draws);
}

void ExpectLikeSimulation(absl::string_view model, const Passes& passes,
                          double tolerance) {
  constexpr int kDraws = 4000;
  for (const int answered : {4, 12, 25}) {
    for (const uint64_t seed : {1, 2}) {
      const Situation s(model, 50, answered, seed);
      const double simulated = Simulated(s, passes, kDraws);
      const double error =
          std::sqrt(simulated * (1 - simulated) / kDraws) + 1e-4;
      EXPECT_NEAR(s.Probability(passes), simulated, tolerance + 3 * error)
          << model << ", " << answered << " answered, seed " << seed;
    }
  }
}

TEST(FinalPassProbability, IsTheDecisionWhereNothingRemains) {
  Situation s("3pl", 10, 10, 4);
  const bool passes = ByMastery(s.posterior);
  EXPECT_EQ(s.Probability(ByMastery), passes ? 1 : 0);
  EXPECT_EQ(s.Probability([&](const Posterior& p) { return !ByMastery(p); }),
            passes ? 0 : 1);
}

TEST(FinalPassProbability, EnumeratesFewAnswers) {
  for (const char* model : {"2pl", "3pl", "4pl"}) {
    for (const int answered : {0, 5, 20}) {
      const Situation s(model, answered + 6, answered, 5);
      EXPECT_NEAR(s.Probability(ByMastery), SumOverPatterns(s, ByMastery),
                  1e-12)
          << model << ", " << answered << " answered";
    }
  }
}

TEST(FinalPassProbability, IsLikeSimulationFor2plItems) {
  ExpectLikeSimulation("2pl", ByMastery, kNormalTolerance);
  ExpectLikeSimulation("2pl", ByMean, kNormalTolerance);
}

TEST(FinalPassProbability, IsLikeSimulationFor3plItems) {
  ExpectLikeSimulation("3pl", ByMastery, kThreePlTolerance);
  ExpectLikeSimulation("3pl", ByMean, kThreePlTolerance);
}

// 4 096 patterns are beyond the enumeration inside.
TEST(FinalPassProbability, IsLikeTheSumOverPatternsForTwelveItems) {
  for (const int answered : {5, 20, 40}) {
    const Situation two("2pl", answered + 12, answered, 7);
    EXPECT_NEAR(two.Probability(ByMastery), SumOverPatterns(two, ByMastery),
                kNormalTolerance)
        << answered << " answered";
    const Situation three("3pl", answered + 12, answered, 7);
    EXPECT_NEAR(three.Probability(ByMastery), SumOverPatterns(three, ByMastery),
                kThreePlTolerance)
        << answered << " answered";
  }
}

TEST(FinalPassProbability, IsCertainOnceTheRestCannotChangeTheDecision) {
  Situation s("2pl", 60, 0, 6);
  for (int i = 0; i < 40; ++i)
    s.posterior.Update(s.tables.log_probability(i, 1));
  s.remaining.erase(s.remaining.begin(), s.remaining.begin() + 50);
  EXPECT_GT(s.Probability(ByMastery), 0.9999);
}

}  // namespace
}  // namespace adaptest
