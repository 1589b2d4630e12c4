#include "engine/scores/reported_scale.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"

namespace adaptest {
namespace {

// The least difference of true scores that makes a scale.
constexpr double kMinDifference = 1e-6;

}  // namespace

ReportedScale ReportedScale::Linear(const ScoreScale& scale) {
  ReportedScale reported(scale);
  reported.cut_value_ = scale.theta_cut;
  reported.factor_ = (scale.anchor_score - scale.cut_score) /
                     (scale.theta_anchor - scale.theta_cut);
  return reported;
}

absl::StatusOr<ReportedScale> ReportedScale::TrueScore(
    const ScoreScale& scale, const ItemBank& bank,
    absl::Span<const int> reference_form) {
  if (reference_form.empty()) {
    return absl::InvalidArgumentError(
        "score scale: method true_score needs a reference form");
  }
  ReportedScale reported(scale);
  for (const int i : reference_form) reported.form_.push_back(bank.item(i));
  reported.cut_value_ = reported.CurveAt(scale.theta_cut).value;
  const double rise =
      reported.CurveAt(scale.theta_anchor).value - reported.cut_value_;
  if (!(std::abs(rise) >= kMinDifference)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "score scale: true scores on the reference form at theta_cut = ",
        scale.theta_cut, " and theta_anchor = ", scale.theta_anchor,
        " differ by ", rise, "; allowed: at least ", kMinDifference));
  }
  reported.factor_ = (scale.anchor_score - scale.cut_score) / rise;
  return reported;
}

ReportedScale::Curve ReportedScale::CurveAt(double theta) const {
  if (form_.empty()) return {theta, 1};
  Curve curve = {0, 0};
  for (const Item& item : form_) {
    const ItemScore score = ItemScoreAt(item, theta);
    curve.value += score.mean;
    curve.slope += score.slope;
  }
  return curve;
}

double ReportedScale::Unrounded(double value) const {
  return scale_.cut_score + factor_ * (value - cut_value_);
}

double ReportedScale::Score(double theta) const {
  return RoundedScore(scale_, Unrounded(CurveAt(theta).value),
                      theta >= scale_.theta_cut);
}

double ReportedScale::StandardError(double theta, double standard_error) const {
  const Curve curve = CurveAt(theta);
  const double score = Unrounded(curve.value);
  if (!(score > scale_.min_score && score < scale_.max_score)) return 0;
  return std::abs(factor_ * curve.slope) * standard_error;
}

}  // namespace adaptest
