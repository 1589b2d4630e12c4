#ifndef ADAPTEST_CALIBRATION_CALIBRATED_MODELS_H_
#define ADAPTEST_CALIBRATION_CALIBRATED_MODELS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/response_model.h"

namespace adaptest {

// The models whose parameters can be estimated from answers: the dichotomous
// ones. The others can be scored with, selected from and simulated.

// "rasch, 1pl, ..." for messages.
std::string CalibratedModelNames();

// An error that names what is allowed where the model is not one of them.
absl::Status CheckCalibrated(const ResponseModel& model);

// One of them by name.
absl::StatusOr<ResponseModel> CalibratedModelByName(absl::string_view name);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_CALIBRATED_MODELS_H_
