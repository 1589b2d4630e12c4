#ifndef ADAPTEST_ENGINE_DECISION_TIME_OUT_H_
#define ADAPTEST_ENGINE_DECISION_TIME_OUT_H_

#include <algorithm>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/decision/test_outcome.h"
#include "engine/rule.h"

namespace adaptest {

// How a test decides whose time ran out before a rule ended it (the NCLEX's
// run-out-of-time rule):
//
//   final        as if it had ended there
//   last_window  passes where each of the last `window` estimates was above the
//                cut score (at it counts as above where ties pass)
//   fail         fails
//
// With fewer than `min_items` scored answers it fails, whichever.
struct TimeOut {
  static constexpr ParameterSpec kWindow = {
      "window", 1, 1000, 60, "last estimates that must all be above the cut"};
  static constexpr ParameterSpec kMinItems = {
      "min_items", 0, 1000, 0, "scored answers below which time-out fails"};
  static inline const OptionSpec kTimeOut = {
      "time_out", {"final", "last_window", "fail"}, "when time runs out"};

  std::string rule = "final";
  int window = 60;
  int min_items = 0;

  bool Decides(const TestOutcome& outcome) const {
    return outcome.cut_short &&
           (rule != "final" || outcome.num_items < min_items);
  }

  // Requires Decides(outcome).
  bool Passes(const TestOutcome& outcome, bool tie_passes) const {
    if (rule != "last_window" || outcome.num_items < min_items) return false;
    const auto& all = outcome.last_estimates;
    const size_t count = std::min<size_t>(window, all.size());
    return count > 0 &&
           std::all_of(all.end() - count, all.end(), [&](double theta) {
             return tie_passes ? theta >= outcome.theta_cut
                               : theta > outcome.theta_cut;
           });
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_DECISION_TIME_OUT_H_
