#ifndef ADAPTEST_CLI_ESTIMATION_OPTIONS_H_
#define ADAPTEST_CLI_ESTIMATION_OPTIONS_H_

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "engine/ability_estimator.h"

namespace adaptest {

// The options --method, --tuning, --se, --prior, --nodes, --range and --bounds:
// how ability is estimated.
struct EstimationOptions {
  std::string method = "eap";
  std::optional<double> tuning;  // empty = the method's own
  std::string standard_error;    // empty = the method's own
  std::string prior = "normal(0,1)";
  int nodes = 121;
  std::string range = "-6,6";
  std::string bounds;  // empty = the range

  void AddTo(CLI::App& command);
  absl::StatusOr<AbilityEstimator> Estimator() const;
  absl::StatusOr<EstimationSettings> Settings() const;
};

// "LO,HI" as two numbers, the first below the second; `option` is for the
// message.
absl::StatusOr<std::pair<double, double>> ParseInterval(
    const std::string& option, const std::string& text);

}  // namespace adaptest

#endif  // ADAPTEST_CLI_ESTIMATION_OPTIONS_H_
