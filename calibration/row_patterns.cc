#include "calibration/row_patterns.h"

#include <algorithm>

#include "calibration/parallel.h"

namespace adaptest {
namespace {

// Sums over patterns save more than they cost where there are so many persons,
// with so many answers for each pattern; so many persons of each block tell.
constexpr int kMinPersons = 4 * RowPatterns::kMaxComplete;
constexpr double kMinAnswersPerPattern = 2;
constexpr int kSample = 32;
// Incomplete answers make more patterns than complete ones, but not so many
// times as many.
constexpr int kMaxTimesComplete = 3;

// Neighbouring items, and numbers for all patterns of answers to them: the sum
// of place[item] (category + 1) over the answers.
struct ItemRun {
  int first_number;  // after those of the runs before
  int numbers = 1;
  int complete = 1;  // patterns of complete answers
};

class ItemRuns {
 public:
  explicit ItemRuns(const ResponseItems& items)
      : items_(items), run_(items.num_items()), place_(items.num_items()) {
    for (int i = 0; i < items.num_items(); ++i) {
      const int categories = items.NumCategoriesOf(i);
      if (runs_.empty() ||
          runs_.back().complete * categories > RowPatterns::kMaxComplete) {
        runs_.push_back({NumNumbers()});
      }
      place_[i] = runs_.back().numbers;
      runs_.back().numbers *= categories + 1;
      runs_.back().complete *= categories;
      run_[i] = static_cast<int>(runs_.size()) - 1;
    }
  }

  int NumNumbers() const {
    return runs_.empty() ? 0 : runs_.back().first_number + runs_.back().numbers;
  }
  int NumComplete() const {
    int sum = 0;
    for (const ItemRun& run : runs_) sum += run.complete;
    return sum;
  }

  // Calls work(number, rows) for each run that the person answered.
  template <class Work>
  void ForEach(absl::Span<const uint16_t> rows, const Work& work) const {
    for (size_t i = 0; i < rows.size();) {
      const size_t first = i;
      const int run = run_[items_.item_of_row[rows[i]]];
      int number = runs_[run].first_number;
      for (; i < rows.size(); ++i) {
        const int item = items_.item_of_row[rows[i]];
        if (run_[item] != run) break;
        number += place_[item] * (rows[i] - items_.first_row[item] + 1);
      }
      work(number, rows.subspan(first, i - first));
    }
  }

 private:
  const ResponseItems& items_;
  std::vector<ItemRun> runs_;
  std::vector<int> run_;    // [item]
  std::vector<int> place_;  // [item]
};

// The same on all ranks, and for any division of the blocks among them.
bool Worthwhile(const ResponseData& data, const ItemRuns& runs) {
  const absl::Span<const int> blocks = data.blocks();
  double answers = 0, patterns = 0;
  for (size_t b = 0; b + 1 < blocks.size(); ++b) {
    const int persons = blocks[b + 1] - blocks[b];
    for (int i = 0; i < kSample && persons > 0; ++i) {
      const auto rows =
          data.RowsOf(blocks[b] + Part(i, kSample, persons).begin);
      answers += static_cast<double>(rows.size());
      runs.ForEach(rows, [&](int, auto) { ++patterns; });
    }
  }
  double sums[] = {double(data.num_persons()), answers, patterns};
  data.ranks().Sum(absl::MakeSpan(sums));
  return sums[0] >= kMinPersons && sums[1] >= kMinAnswersPerPattern * sums[2] &&
         sums[2] > 0;
}

int NumOnAllRanks(absl::Span<const int> pattern_of, Ranks& ranks) {
  std::vector<uint64_t> met;
  for (const int pattern : pattern_of) met.push_back(pattern >= 0);
  SumIntegers(ranks, absl::MakeSpan(met));
  return static_cast<int>(
      std::count_if(met.begin(), met.end(), [](uint64_t n) { return n > 0; }));
}

}  // namespace

RowPatterns::RowPatterns(const ResponseData& data)
    : num_rows_(data.num_rows()) {
  const ItemRuns runs(data);
  if (!Worthwhile(data, runs)) return;
  const int most =
      std::min(ResponseItems::kMaxRows, kMaxTimesComplete * runs.NumComplete());
  std::vector<int> pattern_of(runs.NumNumbers(), -1);
  begin_.reserve(size_t(data.num_persons()) + 1);
  begin_.push_back(0);
  for (int p = 0; p < data.num_persons() && size() <= most; ++p) {
    runs.ForEach(data.RowsOf(p), [&](int number, auto rows) {
      int& pattern = pattern_of[number];
      if (pattern < 0) {
        pattern = size();
        rows_.insert(rows_.end(), rows.begin(), rows.end());
        first_row_.push_back(static_cast<int>(rows_.size()));
      }
      patterns_.push_back(static_cast<uint16_t>(pattern));
    });
    begin_.push_back(patterns_.size());
  }
  if (NumOnAllRanks(pattern_of, data.ranks()) <= most) return;
  begin_ = {};
  patterns_ = {};
  first_row_ = {0};
  rows_ = {};
}

void RowPatterns::SumRows(const double* rows, int stride, double* sums) const {
  for (int i = 0; i < size(); ++i, sums += stride) {
    std::fill(sums, sums + stride, 0.0);
    for (int j = first_row_[i]; j < first_row_[i + 1]; ++j) {
      const double* row = rows + size_t{rows_[j]} * stride;
      for (int q = 0; q < stride; ++q) sums[q] += row[q];
    }
  }
}

void RowPatterns::SpreadCounts(const double* counts, int stride,
                               double* rows) const {
  std::fill(rows, rows + size_t(num_rows_) * stride, 0.0);
  for (int i = 0; i < size(); ++i, counts += stride) {
    for (int j = first_row_[i]; j < first_row_[i + 1]; ++j) {
      double* row = rows + size_t{rows_[j]} * stride;
      for (int q = 0; q < stride; ++q) row[q] += counts[q];
    }
  }
}

}  // namespace adaptest
