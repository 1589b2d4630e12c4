#ifndef ADAPTEST_ENGINE_STRATEGIES_STRATEGY_SNAPSHOT_H_
#define ADAPTEST_ENGINE_STRATEGIES_STRATEGY_SNAPSHOT_H_

#include <cstdint>

#include "absl/types/span.h"
#include "engine/item_bank.h"

namespace adaptest {

// What a strategy sees: the items among which it picks the next one.
struct StrategySnapshot {
  const ItemBank& bank;

  // Never empty, the best first: what is left to give of the shadow test, or
  // of the bank where there is no blueprint.
  absl::Span<const int> candidates;

  absl::Span<const int> given;        // scored items so far
  absl::Span<const int> shadow_test;  // the whole of it; may be empty
  uint64_t seed;                      // of the session
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_STRATEGIES_STRATEGY_SNAPSHOT_H_
