#ifndef ADAPTEST_ENGINE_EXPOSURE_EXPOSURE_COUNTS_H_
#define ADAPTEST_ENGINE_EXPOSURE_EXPOSURE_COUNTS_H_

#include <cstddef>
#include <vector>

namespace adaptest {

// What an exposure control knows of the tests so far, each test counting less
// the longer ago it was (fading). Segments divide the theta scale.
struct ExposureCounts {
  ExposureCounts(int segments, int items)
      : num_items(items),
        tests(segments, 0),
        feasible(segments, 0),
        given(static_cast<size_t>(segments) * items, 0),
        eligible(static_cast<size_t>(segments) * items, 0) {}

  size_t at(int segment, int item) const {
    return static_cast<size_t>(segment) * num_items + item;
  }

  int num_items;
  std::vector<double> tests;     // [segment] that ended there
  std::vector<double> feasible;  // [segment] ... within what was eligible
  std::vector<double> given;     // [segment][item] tests that gave the item
  std::vector<double> eligible;  // [segment][item] that were free to
};

// A finished test, as exposure control sees it.
struct ExposedTest {
  double theta;                // the final estimate
  std::vector<int> given;      // scored items
  std::vector<char> eligible;  // [item], in the segment of theta
  bool feasible;               // no item had to be set free
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_EXPOSURE_EXPOSURE_COUNTS_H_
