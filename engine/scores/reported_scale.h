#ifndef ADAPTEST_ENGINE_SCORES_REPORTED_SCALE_H_
#define ADAPTEST_ENGINE_SCORES_REPORTED_SCALE_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "engine/item_bank.h"
#include "engine/scores/raw_score.h"
#include "engine/scores/score_scale.h"

namespace adaptest {

// From theta to the score that is reported, through (theta_cut, cut_score) and
// (theta_anchor, anchor_score) of a ScoreScale, by one of two methods:
//
//   linear      S = cut_score + k (theta - theta_cut)
//   true score  S = cut_score + k (tau(theta) - tau(theta_cut)),
//               tau the test characteristic curve of a reference form
//
// k such that S(theta_anchor) = anchor_score. The true-score method reports
// what would be earned on the reference form: differences in theta count where
// the form can show them, and scores stay between those of its asymptotes.
//
// Both rise with theta, are clamped to [min_score, max_score] and rounded as by
// ScaledScore: cut_score or more is shown exactly where theta >= theta_cut.
class ReportedScale {
 public:
  static ReportedScale Linear(const ScoreScale& scale);

  // `scale` is valid. Refuses an empty reference form, and one that cannot tell
  // the anchor from the cut. Keeps the form's items, not the bank.
  static absl::StatusOr<ReportedScale> TrueScore(
      const ScoreScale& scale, const ItemBank& bank,
      absl::Span<const int> reference_form);

  const ScoreScale& scale() const { return scale_; }

  // theta may be infinite for the linear method; finite for the other.
  double Score(double theta) const;

  // Conditional standard error of the scaled score by the delta method,
  // |S'(theta)| standard_error, before rounding. 0 where the score is clamped:
  // small errors do not move it there.
  double StandardError(double theta, double standard_error) const;

 private:
  explicit ReportedScale(const ScoreScale& scale) : scale_(scale) {}

  // tau and its slope; theta and 1 for the linear method.
  struct Curve {
    double value;
    double slope;
  };
  Curve CurveAt(double theta) const;
  double Unrounded(double value) const;

  ScoreScale scale_;
  std::vector<Item> form_;  // empty for the linear method
  double cut_value_ = 0;    // of the curve at theta_cut
  double factor_ = 0;       // k
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SCORES_REPORTED_SCALE_H_
