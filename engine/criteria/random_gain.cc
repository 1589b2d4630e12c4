#include "engine/criteria/random_gain.h"

#include <algorithm>

namespace adaptest {

std::vector<double> RandomGains(int num_items, uint64_t seed, uint64_t stream) {
  Random random = Random::Stream(seed, stream);
  std::vector<double> gains(num_items);
  for (double& gain : gains) gain = random.Uniform();
  return gains;
}

void RandomGain::FillValues(const SelectionSnapshot& snapshot,
                            absl::Span<double> values) const {
  const std::vector<double> gains =
      RandomGains(snapshot.bank.size(), snapshot.seed, snapshot.num_given);
  std::copy(gains.begin(), gains.end(), values.begin());
}

}  // namespace adaptest
