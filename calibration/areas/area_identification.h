#ifndef ADAPTEST_CALIBRATION_AREAS_AREA_IDENTIFICATION_H_
#define ADAPTEST_CALIBRATION_AREAS_AREA_IDENTIFICATION_H_

#include <vector>

#include "absl/status/status.h"
#include "calibration/areas/item_areas.h"
#include "calibration/free_parameters.h"

namespace adaptest {

// Whether the answers can tell the standard deviations of the areas, whatever
// their number is. Free discriminations take up the variance of theta + delta_k
// of an area, so that what is left are the correlations between areas,
//
//   1 / sqrt((1 + s_k^2) (1 + s_l^2)),
//
// where items of no area are an area with s = 0. Hence three areas or more, or
// two with items of no area beside them, or one with such items. Two areas
// alone will do where each has items whose discrimination is given, or common
// to several items. One area alone never will: its deviation is theta's own
// spread.
//
// fitted[item]. The error says what is missing.
absl::Status CheckAreasIdentified(const ItemAreas& areas,
                                  const std::vector<bool>& fitted,
                                  const FreeParameters& parameters);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_AREAS_AREA_IDENTIFICATION_H_
