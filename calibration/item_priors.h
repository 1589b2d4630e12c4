#ifndef ADAPTEST_CALIBRATION_ITEM_PRIORS_H_
#define ADAPTEST_CALIBRATION_ITEM_PRIORS_H_

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "calibration/parameter_prior.h"
#include "calibration/response_data.h"
#include "engine/item.h"

namespace adaptest {

// Puts what is known of single items into their priors. Attributes of items in
// `contents`, both of them optional (cold_start.h):
//
//   type               the mode of a beta prior on c moves to the chance of a
//                      blind guess, g; alpha + beta stays:
//                      alpha = 1 + (alpha + beta - 2) g
//   judged_difficulty  mean and sd of a normal prior on b become those of
//                      JudgedDifficulty
//
// Where there is no such prior on the parameter, nothing changes. An attribute
// of another value is an error that names the item.
absl::Status AddItemPriors(absl::Span<const Item> contents,
                           const ResponseData& data, PriorChoice& priors);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_ITEM_PRIORS_H_
