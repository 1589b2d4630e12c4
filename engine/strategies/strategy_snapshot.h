#ifndef ADAPTEST_ENGINE_STRATEGIES_STRATEGY_SNAPSHOT_H_
#define ADAPTEST_ENGINE_STRATEGIES_STRATEGY_SNAPSHOT_H_

#include <cstdint>

#include "absl/types/span.h"
#include "engine/item_bank.h"

namespace adaptest {

// The exam's areas (scores/area_readiness.h), and what is known of the learner
// in them.
struct AreaRanking {
  absl::Span<const int> area_of_item;   // [item], -1 for none
  absl::Span<const int> weakest_first;  // areas; empty where nothing is known
};

// What a strategy sees: the items among which it picks the next one.
struct StrategySnapshot {
  const ItemBank& bank;

  // Never empty, the best first: what is left to give of the shadow test; of
  // the bank, within the blueprint if there is one, where the strategy chooses
  // beyond it (ChoosesBeyondShadowTest) or there is no blueprint.
  absl::Span<const int> candidates;

  absl::Span<const int> given;        // scored items so far
  absl::Span<const int> shadow_test;  // the whole of it; may be empty
  uint64_t seed;                      // of the session
  AreaRanking areas = {};
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_STRATEGIES_STRATEGY_SNAPSHOT_H_
