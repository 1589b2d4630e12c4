#ifndef ADAPTEST_CLI_FOUND_PARAMETERS_H_
#define ADAPTEST_CLI_FOUND_PARAMETERS_H_

#include <cstdint>
#include <memory>

#include "absl/status/statusor.h"
#include "adaptest/v1/exam.pb.h"
#include "engine/item_bank.h"

namespace adaptest {

// Finds by simulation what the profile's rules lack: probabilities of exposure
// control (find_exposure.h), then bounds of person fit (find_cusum_bounds.h).
// Writes them into the profile, telling of it on standard error. Returns
// whether anything was lacking.
absl::StatusOr<bool> FillFoundParameters(
    const std::shared_ptr<const ItemBank>& bank, uint64_t seed, int threads,
    v1::Exam& profile);

}  // namespace adaptest

#endif  // ADAPTEST_CLI_FOUND_PARAMETERS_H_
