#ifndef ADAPTEST_ENGINE_CRITERIA_DECISION_INFORMATION_H_
#define ADAPTEST_ENGINE_CRITERIA_DECISION_INFORMATION_H_

#include <cmath>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/criteria/posterior_sums.h"
#include "engine/criteria/selection_snapshot.h"

namespace adaptest {

// What an answer is expected to tell about pass or fail, M = 1[theta >=
// theta_cut], in nats (Weissman, 2007):
//
//   H(M) - sum over k of p_k H(M | answer k),
//
// the error of the cut score integrated out. Where the decision is all but
// known, H(M) < kNegligibleEntropy, posterior-weighted information takes over.
// Not additive: a shadow test sums the gains of single items.
struct DecisionInformation {
  static constexpr absl::string_view kName = "decision_information";
  static constexpr double kNegligibleEntropy = 1e-4;

  void FillValues(const SelectionSnapshot& snapshot,
                  absl::Span<double> values) const {
    const auto weights = snapshot.posterior.weights();
    double above = 0;
    for (size_t q = 0; q < weights.size(); ++q) {
      above += weights[q] * snapshot.above_cut[q];
    }
    const double entropy = Entropy(above);
    if (entropy < kNegligibleEntropy) {
      WeightedInformation(snapshot.tables, snapshot.posterior, values);
      return;
    }
    const CriterionTables& tables = snapshot.tables;
    const auto answers = ProbabilitiesAboveCut(snapshot);
    for (int i = 0; i < tables.num_items(); ++i) {
      values[i] = entropy;
      for (int r = tables.first_row(i); r < tables.first_row(i + 1); ++r) {
        const AnswerAboveCut& answer = answers[r];
        if (answer.probability <= 0) continue;
        values[i] -=
            answer.probability * Entropy(answer.and_above / answer.probability);
      }
    }
  }

 private:
  static double Entropy(double p) {
    if (!(p > 0 && p < 1)) return 0;
    return -p * std::log(p) - (1 - p) * std::log1p(-p);
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_CRITERIA_DECISION_INFORMATION_H_
