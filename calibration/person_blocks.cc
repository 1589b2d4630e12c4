#include "calibration/person_blocks.h"

#include <algorithm>

#include "calibration/parallel.h"

namespace adaptest {
namespace {

// Of a block: at least so many answers, and so many for each row; with more
// than kManyBlocks, so many for each row.
constexpr size_t kMinAnswers = size_t{1} << 15;
constexpr size_t kMinAnswersPerRow = 128;
constexpr size_t kManyBlocks = 64;
constexpr size_t kAnswersPerRow = 448;

size_t NumBlocks(size_t units, size_t answers, size_t rows) {
  const size_t few = answers / std::max(kMinAnswers, kMinAnswersPerRow * rows);
  const size_t many = answers / std::max(kMinAnswers, kAnswersPerRow * rows);
  // Two also where there is little work: most machines have two cores.
  const size_t blocks = std::max({size_t{2}, std::min(few, kManyBlocks), many});
  return std::min(blocks, units);
}

}  // namespace

std::vector<int> CutIntoBlocks(const ResponseViews& views, int num_rows) {
  const int units =
      views.begin.empty() ? 0 : static_cast<int>(views.begin.size()) - 1;
  const int blocks =
      static_cast<int>(NumBlocks(units, views.rows.size(), num_rows));
  std::vector<int> first = {0};
  for (int i = 0; i < blocks; ++i) {
    int end = Part(i, blocks, units).end;
    while (!views.clusters.empty() && end < units && end > 0 &&
           views.clusters[end] == views.clusters[end - 1]) {
      ++end;
    }
    if (end > first.back()) first.push_back(end);
  }
  return first;
}

}  // namespace adaptest
