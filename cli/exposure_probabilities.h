#ifndef ADAPTEST_CLI_EXPOSURE_PROBABILITIES_H_
#define ADAPTEST_CLI_EXPOSURE_PROBABILITIES_H_

#include <cstdint>
#include <memory>

#include "absl/status/statusor.h"
#include "adaptest/v1/exam.pb.h"
#include "engine/item_bank.h"

namespace adaptest {

// Finds by simulation what the profile's exposure rules lack
// (find_exposure.h), tells of each iteration on standard error, and writes it
// into the profile. Returns whether anything was lacking.
absl::StatusOr<bool> FillExposureProbabilities(
    const std::shared_ptr<const ItemBank>& bank, uint64_t seed, int threads,
    v1::Exam& profile);

}  // namespace adaptest

#endif  // ADAPTEST_CLI_EXPOSURE_PROBABILITIES_H_
