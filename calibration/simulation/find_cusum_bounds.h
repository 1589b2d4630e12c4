#ifndef ADAPTEST_CALIBRATION_SIMULATION_FIND_CUSUM_BOUNDS_H_
#define ADAPTEST_CALIBRATION_SIMULATION_FIND_CUSUM_BOUNDS_H_

#include <cstdint>
#include <memory>

#include "absl/status/statusor.h"
#include "engine/exam/exam.h"
#include "engine/item_bank.h"
#include "engine/person_fit/residual_cusum.h"

namespace adaptest {

// How the bounds of a mode's residual CUSUM are found.
struct FindCusumBoundsOptions {
  int examinees = 4000;  // simulated, of abilities N(0, 1)
  uint64_t seed = 1;
  int threads = 1;
};

// Whether a mode's person fit is residual_cusum without its bounds.
bool NeedsCusumBounds(const Mode& mode);

// The bounds for one mode that needs them: examinees whose answers follow the
// model sit the mode itself, with its selection, exposure control and stopping
// rules, and a share false_alarm_rate of them lies beyond the bounds. That
// share is itself estimated: with r = 0.05 and 4000 examinees its standard
// error sqrt(r (1 - r) / examinees) is 0.0035. The same seed gives the same
// bounds. An error where the mode cannot be given.
absl::StatusOr<CusumExtremes> FindCusumBounds(
    const Exam& exam, int mode, const std::shared_ptr<const ItemBank>& bank,
    const FindCusumBoundsOptions& options);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_SIMULATION_FIND_CUSUM_BOUNDS_H_
