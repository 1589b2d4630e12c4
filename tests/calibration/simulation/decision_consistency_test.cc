#include "calibration/simulation/decision_consistency.h"

#include <cmath>
#include <vector>

#include "calibration/simulation/running_moments.h"
#include "engine/math/logistic.h"
#include "engine/random.h"

namespace adaptest {
namespace {

// The probability of passing at theta, in these tests.
double PassProbability(double theta) { return Logistic(3 * (theta - 0.2)); }

TEST(DecisionConsistency, IsTheShareOfPairsOfOneAbilityThatAgree) {
  const std::vector<bool> passed = {true, true, false, true, false};
  DecisionConsistency consistency;
  for (const bool p : passed) consistency.Add(0.5, p);
  int agree = 0;
  for (size_t i = 0; i < passed.size(); ++i) {
    for (size_t j = 0; j < i; ++j) agree += passed[i] == passed[j];
  }
  EXPECT_NEAR(*consistency.Value().value, agree / 10.0, 1e-15);
}

TEST(DecisionConsistency, WeighsAbilitiesByTheirPersons) {
  DecisionConsistency consistency;
  for (int i = 0; i < 4; ++i) consistency.Add(-3, false);
  for (int i = 0; i < 4; ++i) consistency.Add(0, i < 2);  // 2 of 6 pairs agree
  EXPECT_NEAR(*consistency.Value().value, (1 + 1 / 3.0) / 2, 1e-15);
}

TEST(DecisionConsistency, JoinsALonelyPersonToTheNeighbours) {
  DecisionConsistency consistency;
  consistency.Add(-20, false);
  consistency.Add(-3, false);
  consistency.Add(2, true);
  EXPECT_NEAR(*consistency.Value().value, 1 / 3.0, 1e-15);  // one group
}

TEST(DecisionConsistency, IsUndefinedForOnePerson) {
  DecisionConsistency consistency;
  consistency.Add(0, true);
  EXPECT_FALSE(consistency.Value().value);
}

// Against the integral of p^2 + (1 - p)^2 over N(0, 1), by the midpoint rule,
// and its standard error against the spread of 200 studies.
TEST(DecisionConsistency, EstimatesTheAgreementOfTwoTests) {
  double expected = 0;
  constexpr double kStep = 0.001;
  for (double theta = -8; theta < 8; theta += kStep) {
    const double p = PassProbability(theta);
    expected += (p * p + (1 - p) * (1 - p)) * std::exp(-theta * theta / 2) *
                kStep / std::sqrt(2 * M_PI);
  }
  Random random(5);
  RunningMean values;
  RunningMean errors;
  for (int study = 0; study < 200; ++study) {
    DecisionConsistency consistency;
    for (int i = 0; i < 2000; ++i) {
      const double theta = random.Normal();
      consistency.Add(theta, random.Uniform() < PassProbability(theta));
    }
    values.Add(*consistency.Value().value);
    errors.Add(*consistency.Value().standard_error);
  }
  EXPECT_NEAR(values.mean(), expected, 0.003);
  const double sd = *values.Mean().standard_error * std::sqrt(200.0);
  EXPECT_NEAR(errors.mean() / sd, 1, 0.2);
}

}  // namespace
}  // namespace adaptest
