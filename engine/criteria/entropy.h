#ifndef ADAPTEST_ENGINE_CRITERIA_ENTROPY_H_
#define ADAPTEST_ENGINE_CRITERIA_ENTROPY_H_

#include <cmath>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/criteria/posterior_sums.h"
#include "engine/criteria/selection_snapshot.h"

namespace adaptest {

// Reduction of the posterior's Shannon entropy that an answer is expected to
// bring (Tatsuoka, 2002; Weissman, 2007): the mutual information of theta and
// the answer,
//
//   H(U) - E[H(U | theta)] = - sum over k of p_k log p_k
//                            + sum over q of weight_q sum over k of P_k log P_k
//
// p_k the chance of answer k over the posterior, natural logarithm.
struct PosteriorEntropy {
  static constexpr absl::string_view kName = "entropy";
  static constexpr absl::string_view kAliases[] = {"shannon",
                                                   "posterior_entropy"};

  void FillValues(const SelectionSnapshot& snapshot,
                  absl::Span<double> values) const {
    const CriterionTables& tables = snapshot.tables;
    const auto weights = snapshot.posterior.weights();
    const auto chances = PredictiveProbabilities(tables, weights);
    const auto given_theta =
        ItemSums(tables, tables.negative_entropy(), weights);
    for (int i = 0; i < tables.num_items(); ++i) {
      double entropy = 0;
      for (int r = tables.first_row(i); r < tables.first_row(i + 1); ++r) {
        if (chances[r] > 0) entropy -= chances[r] * std::log(chances[r]);
      }
      values[i] = entropy + given_theta[i];
    }
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_CRITERIA_ENTROPY_H_
