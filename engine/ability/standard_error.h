#ifndef ADAPTEST_ENGINE_ABILITY_STANDARD_ERROR_H_
#define ADAPTEST_ENGINE_ABILITY_STANDARD_ERROR_H_

#include <cmath>
#include <optional>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "engine/ability/likelihood.h"
#include "engine/item_bank.h"
#include "engine/rule.h"
#include "engine/scored_answer.h"
#include "engine/status_macros.h"

namespace adaptest {

// The information behind a standard error.
enum class InformationKind {
  kExpected,  // Fisher information I(theta) of the items answered
  kObserved,  // minus the second derivative of the log-likelihood
};

// The option "standard_error" of an estimator: "expected", the default, or
// "observed". Refuses every parameter and every other option of `rule`.
inline absl::StatusOr<InformationKind> ReadInformationKind(const Rule& rule) {
  RETURN_IF_ERROR(ReadParameters(rule, {}).status());
  const OptionSpec kStandardError = {"standard_error",
                                     {"expected", "observed"},
                                     "information behind the standard error"};
  ASSIGN_OR_RETURN(const auto values, ReadOptions(rule, {kStandardError}));
  return values[0] == "observed" ? InformationKind::kObserved
                                 : InformationKind::kExpected;
}

// The information about theta in the items answered.
inline double InformationOf(InformationKind kind, const ItemBank& bank,
                            absl::Span<const ScoredAnswer> answers,
                            double theta) {
  return kind == InformationKind::kObserved
             ? -LikelihoodAt(bank, answers, theta).curvature
             : TestInformation(bank, answers, theta);
}

// 1 / sqrt(information); empty where that is not positive, or underflows.
inline std::optional<double> StandardErrorOf(double information) {
  if (!(information > 0)) return std::nullopt;
  return 1 / std::sqrt(information);
}

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_ABILITY_STANDARD_ERROR_H_
