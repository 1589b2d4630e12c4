#ifndef ADAPTEST_ENGINE_SCORES_PASS_PROBABILITY_H_
#define ADAPTEST_ENGINE_SCORES_PASS_PROBABILITY_H_

#include <vector>

#include "absl/types/span.h"
#include "engine/bank_tables.h"
#include "engine/item_bank.h"
#include "engine/posterior.h"
#include "engine/scores/score_scale.h"
#include "engine/theta_grid.h"

namespace adaptest {

// The probability of passing a real form at each ability:
//
//   out[q] = mean over forms F and over the error of the cut of
//            P(X_F >= x_F | theta_q),   x_F = RawCut(bank, F, cut),
//
// X_F the raw score on F (raw_score.h). At least one form, none empty, each a
// list of items of the bank; `tables` are the bank's. Built once per bank
// version.
std::vector<double> PassCurve(const ItemBank& bank, const BankTables& tables,
                              absl::Span<const std::vector<int>> forms,
                              const ScoreScale& scale);

// Pass probability: the pass curve's mean over the posterior, whose weights sum
// to 1. Both are on the same grid.
double PassProbability(absl::Span<const double> weights,
                       absl::Span<const double> pass_curve);
double PassProbability(const Posterior& posterior,
                       absl::Span<const double> pass_curve);

// The pass curve at a theta on the grid's range, linear between the nodes.
double PassProbabilityAt(const ThetaGrid& grid,
                         absl::Span<const double> pass_curve, double theta);

// The probability of at least `still_needed` more points, right answers where
// items are dichotomous, on the items of the present form that are not yet
// answered, given those that are:
//
//   sum over q of weight_q P(X_rest >= still_needed | theta_q)
//
// Exactly 1 where nothing more is needed, exactly 0 where too few are left.
double ThisFormPassProbability(const Posterior& posterior,
                               const BankTables& tables,
                               absl::Span<const int> unanswered_items,
                               int still_needed);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SCORES_PASS_PROBABILITY_H_
