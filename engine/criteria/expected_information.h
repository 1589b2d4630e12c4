#ifndef ADAPTEST_ENGINE_CRITERIA_EXPECTED_INFORMATION_H_
#define ADAPTEST_ENGINE_CRITERIA_EXPECTED_INFORMATION_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/ability/likelihood.h"
#include "engine/criteria/posterior_sums.h"
#include "engine/criteria/selection_snapshot.h"
#include "engine/rule.h"
#include "engine/status_macros.h"

namespace adaptest {

// Maximum expected information (van der Linden, 1998): the information of the
// item at the estimate that each answer would lead to, weighed by the chance of
// that answer at the current estimate:
//
//   sum over k of P_k(theta) J_i(theta_k),
//
//   theta_k  the exam's ability estimate after answer k
//   J        observed information, minus the second derivative of log P_k (as
//            in catR; may be negative), or expected information by option
struct ExpectedInformation {
  static constexpr absl::string_view kName = "mei";
  static inline const OptionSpec kOptions[] = {
      {"information", {"observed", "expected"}, "at the estimates to come"}};

  bool observed = true;

  static absl::StatusOr<ExpectedInformation> Make(const Rule& rule);
  void FillValues(const SelectionSnapshot& snapshot,
                  absl::Span<double> values) const;
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_CRITERIA_EXPECTED_INFORMATION_H_
