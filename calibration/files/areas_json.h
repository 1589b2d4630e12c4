#ifndef ADAPTEST_CALIBRATION_FILES_AREAS_JSON_H_
#define ADAPTEST_CALIBRATION_FILES_AREAS_JSON_H_

#include <nlohmann/json.hpp>

#include "calibration/areas/areas_fit.h"

namespace adaptest {

// Adds what was found about areas to the report of a calibration:
//
//   areas                          [{area, n_items, sd, se_sd, state}]
//   areas_log_likelihood           at the joint maximum
//   unidimensional_log_likelihood  with all sds 0, at its own maximum
//   areas_lr, areas_lr_p           2 (their difference), and its p-value
//                                  (boundary_test.h)
void AddAreas(const AreasFit& fit, nlohmann::ordered_json& json);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_AREAS_JSON_H_
