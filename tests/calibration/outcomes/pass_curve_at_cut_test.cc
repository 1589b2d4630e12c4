#include "calibration/outcomes/pass_curve_at_cut.h"

#include <algorithm>
#include <cmath>

#include "engine/scores/form_score.h"
#include "engine/scores/pass_probability.h"
#include "engine/scores/raw_score.h"
#include "tests/calibration/outcomes/simulated_outcomes.h"

namespace adaptest {
namespace {

const PassCurveAtCut& Curve() {
  static const auto& curve = *new PassCurveAtCut(OutcomeExam());
  return curve;
}

// P(X >= ceil(tau + U + V)) by the trapezoid over the triangular density of
// U + V on (-1, 1).
double BlurredTail(absl::Span<const double> tails, size_t nodes, size_t q,
                   double tau) {
  constexpr int kSteps = 2000;
  const int max_score = static_cast<int>(tails.size() / nodes) - 1;
  double sum = 0;
  for (int i = 0; i < kSteps; ++i) {
    const double u = -1 + (2 * i + 1.0) / kSteps;
    const int cut = std::max(static_cast<int>(std::ceil(tau + u)), 0);
    if (cut <= max_score) sum += (1 - std::abs(u)) * tails[cut * nodes + q];
  }
  return sum * 2 / kSteps;
}

TEST(PassCurveAtCut, IsTheStaircaseBlurredByTwoUniforms) {
  const PreparedExam& exam = *OutcomeExam();
  const size_t nodes = exam.tables().grid().size();
  for (const double cut : {-0.6, 0.1, 0.83}) {
    std::vector<double> expected(nodes);
    for (const std::vector<int>& form : exam.PassForms()) {
      const auto tails = RawScoreTails(exam.tables(), form);
      const double tau = TestCharacteristic(exam.bank(), form, cut);
      for (size_t q = 40; q < 90; q += 7) {
        expected[q] += BlurredTail(tails, nodes, q, tau) / 64;
      }
    }
    const auto value = Curve().At(cut).value;
    for (size_t q = 40; q < 90; q += 7) {
      EXPECT_NEAR(value[q], expected[q], 1e-4) << cut << " " << q;
    }
  }
}

// Over all cuts the two differ by nothing that would move a fitted cut.
TEST(PassCurveAtCut, IsCentredOnTheEnginesStaircase) {
  const PreparedExam& exam = *OutcomeExam();
  const auto forms = exam.PassForms();
  constexpr double kStep = 0.02;
  std::vector<double> shift(121);
  for (int i = -120; i < 120; ++i) {
    ScoreScale scale;
    scale.theta_cut = kStep * i;
    const auto stairs = PassCurve(exam.bank(), exam.tables(), forms, scale);
    const auto smooth = Curve().At(scale.theta_cut).value;
    for (int q = 50; q <= 70; ++q) {
      EXPECT_NEAR(smooth[q], stairs[q], 0.02);
      shift[q] += (smooth[q] - stairs[q]) * kStep;
    }
  }
  for (int q = 50; q <= 70; ++q) EXPECT_NEAR(shift[q], 0, 0.005);
}

TEST(PassCurveAtCut, IsAProbabilityThatFallsWithTheCut) {
  auto before = Curve().At(-6).value;
  for (double cut = -5.9; cut < 6; cut += 0.1) {
    const auto value = Curve().At(cut).value;
    for (int q = 0; q < 121; ++q) {
      EXPECT_GE(value[q], 0);
      EXPECT_LE(value[q], 1 + 1e-12);
      EXPECT_LE(value[q], before[q] + 1e-12);
    }
    before = value;
  }
}

TEST(PassCurveAtCut, SlopeIsThatOfFiniteDifferences) {
  constexpr double kStep = 1e-5;
  for (const double cut : {-1.1, 0.1, 0.7}) {
    const auto slope = Curve().At(cut).slope;
    const auto above = Curve().At(cut + kStep).value;
    const auto below = Curve().At(cut - kStep).value;
    for (int q = 0; q < 121; ++q) {
      EXPECT_NEAR(slope[q], (above[q] - below[q]) / (2 * kStep), 1e-5);
    }
  }
}

// The curvature jumps, so it is held against the slope by its integral.
TEST(PassCurveAtCut, CurvatureIntegratesToTheSlope) {
  constexpr int kSteps = 1000;
  constexpr double kStep = 0.1 / kSteps;
  std::vector<double> integral(121);
  for (int i = 0; i < kSteps; ++i) {
    const auto curvature = Curve().At(0.1 + (i + 0.5) * kStep).curvature;
    for (int q = 0; q < 121; ++q) integral[q] += kStep * curvature[q];
  }
  const auto low = Curve().At(0.1).slope;
  const auto high = Curve().At(0.2).slope;
  for (int q = 0; q < 121; ++q) {
    EXPECT_NEAR(integral[q], high[q] - low[q], 1e-4) << q;
  }
}

}  // namespace
}  // namespace adaptest
