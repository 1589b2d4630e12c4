#ifndef ADAPTEST_ENGINE_CRITERIA_RANDOM_GAIN_H_
#define ADAPTEST_ENGINE_CRITERIA_RANDOM_GAIN_H_

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/criteria/selection_snapshot.h"
#include "engine/random.h"

namespace adaptest {

// A seeded random gain, uniform in (0, 1), for each item. An assembly that
// maximises the sum of such gains gives a random test within the blueprint, so
// that forms differ from person to person.
struct RandomGain {
  static constexpr absl::string_view kName = "random";

  void FillGains(const SelectionSnapshot& snapshot,
                 absl::Span<double> gains) const {
    Random random = Random::Stream(snapshot.seed, snapshot.num_given);
    for (double& gain : gains) gain = random.Uniform();
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_CRITERIA_RANDOM_GAIN_H_
