#ifndef ADAPTEST_ENGINE_DECISION_MASTERY_H_
#define ADAPTEST_ENGINE_DECISION_MASTERY_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/decision/test_outcome.h"
#include "engine/rule.h"
#include "engine/status_macros.h"

namespace adaptest {

// Passes where P(theta >= theta_cut) reaches a threshold.
struct Mastery {
  static constexpr absl::string_view kName = "mastery";
  static constexpr ParameterSpec kParameters[] = {
      {"threshold", 0.01, 0.99, 0.5, "pass at or above this probability"}};

  double threshold = 0.5;

  static absl::StatusOr<Mastery> Make(const Rule& rule) {
    ASSIGN_OR_RETURN(const std::vector<double> values,
                     ReadParameters(rule, kParameters));
    RETURN_IF_ERROR(ReadOptions(rule, {}).status());
    Mastery mastery;
    mastery.threshold = values[0];
    return mastery;
  }

  bool Passes(const TestOutcome& outcome) const {
    return outcome.mastery_probability >= threshold;
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_DECISION_MASTERY_H_
