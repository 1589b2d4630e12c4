#include "engine/scores/score_scale.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

constexpr double kMaxTheta = 50;
constexpr double kMaxScore = 1e6;
constexpr double kMaxStandardError = 2;

absl::Status Outside(absl::string_view field, double value,
                     absl::string_view allowed) {
  return absl::InvalidArgumentError(
      absl::StrCat("score scale: ", field, " = ", value, "; ", allowed));
}

absl::Status ValidateRange(absl::string_view field, double value, double lower,
                           double upper) {
  if (value >= lower && value <= upper) return absl::OkStatus();
  return Outside(field, value,
                 absl::StrCat("allowed: [", lower, ", ", upper, "]"));
}

absl::Status ValidateWholeScore(absl::string_view field, double value) {
  RETURN_IF_ERROR(ValidateRange(field, value, -kMaxScore, kMaxScore));
  if (value == std::round(value)) return absl::OkStatus();
  return Outside(field, value, "allowed: whole numbers");
}

}  // namespace

absl::Status ValidateScoreScale(const ScoreScale& s) {
  RETURN_IF_ERROR(
      ValidateRange("theta_cut", s.theta_cut, -kMaxTheta, kMaxTheta));
  RETURN_IF_ERROR(
      ValidateRange("theta_anchor", s.theta_anchor, -kMaxTheta, kMaxTheta));
  RETURN_IF_ERROR(ValidateRange("theta_cut_standard_error",
                                s.theta_cut_standard_error, 0,
                                kMaxStandardError));
  RETURN_IF_ERROR(ValidateWholeScore("cut_score", s.cut_score));
  RETURN_IF_ERROR(ValidateWholeScore("min_score", s.min_score));
  RETURN_IF_ERROR(ValidateWholeScore("max_score", s.max_score));
  RETURN_IF_ERROR(
      ValidateRange("anchor_score", s.anchor_score, -kMaxScore, kMaxScore));
  if (!(s.min_score < s.cut_score && s.cut_score < s.max_score)) {
    return Outside("cut_score", s.cut_score,
                   absl::StrCat("allowed: above min_score = ", s.min_score,
                                " and below max_score = ", s.max_score));
  }
  if (s.theta_anchor == s.theta_cut) {
    return Outside("theta_anchor", s.theta_anchor,
                   "allowed: any but theta_cut, which it equals");
  }
  if ((s.anchor_score > s.cut_score) != (s.theta_anchor > s.theta_cut) ||
      s.anchor_score == s.cut_score) {
    return Outside(
        "anchor_score", s.anchor_score,
        absl::StrCat("scores must rise with theta: allowed: ",
                     s.theta_anchor > s.theta_cut ? "above" : "below",
                     " cut_score = ", s.cut_score,
                     ", as theta_anchor is to theta_cut"));
  }
  return absl::OkStatus();
}

double ScaledScore(const ScoreScale& s, double theta) {
  const double slope =
      (s.anchor_score - s.cut_score) / (s.theta_anchor - s.theta_cut);
  return RoundedScore(s, s.cut_score + slope * (theta - s.theta_cut),
                      theta >= s.theta_cut);
}

double RoundedScore(const ScoreScale& s, double score, bool at_or_above_cut) {
  const double rounded = std::round(score);
  if (at_or_above_cut) return std::clamp(rounded, s.cut_score, s.max_score);
  return std::clamp(rounded, s.min_score, s.cut_score - 1);
}

std::vector<WeightedCut> CutNodes(const ScoreScale& scale) {
  // Zeros of the Hermite polynomial He9, and weights 9! / (9 He8)^2.
  constexpr std::pair<double, double> kNodes[] = {
      {-4.512745863399782668, 2.234584400774658365e-5},
      {-3.205429002856469943, 2.789141321231768626e-3},
      {-2.076847978677830107, 4.991640676521787404e-2},
      {-1.023255663789132525, 2.440975028949394361e-1},
      {0, 4.063492063492063492e-1},
      {1.023255663789132525, 2.440975028949394361e-1},
      {2.076847978677830107, 4.991640676521787404e-2},
      {3.205429002856469943, 2.789141321231768626e-3},
      {4.512745863399782668, 2.234584400774658365e-5}};
  const double se = scale.theta_cut_standard_error;
  if (se == 0) return {{scale.theta_cut, 1.0}};
  std::vector<WeightedCut> nodes;
  for (const auto& [z, weight] : kNodes) {
    nodes.push_back({scale.theta_cut + se * z, weight});
  }
  return nodes;
}

}  // namespace adaptest
