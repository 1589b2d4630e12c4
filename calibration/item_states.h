#ifndef ADAPTEST_CALIBRATION_ITEM_STATES_H_
#define ADAPTEST_CALIBRATION_ITEM_STATES_H_

#include <vector>

#include "calibration/calibrate.h"

namespace adaptest {

// What the answers to each item say before any fit, and whether it can be
// fitted with these priors.
std::vector<ItemState> FindItemStates(const ResponseData& data,
                                      const PriorChoice& priors);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_ITEM_STATES_H_
