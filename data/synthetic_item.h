#ifndef ADAPTEST_DATA_SYNTHETIC_ITEM_H_
#define ADAPTEST_DATA_SYNTHETIC_ITEM_H_

#include <nlohmann/json.hpp>

#include "data/content_plan.h"
#include "engine/item.h"
#include "engine/random.h"

namespace adaptest {

// An item as the engine knows it, and its question as a person sees it (the
// Content message as JSON, with the key). Both are drawn; neither is real.
struct SyntheticItem {
  Item item;
  nlohmann::ordered_json question;
};

SyntheticItem MakeSyntheticItem(const PlannedItem& plan, Random& random);

}  // namespace adaptest

#endif  // ADAPTEST_DATA_SYNTHETIC_ITEM_H_
