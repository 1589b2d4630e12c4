#include "engine/scores/form_score.h"

#include <algorithm>
#include <cmath>

#include "engine/math/dual.h"

namespace adaptest {
namespace {

constexpr double kRawCutTolerance = 1e-9;
constexpr double kThetaTolerance = 1e-11;

// The theta in (low, high) at which the test characteristic is raw; it is
// below raw at low, and above it at high.
double InverseTestCharacteristic(const ItemBank& bank,
                                 absl::Span<const int> form, double low,
                                 double high, double raw) {
  double theta = 0.5 * (low + high);
  while (high - low > kThetaTolerance) {
    const auto at = ExpectedFormScore(bank, form, Dual<1>(theta, 0));
    (at.value < raw ? low : high) = theta;
    // Newton's step, or where it leaves the bracket the middle.
    const double last = theta;
    theta += (raw - at.value) / at.slope[0];
    if (!(theta > low && theta < high)) theta = 0.5 * (low + high);
    if (std::abs(theta - last) < kThetaTolerance) break;
  }
  return theta;
}

// The score before the decision is imposed on it.
double CurveScore(const ItemBank& bank, absl::Span<const int> form,
                  const ReportedScale& scale, double theta_low,
                  double theta_high, int raw) {
  if (raw >= MaxFormScore(bank, form) ||
      raw >= TestCharacteristic(bank, form, theta_high)) {
    return scale.Score(theta_high);
  }
  const double lowest = TestCharacteristic(bank, form, theta_low);
  if (raw <= lowest) {
    const double score = scale.Score(theta_low);
    return std::round(scale.scale().min_score +
                      (score - scale.scale().min_score) * (raw / lowest));
  }
  return scale.Score(
      InverseTestCharacteristic(bank, form, theta_low, theta_high, raw));
}

}  // namespace

int MaxFormScore(const ItemBank& bank, absl::Span<const int> form) {
  int score = 0;
  for (const int i : form) score += NumCategories(bank.item(i)) - 1;
  return score;
}

double TestCharacteristic(const ItemBank& bank, absl::Span<const int> form,
                          double theta) {
  return ExpectedFormScore<double>(bank, form, theta);
}

int RawCut(const ItemBank& bank, absl::Span<const int> form, double theta_cut) {
  return static_cast<int>(
      std::ceil(TestCharacteristic(bank, form, theta_cut) - kRawCutTolerance));
}

double FormScaledScore(const ItemBank& bank, absl::Span<const int> form,
                       const ReportedScale& scale, double theta_low,
                       double theta_high, int raw) {
  const double score =
      CurveScore(bank, form, scale, theta_low, theta_high, raw);
  // The two agree but for rounding, and for a cut outside the range.
  if (raw >= RawCut(bank, form, scale.scale().theta_cut)) {
    return std::max(score, scale.scale().cut_score);
  }
  return std::min(score, scale.scale().cut_score - 1);
}

}  // namespace adaptest
