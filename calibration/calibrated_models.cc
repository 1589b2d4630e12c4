#include "calibration/calibrated_models.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/status_macros.h"

namespace adaptest {

std::string CalibratedModelNames() {
  std::vector<absl::string_view> names;
  for (const ResponseModel& model : AllResponseModels()) {
    if (!IsPolytomous(model)) names.push_back(NameOf(model));
  }
  return absl::StrJoin(names, ", ");
}

absl::Status CheckCalibrated(const ResponseModel& model) {
  if (!IsPolytomous(model)) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      "model \"", NameOf(model),
      "\" cannot be calibrated; allowed: ", CalibratedModelNames()));
}

absl::StatusOr<ResponseModel> CalibratedModelByName(absl::string_view name) {
  ASSIGN_OR_RETURN(const ResponseModel model, ResponseModelByName(name));
  RETURN_IF_ERROR(CheckCalibrated(model));
  return model;
}

}  // namespace adaptest
