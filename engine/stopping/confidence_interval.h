#ifndef ADAPTEST_ENGINE_STOPPING_CONFIDENCE_INTERVAL_H_
#define ADAPTEST_ENGINE_STOPPING_CONFIDENCE_INTERVAL_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/math/normal.h"
#include "engine/rule.h"
#include "engine/status_macros.h"
#include "engine/stopping/test_progress.h"

namespace adaptest {

// Stops once the confidence interval of the estimate does not hold the cut
// score (Kingsbury & Weiss, 1983):
//
//   theta - z SE > theta_cut, or theta + z SE < theta_cut
//
//   z   the normal quantile of (1 + confidence) / 2 (two-sided, as in catR,
//       catIrt and catsim) or of the confidence itself (one-sided)
//   tie where an end lies on the cut exactly: "pass" counts it as above, "fail"
//       as below
struct ConfidenceInterval {
  static constexpr absl::string_view kName = "confidence_interval";
  static constexpr ParameterSpec kParameters[] = {
      {"confidence", 0.5, 0.9999, 0.95, "of the interval"},
      {"min_items", 1, 1000, 10, "scored items to answer first"}};
  static inline const OptionSpec kOptions[] = {
      {"sides", {"two", "one"}, "what the confidence is of"},
      {"tie", {"fail", "pass"}, "an end on the cut exactly"}};

  double z = 1.959963984540054;
  int min_items = 10;
  bool tie_passes = false;

  static absl::StatusOr<ConfidenceInterval> Make(const Rule& rule) {
    ASSIGN_OR_RETURN(const std::vector<double> values,
                     ReadParameters(rule, kParameters));
    ASSIGN_OR_RETURN(const std::vector<std::string> options,
                     ReadOptions(rule, kOptions));
    ConfidenceInterval made;
    made.z =
        NormalQuantile(options[0] == "two" ? (1 + values[0]) / 2 : values[0]);
    made.min_items = static_cast<int>(values[1]);
    made.tie_passes = options[1] == "pass";
    return made;
  }

  bool ShouldStop(const TestProgress& progress) const {
    if (progress.num_items < min_items) return false;
    const double lower = progress.theta - z * progress.standard_error;
    const double upper = progress.theta + z * progress.standard_error;
    if (lower > progress.theta_cut || upper < progress.theta_cut) return true;
    return tie_passes ? lower == progress.theta_cut
                      : upper == progress.theta_cut;
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_STOPPING_CONFIDENCE_INTERVAL_H_
