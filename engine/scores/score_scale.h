#ifndef ADAPTEST_ENGINE_SCORES_SCORE_SCALE_H_
#define ADAPTEST_ENGINE_SCORES_SCORE_SCALE_H_

#include <vector>

#include "absl/status/status.h"

namespace adaptest {

// The scale on which scores are reported: linear in theta through two points,
//
//   S(theta) = cut_score + (anchor_score - cut_score)
//              (theta - theta_cut) / (theta_anchor - theta_cut),
//
// and within [min_score, max_score].
struct ScoreScale {
  double theta_cut = 0;                 // the passing standard
  double theta_cut_standard_error = 0;  // of the standard, on the theta scale
  double cut_score = 720;               // shown at theta_cut: a whole number
  double theta_anchor = 1;
  double anchor_score = 820;  // shown at theta_anchor
  double min_score = 100;     // a whole number
  double max_score = 1000;    // a whole number
};

// Refuses what is not a scale: values that are not finite, anchors that
// coincide or do not increase, a cut score outside (min_score, max_score),
// scores that are not whole, a standard error outside [0, 2].
absl::Status ValidateScoreScale(const ScoreScale& scale);

// S(theta) within the bounds, rounded to a whole number, except that scores
// between cut_score - 1 and cut_score are rounded down. So cut_score or more is
// shown exactly where theta >= theta_cut. theta may be infinite, not NaN.
double ScaledScore(const ScoreScale& scale, double theta);

// A score as it is shown: rounded to a whole number, on the given side of the
// cut score, within the bounds.
double RoundedScore(const ScoreScale& scale, double score,
                    bool at_or_above_cut);

struct WeightedCut {
  double theta;
  double weight;
};

// The passing standard with its error, N(theta_cut, theta_cut_standard_error^2)
// as the nodes of a nine-point Gauss-Hermite quadrature, by ascending theta;
// the weights sum to 1. One node where the standard error is 0.
std::vector<WeightedCut> CutNodes(const ScoreScale& scale);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SCORES_SCORE_SCALE_H_
