#ifndef ADAPTEST_ENGINE_SCORES_AREA_READINESS_H_
#define ADAPTEST_ENGINE_SCORES_AREA_READINESS_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "engine/ability/ability_estimate.h"
#include "engine/bank_tables.h"
#include "engine/posterior.h"

namespace adaptest {

// Ability in each area of the content (bifactor model; Gibbons & Hedeker,
// 1992):
//
//   theta_k = theta + delta_k,   delta_k ~ N(0, s_k^2), independent
//   L(theta) = product over k of the integral over delta_k of the product of
//              P_i(x_i | theta + delta_k) over the answers in area k
//
// so the 1 + K dimensional integral is K two-dimensional ones. delta_k takes
// whole multiples j of the grid's spacing h, with weights proportional to
// exp(-(j h)^2 / (2 s_k^2)) up to 4 s_k (the trapezoidal rule); s_k below 0.7 h
// takes -h, 0, h with the same variance; s_k = 0 switches the area's own
// ability off. Beyond the grid's ends the probabilities at the ends hold.
struct AreaModel {
  int num_areas = 0;
  std::vector<int> area_of_item;  // [item], -1 for none: measures theta alone
  std::vector<double> sd;         // [area], s_k >= 0
};

// Posterior of theta: that of all areas, L(theta) above. log_prior[q] is on the
// tables' grid. It is wider than a posterior that takes the answers as
// independent given theta, which area deviations make too sure of itself.
Posterior AreaPosterior(const AreaModel& model, const BankTables& tables,
                        absl::Span<const double> log_prior,
                        absl::Span<const ScoredAnswer> answers);

struct AreaReadiness {
  double mean = 0;  // of theta_k, given all answers
  double sd = 0;

  // P(theta_k is among the kNumWeakest smallest), by kAreaDraws draws from the
  // joint posterior: standard error below 0.01. Their sum over the areas is
  // min(kNumWeakest, num_areas).
  double weakest_probability = 0;

  // Whether it is known to be among the weakest: weakest_probability >= 0.5.
  // Otherwise the areas cannot be told apart yet.
  bool told_apart = false;
};

inline constexpr int kNumWeakest = 3;
inline constexpr int kAreaDraws = 4000;

// [area]. log_prior[q] is of theta, on the tables' grid. Draws tie where
// theta_k fall on one node; they are spread evenly over the node's cell. Equal
// seeds give equal results.
std::vector<AreaReadiness> AssessAreas(const AreaModel& model,
                                       const BankTables& tables,
                                       absl::Span<const double> log_prior,
                                       absl::Span<const ScoredAnswer> answers,
                                       uint64_t seed);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SCORES_AREA_READINESS_H_
