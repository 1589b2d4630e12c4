#ifndef ADAPTEST_CLI_AREAS_OPTION_H_
#define ADAPTEST_CLI_AREAS_OPTION_H_

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "calibration/calibrate.h"

namespace adaptest {

// --areas [ATTRIBUTE]: fit the standard deviations of area deviations, the
// areas being the values of an attribute of the items, "area" by default.
class AreasOption {
 public:
  void AddTo(CLI::App& command);

  bool is_on() const { return option_->count() > 0; }

  // The usage error of --areas without the file of attributes.
  absl::Status Check(const std::string& attributes_file) const;

  // Calibrates with areas where they were asked for, and without otherwise.
  // contents: the rows of the file of attributes; errors of areas name it.
  absl::StatusOr<Calibration> Fit(const ResponseData& data,
                                  const std::vector<Item>& contents,
                                  const std::string& attributes_file,
                                  const CalibrationOptions& options) const;

  // A line on what was found; nothing without areas.
  static void PrintSummary(const Calibration& fit);

 private:
  static constexpr char kDefault[] = "area";

  std::string attribute_;
  CLI::Option* option_ = nullptr;
};

}  // namespace adaptest

#endif  // ADAPTEST_CLI_AREAS_OPTION_H_
