#ifndef ADAPTEST_ENGINE_STRATEGIES_RANDOMESQUE_H_
#define ADAPTEST_ENGINE_STRATEGIES_RANDOMESQUE_H_

#include <algorithm>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/random.h"
#include "engine/rule.h"
#include "engine/status_macros.h"
#include "engine/strategies/strategy_snapshot.h"

namespace adaptest {

// Gives one of the n items with the largest gains, each with the same chance
// (Kingsbury & Zara, 1989).
struct Randomesque {
  static constexpr absl::string_view kName = "randomesque";
  static constexpr ParameterSpec kParameters[] = {
      {"n", 1, 1000, 5, "items among which one is drawn"}};

  int n = 5;

  static absl::StatusOr<Randomesque> Make(const Rule& rule) {
    ASSIGN_OR_RETURN(const auto values, ReadParameters(rule, kParameters));
    RETURN_IF_ERROR(ReadOptions(rule, {}).status());
    Randomesque strategy;
    strategy.n = static_cast<int>(values[0]);
    return strategy;
  }

  int Pick(const StrategySnapshot& snapshot) const {
    // Apart from the criteria's streams of the seed, which count from 0.
    constexpr uint64_t kFirstStream = uint64_t{2} << 32;
    Random random =
        Random::Stream(snapshot.seed, kFirstStream + snapshot.given.size());
    const uint64_t among = std::min<uint64_t>(n, snapshot.candidates.size());
    return snapshot.candidates[random.Below(among)];
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_STRATEGIES_RANDOMESQUE_H_
