#ifndef ADAPTEST_ENGINE_SCORES_FORM_QUALITY_H_
#define ADAPTEST_ENGINE_SCORES_FORM_QUALITY_H_

#include <optional>

#include "absl/types/span.h"
#include "engine/bank_tables.h"
#include "engine/item_bank.h"
#include "engine/scores/classification.h"

namespace adaptest {

// How well a form decides at a cut score, before anybody has sat it.
struct FormQuality {
  int raw_cut = 0;
  Classification by_raw_score;  // Lee, the decision by the raw cut
  Classification by_estimate;   // Rudner, by an estimate with error
                                // 1 / sqrt(I(theta)), I of the form

  // At theta_cut: that estimate's, and that of the raw score.
  std::optional<double> standard_error_at_cut;
  double raw_standard_error_at_cut = 0;
};

// `weights` are those of the population at the tables' nodes; they sum to 1.
FormQuality AssessForm(const ItemBank& bank, const BankTables& tables,
                       absl::Span<const int> form, double theta_cut,
                       absl::Span<const double> weights);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SCORES_FORM_QUALITY_H_
