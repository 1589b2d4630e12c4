#include "calibration/outcomes/outcome_quality.h"

#include <cmath>

#include "engine/scores/pass_probability.h"
#include "tests/calibration/outcomes/simulated_outcomes.h"

namespace adaptest {
namespace {

std::vector<OutcomeCase> Cases(int count, const OutcomeParameters& truth) {
  return DrawOutcomes(*OutcomeExam(), SimulatePersons(OutcomeExam(), count, 51),
                      truth, 52);
}

OutcomeQuality Measure(const std::vector<OutcomeCase>& cases,
                       const OutcomeQualityOptions& options = {}) {
  const auto fit = FitOutcomes(SharedOutcomeModel(), cases);
  const auto quality = MeasureOutcomeQuality(SharedOutcomeModel(), cases,
                                             fit->estimate, options);
  EXPECT_TRUE(quality.ok()) << quality.status();
  return *quality;
}

double BrierOf(const std::vector<OutcomeCase>& cases,
               absl::Span<const double> curve) {
  double sum = 0;
  for (const OutcomeCase& one : cases) {
    const double error = PassProbability(one.weights, curve) - one.passed;
    sum += error * error;
  }
  return sum / static_cast<double>(cases.size());
}

TEST(OutcomeQuality, ComparesTodaysPassProbabilityWithTheFit) {
  const auto cases = Cases(100, {0.5, 0.5});
  const auto fit = FitOutcomes(SharedOutcomeModel(), cases);
  const OutcomeQuality quality = Measure(cases);
  EXPECT_NEAR(*quality.before.brier.value,
              BrierOf(cases, OutcomeExam()->pass_curve()), 1e-12);
  EXPECT_NEAR(*quality.fitted.brier.value,
              BrierOf(cases, SharedOutcomeModel().PassCurve(fit->estimate)),
              1e-12);
  EXPECT_NEAR(*quality.fitted.log_loss.value, -fit->log_likelihood / 100,
              1e-12);
}

TEST(OutcomeQuality, ImprovesAlsoOnPersonsTheFitHasNotSeen) {
  const OutcomeQuality quality = Measure(Cases(600, {0.7, 0.7}));
  EXPECT_EQ(quality.folds, 10);
  EXPECT_LT(*quality.fitted.log_loss.value,
            *quality.cross_validated.log_loss.value);
  EXPECT_LT(*quality.log_loss_change.value,
            -2 * *quality.log_loss_change.standard_error);
  EXPECT_LT(*quality.brier_change.value,
            -2 * *quality.brier_change.standard_error);
  EXPECT_NEAR(*quality.cross_validated.line.slope.value, 1,
              3 * *quality.cross_validated.line.slope.standard_error);
  EXPECT_LT(*quality.before.line.slope.value, 0.8);
}

TEST(OutcomeQuality, DoesLittleHarmWhereTheProfileIsRight) {
  const OutcomeQuality quality = Measure(Cases(600, {0.1, 0}));
  EXPECT_NEAR(*quality.log_loss_change.value, 0, 0.01);
}

TEST(OutcomeQuality, CurveHoldsEveryCase) {
  const OutcomeQuality quality = Measure(Cases(150, {0.3, 0.2}));
  for (const PredictionQuality* one :
       {&quality.before, &quality.fitted, &quality.cross_validated}) {
    int64_t count = 0;
    for (const ReliabilityFigures& at : one->curve) count += at.examinees;
    EXPECT_EQ(count, 150);
    EXPECT_LE(one->curve.size(), 10u);
  }
}

// With a fold a person, each case is predicted by a fit to all other persons,
// here of two results each.
TEST(OutcomeQuality, LeavesOutWholePersons) {
  auto cases = Cases(36, {0, 0.3});
  for (size_t i = 0; i < cases.size(); ++i) cases[i].person = i / 2;
  const OutcomeQuality quality = Measure(cases, {.folds = 100, .seed = 3});
  EXPECT_EQ(quality.folds, 18);
  double brier = 0;
  for (int64_t person = 0; person < 18; ++person) {
    std::vector<OutcomeCase> own, others;
    for (const OutcomeCase& one : cases) {
      (one.person == person ? own : others).push_back(one);
    }
    const auto fit = FitOutcomes(SharedOutcomeModel(), others);
    brier += BrierOf(own, SharedOutcomeModel().PassCurve(fit->estimate)) / 18;
  }
  EXPECT_NEAR(*quality.cross_validated.brier.value, brier, 1e-12);
}

TEST(OutcomeQuality, IsTheSameForTheSameSeed) {
  const auto cases = Cases(60, {0, 0.3});
  const double first = *Measure(cases).cross_validated.log_loss.value;
  EXPECT_EQ(*Measure(cases).cross_validated.log_loss.value, first);
  EXPECT_NE(
      *Measure(cases, {.folds = 10, .seed = 2}).cross_validated.log_loss.value,
      first);
}

TEST(OutcomeQuality, HasNoCrossValidationForOnePerson) {
  auto cases = Cases(3, {0, 0.3});
  for (OutcomeCase& one : cases) one.person = 8;
  const OutcomeQuality quality = Measure(cases);
  EXPECT_EQ(quality.folds, 0);
  EXPECT_TRUE(quality.before.brier.value);
  EXPECT_FALSE(quality.cross_validated.brier.value);
  EXPECT_TRUE(quality.cross_validated.curve.empty());
  EXPECT_FALSE(quality.brier_change.value);
  EXPECT_FALSE(Measure({}).before.brier.value);
}

TEST(OutcomeQuality, RefusesOneFold) {
  EXPECT_FALSE(
      MeasureOutcomeQuality(SharedOutcomeModel(), {}, {}, {.folds = 1}).ok());
}

}  // namespace
}  // namespace adaptest
