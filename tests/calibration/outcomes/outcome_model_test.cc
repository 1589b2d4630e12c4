#include "calibration/outcomes/outcome_model.h"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>

#include "tests/calibration/outcomes/simulated_outcomes.h"

namespace adaptest {
namespace {

using testing::HasSubstr;

// The same exam on a grid ten times as fine.
const OutcomeModel& FineModel() {
  static const auto& model = *[] {
    Exam exam = ContentExam(20, 0);
    exam.nodes = 1201;
    return new OutcomeModel(
        Prepare(std::move(exam), ContentBank("3pl", 120, 0, 31)));
  }();
  return model;
}

// At node q of a fine curve without spread, its mean over e ~ N(0, s^2) summed
// over the nodes.
double MeanAround(const std::vector<double>& fine, size_t q, double spread) {
  double sum = 0, total = 0;
  for (size_t r = 0; r < fine.size(); ++r) {
    const double z = 0.01 * (static_cast<double>(r) - double(q)) / spread;
    sum += std::exp(-0.5 * z * z) * fine[r];
    total += std::exp(-0.5 * z * z);
  }
  return sum / total;
}

TEST(OutcomeModel, AveragesThePassCurveOverTheDay) {
  const auto fine = FineModel().PassCurve({0.3, 0});
  for (const double spread : {0.05, 0.3, 0.8}) {
    const auto curve = SharedOutcomeModel().PassCurve({0.3, spread});
    for (size_t q = 20; q <= 100; ++q) {
      EXPECT_NEAR(curve[q], MeanAround(fine, 10 * q, spread), 1e-5)
          << spread << " " << q;
    }
  }
}

TEST(OutcomeModel, IsNearTodaysPassProbabilityAtTheProfilesCut) {
  // The profile's cut has an error of 0.05, which today's curve averages over.
  const auto curve = SharedOutcomeModel().PassCurve({0.1, 0.05});
  for (int q = 0; q < 121; ++q) {
    EXPECT_NEAR(curve[q], OutcomeExam()->pass_curve()[q], 0.01) << q;
  }
}

TEST(OutcomeModel, MakesResultsLessCertainWithSpread) {
  const auto sharp = SharedOutcomeModel().PassCurve({0, 0});
  const auto blurred = SharedOutcomeModel().PassCurve({0, 0.5});
  EXPECT_GT(blurred[50], sharp[50]);  // theta = -1
  EXPECT_LT(blurred[75], sharp[75]);  // theta = 1.5
}

void ExpectDifferences(const std::vector<double>& slope,
                       const std::vector<double>& above,
                       const std::vector<double>& below, double step,
                       double tolerance) {
  for (size_t q = 0; q < slope.size(); ++q) {
    EXPECT_NEAR(slope[q], (above[q] - below[q]) / (2 * step), tolerance) << q;
  }
}

TEST(OutcomeModel, DerivativesAreThoseOfFiniteDifferences) {
  constexpr double kStep = 1e-5;
  const OutcomeModel& model = SharedOutcomeModel();
  const double cut = 0.2371, variance = 0.07;
  const OutcomeCurve at = model.CurveWithDerivatives(cut, variance);
  const auto right = model.CurveWithDerivatives(cut + kStep, variance);
  const auto left = model.CurveWithDerivatives(cut - kStep, variance);
  const auto more = model.CurveWithDerivatives(cut, variance + kStep);
  const auto less = model.CurveWithDerivatives(cut, variance - kStep);
  ExpectDifferences(at.cut, right.value, left.value, kStep, 1e-6);
  ExpectDifferences(at.variance, more.value, less.value, kStep, 1e-6);
  ExpectDifferences(at.cut_cut, right.cut, left.cut, kStep, 1e-5);
  ExpectDifferences(at.cut_variance, more.cut, less.cut, kStep, 1e-6);
  ExpectDifferences(at.cut_variance, right.variance, left.variance, kStep,
                    1e-6);
  ExpectDifferences(at.variance_variance, more.variance, less.variance, kStep,
                    1e-6);
}

std::string MessageOf(std::vector<double> weights) {
  const OutcomeCase good = {SimulatePersons(OutcomeExam(), 1, 1)[0].weights};
  const auto status =
      CheckOutcomeCases(SharedOutcomeModel(), {good, {std::move(weights)}});
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  return std::string(status.message());
}

TEST(CheckOutcomeCases, RefusesWhatIsNoPosteriorOnTheGrid) {
  EXPECT_THAT(MessageOf(std::vector<double>(120, 1 / 120.)),
              HasSubstr("case 1: 120 posterior weights"));
  EXPECT_THAT(MessageOf(std::vector<double>(121, 0.1)),
              HasSubstr("sum of posterior weights = 12.1"));
  for (const double bad : {-0.1, std::numeric_limits<double>::quiet_NaN()}) {
    std::vector<double> weights(121, 1 / 121.);
    weights[7] = bad;
    EXPECT_THAT(MessageOf(weights), HasSubstr("is outside [0, 1]"));
  }
}

}  // namespace
}  // namespace adaptest
