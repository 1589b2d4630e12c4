#ifndef ADAPTEST_CALIBRATION_FIT_REST_SCORES_H_
#define ADAPTEST_CALIBRATION_FIT_REST_SCORES_H_

#include <functional>
#include <vector>

#include "absl/types/span.h"
#include "calibration/fit/fitted_model.h"

namespace adaptest {

// Calls work(i, f) for each i in [0, items.size()), where f[x][node] is the
// distribution of the raw score on all of the items but items[i]
// (Lord & Wingersky, 1984; see engine/scores/raw_score.h). By halves: a half
// gets the other one's items added to what it was given, so that n items take
// n log n additions instead of n^2. Calls are made from several threads.
void ForEachRestScore(
    const FittedModel& model, absl::Span<const int> items, int threads,
    const std::function<void(int, const std::vector<double>&)>& work);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FIT_REST_SCORES_H_
