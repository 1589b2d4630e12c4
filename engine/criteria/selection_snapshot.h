#ifndef ADAPTEST_ENGINE_CRITERIA_SELECTION_SNAPSHOT_H_
#define ADAPTEST_ENGINE_CRITERIA_SELECTION_SNAPSHOT_H_

#include <cstdint>

#include "engine/item_bank.h"

namespace adaptest {

// What a selection criterion sees of a session.
struct SelectionSnapshot {
  const ItemBank& bank;
  double theta;   // the current ability estimate
  uint64_t seed;  // of the session
  int num_given;  // scored items given so far
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_CRITERIA_SELECTION_SNAPSHOT_H_
