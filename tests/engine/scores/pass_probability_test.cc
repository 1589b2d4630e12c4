#include "engine/scores/pass_probability.h"

#include <cmath>

#include "engine/prior.h"
#include "engine/scores/form_score.h"
#include "tests/engine/bank_builder.h"

namespace adaptest {
namespace {

ScoreScale ScaleAt(double cut, double se = 0) {
  return {cut, se, 720, cut + 1, 820, 100, 1000};
}

double Right(const ItemBank& bank, int item, double theta) {
  return ProbabilityRight(bank.item(item).model, bank.item(item).parameters,
                          theta);
}

Posterior Prior01() {
  return Posterior(ThetaGrid(), LogPrior(NormalPrior(), ThetaGrid()));
}

TEST(PassCurve, AgreesWithEnumerationByHand) {
  // Both items have P = 1/2 at the cut: one right answer passes.
  const ItemBank bank = MakeBank("2pl", {{1, 0}, {2, 0}});
  const BankTables tables(bank, ThetaGrid());
  const auto curve = PassCurve(bank, tables, {{{0, 1}}}, ScaleAt(0));
  for (int q = 0; q < 121; ++q) {
    const double theta = tables.grid().theta(q);
    const double none =
        (1 - Right(bank, 0, theta)) * (1 - Right(bank, 1, theta));
    EXPECT_NEAR(curve[q], 1 - none, 1e-13);
  }
}

TEST(PassCurve, IsTheMeanOverForms) {
  const ItemBank bank = RandomBank("3pl", 30, 1);
  const BankTables tables(bank, ThetaGrid());
  const std::vector<int> a = {0, 3, 5, 7, 11, 13};
  const std::vector<int> b = {1, 2, 4, 20, 22, 25, 29};
  const auto both = PassCurve(bank, tables, {{a, b}}, ScaleAt(0.3, 0.2));
  const auto first = PassCurve(bank, tables, {{a}}, ScaleAt(0.3, 0.2));
  const auto second = PassCurve(bank, tables, {{b}}, ScaleAt(0.3, 0.2));
  for (int q = 0; q < 121; ++q) {
    EXPECT_NEAR(both[q], 0.5 * (first[q] + second[q]), 1e-14);
  }
}

TEST(PassCurve, IntegratesTheErrorOfTheCut) {
  const ItemBank bank = RandomBank("2pl", 20, 2);
  const BankTables tables(bank, ThetaGrid());
  const std::vector<std::vector<int>> forms = {AllItems(20)};
  const auto curve = PassCurve(bank, tables, forms, ScaleAt(0.1, 0.25));
  std::vector<double> expected(121);
  for (const auto& [cut, weight] : CutNodes(ScaleAt(0.1, 0.25))) {
    const auto at_cut = PassCurve(bank, tables, forms, ScaleAt(cut));
    for (int q = 0; q < 121; ++q) expected[q] += weight * at_cut[q];
  }
  for (int q = 0; q < 121; ++q) EXPECT_NEAR(curve[q], expected[q], 1e-13);
}

TEST(PassCurve, AgreesWithSimulation) {
  const ItemBank bank = RandomBank("3pl", 50, 3);
  const BankTables tables(bank, ThetaGrid());
  const std::vector<int> form = AllItems(50);
  const auto curve = PassCurve(bank, tables, {{form}}, ScaleAt(0.2));
  const int cut = RawCut(bank, form, 0.2);
  Random random(4);
  constexpr int kExaminees = 10000;
  for (const int q : {55, 62, 66}) {
    int passed = 0;
    for (int j = 0; j < kExaminees; ++j) {
      int raw = 0;
      for (const auto& answer :
           SimulateAnswers(bank, 50, tables.grid().theta(q), random)) {
        raw += answer.category;
      }
      if (raw >= cut) ++passed;
    }
    EXPECT_NEAR(curve[q], passed / double{kExaminees}, 0.02) << q;
  }
}

TEST(PassCurve, RisesWithTheta) {
  const ItemBank bank = RandomBank("4pl", 40, 5);
  const BankTables tables(bank, ThetaGrid());
  const auto curve = PassCurve(bank, tables, {{AllItems(40)}}, ScaleAt(0, 0.1));
  for (int q = 1; q < 121; ++q) {
    EXPECT_GE(curve[q], curve[q - 1]);
    EXPECT_LE(curve[q], 1);
  }
}

TEST(PassProbability, IsThePosteriorMeanOfTheCurve) {
  const ThetaGrid grid;
  std::vector<double> curve;
  for (int q = 0; q < 121; ++q) curve.push_back(0.5 + grid.theta(q) / 12);
  Posterior posterior(grid, LogPrior(NormalPrior{0.7, 0.4}, grid));
  EXPECT_NEAR(PassProbability(posterior, curve), 0.5 + posterior.mean() / 12,
              1e-14);
  EXPECT_EQ(PassProbability(posterior.weights(), curve),
            PassProbability(posterior, curve));
}

TEST(ThisFormPassProbability, IsDecidedExactly) {
  const BankTables tables(RandomBank("2pl", 5, 6), ThetaGrid());
  EXPECT_EQ(ThisFormPassProbability(Prior01(), tables, {0, 1}, 0), 1);
  EXPECT_EQ(ThisFormPassProbability(Prior01(), tables, {0, 1}, -3), 1);
  EXPECT_EQ(ThisFormPassProbability(Prior01(), tables, {0, 1}, 3), 0);
  EXPECT_EQ(ThisFormPassProbability(Prior01(), tables, {}, 0), 1);
  EXPECT_EQ(ThisFormPassProbability(Prior01(), tables, {}, 1), 0);
}

TEST(ThisFormPassProbability, AgreesWithEnumerationByHand) {
  const ItemBank bank = RandomBank("3pl", 3, 7);
  const BankTables tables(bank, ThetaGrid());
  const Posterior posterior = Prior01();
  double at_least_one = 0, both = 0;
  for (int q = 0; q < 121; ++q) {
    const double p = Right(bank, 0, tables.grid().theta(q));
    const double r = Right(bank, 2, tables.grid().theta(q));
    at_least_one += posterior.weights()[q] * (1 - (1 - p) * (1 - r));
    both += posterior.weights()[q] * p * r;
  }
  EXPECT_NEAR(ThisFormPassProbability(posterior, tables, {0, 2}, 1),
              at_least_one, 1e-13);
  EXPECT_NEAR(ThisFormPassProbability(posterior, tables, {0, 2}, 2), both,
              1e-13);
}

// Seen from before the first of the remaining answers, the mean of the
// probability after it is the probability now.
TEST(ThisFormPassProbability, IsAMartingale) {
  const ItemBank bank = RandomBank("2pl", 10, 8);
  const BankTables tables(bank, ThetaGrid());
  const Posterior now = Prior01();
  const std::vector<int> rest = AllItems(10);
  const absl::Span<const int> after = absl::MakeConstSpan(rest).subspan(1);
  double expected = 0;
  for (const int x : {0, 1}) {
    double probability = 0;
    for (int q = 0; q < 121; ++q) {
      probability +=
          now.weights()[q] * std::exp(tables.log_probability(0, x)[q]);
    }
    Posterior next = now;
    next.Update(tables.log_probability(0, x));
    expected +=
        probability * ThisFormPassProbability(next, tables, after, 6 - x);
  }
  EXPECT_NEAR(ThisFormPassProbability(now, tables, rest, 6), expected, 1e-13);
}

TEST(PassProbabilityAt, IsLinearBetweenTheNodes) {
  const ThetaGrid grid = *ThetaGrid::Make(5, -2, 2);
  const std::vector<double> curve = {0, 0.1, 0.4, 0.8, 1};
  for (int q = 0; q < 5; ++q) {
    EXPECT_NEAR(PassProbabilityAt(grid, curve, grid.theta(q)), curve[q], 1e-15);
  }
  EXPECT_NEAR(PassProbabilityAt(grid, curve, 0.25), 0.5, 1e-15);
  EXPECT_NEAR(PassProbabilityAt(grid, curve, -1.5), 0.05, 1e-15);
}

}  // namespace
}  // namespace adaptest
