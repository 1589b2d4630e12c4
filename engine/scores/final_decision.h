#ifndef ADAPTEST_ENGINE_SCORES_FINAL_DECISION_H_
#define ADAPTEST_ENGINE_SCORES_FINAL_DECISION_H_

#include <functional>

#include "absl/types/span.h"
#include "engine/bank_tables.h"
#include "engine/item_bank.h"
#include "engine/posterior.h"

namespace adaptest {

// A test that goes on with known items.
struct FinalDecisionProblem {
  const ItemBank& bank;
  const BankTables& tables;
  const Posterior& posterior;       // now, on the grid of the tables
  absl::Span<const int> remaining;  // items still to be answered
  double theta_cut;

  // The decision on a final posterior. It must not turn from pass to fail when
  // mass moves upwards.
  std::function<bool(const Posterior&)> passes;
};

// P(pass at full length | answers so far), over the posterior of ability and
// the answers to the remaining items (Finkelman, 2008, with the exam's own
// decision in place of a likelihood ratio).
//
// Up to kEnumerated answer patterns are enumerated: exact. Beyond, the evidence
// to come is summed up by its score at the cut, S = sum over the items of
// d log P_u(theta_cut) / d theta, and the likelihood of the answers to come is
// replaced by its regression on S at the cut,
//
//   E[l(theta)] + (S - E[S]) Cov(l(theta), S) / Var(S),
//
// which is exact for rasch, 1pl and 2pl items. The decision then is S >= s*,
// found by bisection, and P(S >= s* | theta) is by the normal distribution of a
// sum of independent terms.
double FinalPassProbability(const FinalDecisionProblem& problem);

inline constexpr int kEnumerated = 64;

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SCORES_FINAL_DECISION_H_
