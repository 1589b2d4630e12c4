#ifndef ADAPTEST_CALIBRATION_SIMULATION_FIND_EXPOSURE_H_
#define ADAPTEST_CALIBRATION_SIMULATION_FIND_EXPOSURE_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "engine/exam/exam.h"
#include "engine/item_bank.h"

namespace adaptest {

// How Sympson and Hetter's probabilities are found.
struct FindExposureOptions {
  int examinees = 2000;     // simulated an iteration, of abilities N(0, 1)
  int iterations = 20;      // at most
  double tolerance = 0.01;  // largest rate accepted above the wanted one
  uint64_t seed = 1;
  int threads = 1;
  std::function<void(int iteration, double largest_rate)> progress;
};

// Whether a mode controls exposure by sympson_hetter without its probabilities.
bool NeedsExposureProbabilities(const Mode& mode);

// The probabilities K of every operational item, by id, for one mode that needs
// them: from K = 1, tests are simulated; an item selected in a share S of them
// above the rule's max_rate r gets K = r / S, others K = 1 (S is the share that
// was given it, over K). Where fewer items than a test has end up with K = 1,
// the largest K are set to 1, so that a test can always be completed. Until the
// largest exposure rate is at most r + tolerance. FAILED_PRECONDITION where it
// never is.
absl::StatusOr<std::map<std::string, double>> FindExposureProbabilities(
    const Exam& exam, int mode, const std::shared_ptr<const ItemBank>& bank,
    const FindExposureOptions& options);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_SIMULATION_FIND_EXPOSURE_H_
