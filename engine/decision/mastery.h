#ifndef ADAPTEST_ENGINE_DECISION_MASTERY_H_
#define ADAPTEST_ENGINE_DECISION_MASTERY_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/decision/test_outcome.h"
#include "engine/decision/time_out.h"
#include "engine/rule.h"
#include "engine/status_macros.h"

namespace adaptest {

// Passes where P(theta >= theta_cut) reaches a threshold.
struct Mastery {
  static constexpr absl::string_view kName = "mastery";
  static constexpr ParameterSpec kParameters[] = {
      {"threshold", 0.01, 0.99, 0.5, "pass at or above this probability"},
      TimeOut::kWindow,
      TimeOut::kMinItems};

  double threshold = 0.5;
  TimeOut time_out;

  static absl::StatusOr<Mastery> Make(const Rule& rule) {
    ASSIGN_OR_RETURN(const std::vector<double> values,
                     ReadParameters(rule, kParameters));
    ASSIGN_OR_RETURN(const std::vector<std::string> options,
                     ReadOptions(rule, {TimeOut::kTimeOut}));
    Mastery mastery;
    mastery.threshold = values[0];
    mastery.time_out = {options[0], static_cast<int>(values[1]),
                        static_cast<int>(values[2])};
    return mastery;
  }

  bool Passes(const TestOutcome& outcome) const {
    if (time_out.Decides(outcome)) return time_out.Passes(outcome, true);
    return outcome.mastery_probability >= threshold;
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_DECISION_MASTERY_H_
