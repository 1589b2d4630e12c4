#include "calibration/outcomes/outcome_likelihood.h"

#include <cmath>

#include "engine/scores/pass_probability.h"
#include "tests/calibration/outcomes/simulated_outcomes.h"

namespace adaptest {
namespace {

std::vector<OutcomeCase> Cases(int count) {
  return DrawOutcomes(*OutcomeExam(), SimulatePersons(OutcomeExam(), count, 11),
                      {0.3, 0.4}, 12);
}

TEST(OutcomeLikelihood, IsTheSumOfLogProbabilitiesOfResults) {
  const auto cases = Cases(20);
  const auto curve = SharedOutcomeModel().PassCurve({0.2, 0.3});
  double expected = 0;
  for (const OutcomeCase& one : cases) {
    const double p = PassProbability(one.weights, curve);
    expected += std::log(one.passed ? p : 1 - p);
  }
  const OutcomeLikelihood likelihood(SharedOutcomeModel(), Pointers(cases),
                                     false);
  EXPECT_NEAR(likelihood.LogLikelihood(0.2, 0.09), expected, 1e-10);
  EXPECT_NEAR(likelihood.Value(0.2, 0.09), expected, 1e-10);
  EXPECT_NEAR(likelihood.At(0.2, 0.09).value, expected, 1e-10);
}

TEST(OutcomeLikelihood, GradientIsThatOfFiniteDifferences) {
  constexpr double kStep = 1e-5;
  const auto cases = Cases(50);
  for (const bool prior : {false, true}) {
    const OutcomeLikelihood l(SharedOutcomeModel(), Pointers(cases), prior);
    for (const auto& [c, v] : {std::pair(-0.4, 0.01), std::pair(0.9, 0.3)}) {
      const Eigen::Vector2d g = l.At(c, v).gradient;
      EXPECT_NEAR(g[0],
                  (l.Value(c + kStep, v) - l.Value(c - kStep, v)) / (2 * kStep),
                  2e-4);
      EXPECT_NEAR(g[1],
                  (l.Value(c, v + kStep) - l.Value(c, v - kStep)) / (2 * kStep),
                  2e-4);
    }
  }
}

// One-sided in v at 0, where the climb asks whether there is any spread.
TEST(OutcomeLikelihood, HasASlopeInTheVarianceAtZero) {
  constexpr double kStep = 1e-6;
  const auto cases = Cases(50);
  const OutcomeLikelihood l(SharedOutcomeModel(), Pointers(cases), false);
  EXPECT_NEAR(l.At(0.2, 0).gradient[1],
              (l.Value(0.2, kStep) - l.Value(0.2, 0)) / kStep, 1e-2);
}

TEST(OutcomeLikelihood, ObservedInformationIsThatOfFiniteDifferences) {
  constexpr double kStep = 1e-5;
  const auto cases = Cases(50);
  for (const bool prior : {false, true}) {
    const OutcomeLikelihood l(SharedOutcomeModel(), Pointers(cases), prior);
    const double c = 0.3127, v = 0.12;
    const Eigen::Matrix2d observed = l.At(c, v).observed;
    const Eigen::Vector2d by_cut =
        (l.At(c + kStep, v).gradient - l.At(c - kStep, v).gradient) /
        (2 * kStep);
    const Eigen::Vector2d by_variance =
        (l.At(c, v + kStep).gradient - l.At(c, v - kStep).gradient) /
        (2 * kStep);
    EXPECT_NEAR(observed(0, 0), -by_cut[0], 1e-3);
    EXPECT_NEAR(observed(1, 0), -by_cut[1], 1e-3);
    EXPECT_NEAR(observed(0, 1), -by_variance[0], 1e-3);
    EXPECT_NEAR(observed(1, 1), -by_variance[1], 1e-3);
  }
}

// Of each case the sum over both results of their probability times the outer
// product of the gradient.
TEST(OutcomeLikelihood, ExpectedInformationIsTheVarianceOfTheGradient) {
  auto cases = Cases(10);
  const double c = 0.1, v = 0.2;
  Eigen::Matrix2d sum = Eigen::Matrix2d::Zero();
  for (OutcomeCase& one : cases) {
    for (const bool passed : {false, true}) {
      one.passed = passed;
      const auto at =
          OutcomeLikelihood(SharedOutcomeModel(), {&one}, false).At(c, v);
      sum += std::exp(at.value) * at.gradient * at.gradient.transpose();
    }
  }
  const auto at =
      OutcomeLikelihood(SharedOutcomeModel(), Pointers(cases), false).At(c, v);
  EXPECT_LT((at.expected - sum).norm(), 1e-9);
}

TEST(OutcomeLikelihood, StaysFiniteForImpossibleResults) {
  std::vector<OutcomeCase> cases(2);
  for (OutcomeCase& one : cases) one.weights.assign(121, 0);
  cases[0].weights[0] = 1;  // theta = -6 passed
  cases[0].passed = true;
  cases[1].weights[120] = 1;  // theta = 6 failed
  const OutcomeLikelihood l(SharedOutcomeModel(), Pointers(cases), false);
  EXPECT_GT(l.Value(0, 0), 2 * std::log(0.9 * kLeastOutcomeProbability));
  EXPECT_TRUE(l.At(0, 0).gradient.allFinite());
  EXPECT_TRUE(l.At(0, 0).observed.allFinite());
}

}  // namespace
}  // namespace adaptest
