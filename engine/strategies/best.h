#ifndef ADAPTEST_ENGINE_STRATEGIES_BEST_H_
#define ADAPTEST_ENGINE_STRATEGIES_BEST_H_

#include "absl/strings/string_view.h"
#include "engine/strategies/strategy_snapshot.h"

namespace adaptest {

// Gives the item with the largest gain.
struct Best {
  static constexpr absl::string_view kName = "best";

  int Pick(const StrategySnapshot& snapshot) const {
    return snapshot.candidates.front();
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_STRATEGIES_BEST_H_
