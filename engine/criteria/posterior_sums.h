#ifndef ADAPTEST_ENGINE_CRITERIA_POSTERIOR_SUMS_H_
#define ADAPTEST_ENGINE_CRITERIA_POSTERIOR_SUMS_H_

#include <vector>

#include "absl/types/span.h"
#include "engine/criteria/selection_snapshot.h"

namespace adaptest {

// Sums over the nodes of the posterior that many criteria are made of, for all
// items at once. Nodes whose weight cannot matter (below 1e-20) are left out.

// The posterior that the answers give without the prior.
Posterior LikelihoodOf(const SelectionSnapshot& snapshot);

// out[i] = sum over q of weight_q I_i(theta_q).
void WeightedInformation(const CriterionTables& tables,
                         const Posterior& posterior, absl::Span<double> out);

// out[row] = sum over q of weight_q P_row(theta_q): the chance of each answer.
std::vector<double> PredictiveProbabilities(const CriterionTables& tables,
                                            absl::Span<const double> weights);

// out[item] = sum over q of weight_q table[item][q].
std::vector<double> ItemSums(const CriterionTables& tables,
                             absl::Span<const double> table,
                             absl::Span<const double> weights);

// out[row] = sum over q of weight_q log P_row(theta_q).
std::vector<double> LogProbabilitySums(const CriterionTables& tables,
                                       absl::Span<const double> weights);

// What an answer would do to the posterior, for every category of every item.
struct AnswerMoments {
  double probability;  // of the answer
  double mean;         // of theta after it
  double variance;
};
std::vector<AnswerMoments> MomentsAfterAnswers(const CriterionTables& tables,
                                               const Posterior& posterior);

// Chance of each answer together with theta being above the cut.
struct AnswerAboveCut {
  double probability;
  double and_above;  // in [0, probability]
};
std::vector<AnswerAboveCut> ProbabilitiesAboveCut(
    const SelectionSnapshot& snapshot);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_CRITERIA_POSTERIOR_SUMS_H_
