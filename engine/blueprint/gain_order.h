#ifndef ADAPTEST_ENGINE_BLUEPRINT_GAIN_ORDER_H_
#define ADAPTEST_ENGINE_BLUEPRINT_GAIN_ORDER_H_

#include <vector>

#include "absl/types/span.h"
#include "engine/item_bank.h"

namespace adaptest {

// Items by falling gain, ties (1e-12 relative) by ascending id. gains[item] is
// finite. O(n) for n items whose gains differ as floats.
std::vector<int> OrderByGain(const ItemBank& bank,
                             absl::Span<const double> gains);

// Puts some of the items into that order.
void SortByGain(const ItemBank& bank, absl::Span<const double> gains,
                std::vector<int>& items);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_BLUEPRINT_GAIN_ORDER_H_
