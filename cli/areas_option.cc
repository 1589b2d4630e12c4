#include "cli/areas_option.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "calibration/areas/boundary_test.h"
#include "calibration/areas/calibrate_areas.h"
#include "calibration/files/text_file.h"
#include "cli/command.h"
#include "engine/status_macros.h"

namespace adaptest {

void AreasOption::AddTo(CLI::App& command) {
  attribute_ = kDefault;
  option_ = command
                .add_option("--areas", attribute_,
                            "fit the standard deviations of area deviations "
                            "too; an area is a value of this attribute of "
                            "--attributes (default: area)")
                ->expected(0, 1)
                ->type_name("ATTRIBUTE");
}

absl::Status AreasOption::Check(const std::string& attributes_file) const {
  if (!is_on() || !attributes_file.empty()) {
    return absl::OkStatus();
  }
  return UsageError(absl::StrCat(
      "--areas needs --attributes FILE, with the attribute of each item"));
}

absl::StatusOr<Calibration> AreasOption::Fit(
    const ResponseData& data, const std::vector<Item>& contents,
    const std::string& attributes_file,
    const CalibrationOptions& options) const {
  if (!is_on()) return Calibrate(data, options);
  const auto areas =
      ItemAreas::Of(data, contents, attribute_.empty() ? kDefault : attribute_);
  if (!areas.ok()) return InFile(attributes_file, areas.status());
  return CalibrateAreas(data, *areas, options);
}

void AreasOption::PrintSummary(const Calibration& fit) {
  if (!fit.areas) return;
  const auto& areas = fit.areas->areas;
  double smallest = areas.front().sd, largest = 0;
  for (const AreaEstimate& area : areas) {
    smallest = std::min(smallest, area.sd);
    largest = std::max(largest, area.sd);
  }
  const double ratio = fit.areas->LikelihoodRatio();
  absl::PrintF(
      "areas %d, sd %.3f to %.3f; against none: likelihood ratio %.2f, p = "
      "%.2g\n",
      areas.size(), smallest, largest, ratio,
      BoundaryPValue(ratio, static_cast<int>(areas.size())));
}

}  // namespace adaptest
