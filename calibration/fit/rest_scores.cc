#include "calibration/fit/rest_scores.h"

#include <algorithm>

#include "calibration/parallel.h"
#include "engine/scores/raw_score.h"

namespace adaptest {
namespace {

constexpr int kRestScoreParts = 8;

// The items of one walk, and what it calls.
struct RestScoreWalk {
  const FittedModel& model;
  absl::Span<const int> items;
  const std::function<void(int, const std::vector<double>&)>& work;

  std::vector<double> Add(std::vector<double> f, int begin, int end) const {
    const size_t nodes = model.nodes().stride;
    for (int i = begin; i < end; ++i) {
      const int row = model.data().first_row[items[i]];
      const size_t categories = model.data().NumCategoriesOf(items[i]);
      f = AddItemScore(
          f, absl::MakeConstSpan(model.probability(row), categories * nodes),
          nodes);
    }
    return f;
  }

  // f: the distribution on the items outside [begin, end).
  void Halve(std::vector<double> f, int begin, int end) const {
    if (end - begin == 1) return work(begin, f);
    const int middle = (begin + end) / 2;
    Halve(Add(f, middle, end), begin, middle);
    Halve(Add(std::move(f), begin, middle), middle, end);
  }
};

}  // namespace

void ForEachRestScore(
    const FittedModel& model, absl::Span<const int> items, int threads,
    const std::function<void(int, const std::vector<double>&)>& work) {
  const RestScoreWalk walk = {model, items, work};
  const int size = static_cast<int>(items.size());
  const int parts = std::min(size, kRestScoreParts);
  ParallelFor(parts, threads, [&](int i) {
    const Part part(i, parts, size);
    std::vector<double> f(model.nodes().stride, 1.0);
    f = walk.Add(walk.Add(std::move(f), 0, part.begin), part.end, size);
    walk.Halve(std::move(f), part.begin, part.end);
  });
}

}  // namespace adaptest
