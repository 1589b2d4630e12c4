#ifndef ADAPTEST_ENGINE_SCORES_STUDY_WORTH_H_
#define ADAPTEST_ENGINE_SCORES_STUDY_WORTH_H_

#include <vector>

#include "absl/types/span.h"
#include "engine/bank_tables.h"
#include "engine/posterior.h"

namespace adaptest {

// Which area is worth studying: what the pass probability would gain if ability
// in one area alone rose. A what-if, not a forecast of what studying does.
//
// A rise of delta in area k lifts the expected score of a real form by as much
// as a rise of share_k(theta) delta of ability as a whole, where
//
//   share_k(theta) = sum of E[X_i]'(theta) over the form's items of area k
//                    / the same sum over all its items,
//
// the area's share of the blueprint times its items' slope. So
//
//   gain_k = sum over q of weight_q (T(theta_q + share_k delta) - T(theta_q)),
//
// T the pass curve (pass_probability.h), linear between nodes. Exact to first
// order in delta; the second-order error is that of moving slopes.

// out[area][node], the shares at the nodes, with the sums taken over all forms:
// those of the pass curve. Derivatives in theta are differences between nodes.
// The shares of a node sum to 1 where each item has an area; items with area -1
// have none. Built once per bank version.
std::vector<std::vector<double>> AreaShares(
    const BankTables& tables, absl::Span<const std::vector<int>> forms,
    absl::Span<const int> area_of_item, int num_areas);

// The rise that reports ask about.
inline constexpr double kWhatIfRise = 0.5;

// [area]: gain_k, for the rise `delta` >= 0.
std::vector<double> PassGains(const Posterior& posterior,
                              absl::Span<const double> pass_curve,
                              absl::Span<const std::vector<double>> shares,
                              double delta);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SCORES_STUDY_WORTH_H_
