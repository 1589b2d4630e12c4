#ifndef ADAPTEST_CALIBRATION_FIT_COMPLETE_BLOCK_H_
#define ADAPTEST_CALIBRATION_FIT_COMPLETE_BLOCK_H_

#include <cstdint>
#include <string>
#include <vector>

#include "calibration/response_data.h"

namespace adaptest {

// Persons and items of which every person answered every item.
struct CompleteBlock {
  static constexpr int kMinItems = 3;
  static constexpr int kCandidates = 16;

  std::vector<int> items;         // of the data, in ascending order
  std::vector<int> persons;       // of the data, in ascending order
  std::vector<uint8_t> category;  // [person of the block][item of the block]
  double num_persons = 0;         // with their weights
  std::string reason;             // why there is no block; empty where there is

  bool exists() const { return reason.empty(); }
  int num_items() const { return static_cast<int>(items.size()); }
  int category_of(int person, int item) const {
    return category[size_t(person) * items.size() + item];
  }
};

// The largest complete block by this rule: persons are put together by the
// exact set of items that they answered, and the sets ordered by how many
// persons gave them. Candidates for the items are the largest set, the
// intersection of the two largest, and so on to kCandidates; the persons are
// all who answered every one of them. The candidate with the most answers wins,
// among those with at least `min_persons` persons and kMinItems items.
CompleteBlock FindCompleteBlock(const ResponseData& data, double min_persons);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FIT_COMPLETE_BLOCK_H_
