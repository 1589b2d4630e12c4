#include "engine/exposure/progressive_restricted.h"

#include "engine/criteria/progressive.h"
#include "engine/criteria/random_gain.h"
#include "engine/status_macros.h"

namespace adaptest {

absl::StatusOr<ProgressiveRestricted> ProgressiveRestricted::Make(
    const Rule& rule) {
  ASSIGN_OR_RETURN(const auto values, ReadParameters(rule, kParameters));
  RETURN_IF_ERROR(ReadOptions(rule, {}).status());
  ProgressiveRestricted control;
  control.max_rate = values[0];
  control.acceleration = values[1];
  return control;
}

void ProgressiveRestricted::AdjustGains(uint64_t seed, int num_given,
                                        int length,
                                        absl::Span<double> gains) const {
  // Apart from the criteria's streams of the seed, which count from 0.
  constexpr uint64_t kFirstStream = uint64_t{3} << 32;
  Progressive::Mix(TestProgression(num_given, length, acceleration),
                   RandomGains(static_cast<int>(gains.size()), seed,
                               kFirstStream + num_given),
                   gains);
}

}  // namespace adaptest
