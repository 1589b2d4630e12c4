#ifndef ADAPTEST_ENGINE_DECISION_ESTIMATE_H_
#define ADAPTEST_ENGINE_DECISION_ESTIMATE_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/decision/test_outcome.h"
#include "engine/decision/time_out.h"
#include "engine/rule.h"
#include "engine/status_macros.h"

namespace adaptest {

// Passes where the final estimate is above the cut score; a tie, the estimate
// on the cut exactly, passes (CISSP) or fails (NCLEX).
struct EstimateAboveCut {
  static constexpr absl::string_view kName = "estimate";
  static constexpr ParameterSpec kParameters[] = {TimeOut::kWindow,
                                                  TimeOut::kMinItems};
  static inline const OptionSpec kTie = {
      "tie", {"pass", "fail"}, "the estimate on the cut exactly"};
  static inline const OptionSpec kEstimator = {
      "estimator",
      {"exam", "eap", "map", "mle", "wle"},
      "whose estimate; exam = the exam's own"};

  bool tie_passes = true;
  std::string estimator = "exam";
  TimeOut time_out;

  static absl::StatusOr<EstimateAboveCut> Make(const Rule& rule) {
    ASSIGN_OR_RETURN(const std::vector<double> values,
                     ReadParameters(rule, kParameters));
    ASSIGN_OR_RETURN(const std::vector<std::string> options,
                     ReadOptions(rule, {kTie, kEstimator, TimeOut::kTimeOut}));
    EstimateAboveCut decision;
    decision.tie_passes = options[0] == "pass";
    decision.estimator = options[1];
    decision.time_out = {options[2], static_cast<int>(values[0]),
                         static_cast<int>(values[1])};
    return decision;
  }

  bool Passes(const TestOutcome& outcome) const {
    if (time_out.Decides(outcome)) return time_out.Passes(outcome, tie_passes);
    return tie_passes ? outcome.theta >= outcome.theta_cut
                      : outcome.theta > outcome.theta_cut;
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_DECISION_ESTIMATE_H_
