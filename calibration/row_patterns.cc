#include "calibration/row_patterns.h"

#include <algorithm>

namespace adaptest {
namespace {

// A person of a sample of this size has to have this many answers for each
// pattern, and the persons have to be this many for each pattern, or else the
// sums over patterns cost more than they save.
constexpr int kSample = 256;
constexpr double kMinAnswersPerPattern = 2;
constexpr int kMinPersonsPerPattern = 4;
// Incomplete answers make more patterns than complete ones, but not so many
// times as many.
constexpr int kMaxTimesComplete = 3;

// Neighbouring items, and numbers for all patterns of answers to them: the sum
// of place[item] (category + 1) over the answers.
struct ItemRun {
  int codes = 1;     // Numbers are below this.
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
        runs_.emplace_back();
      }
      place_[i] = runs_.back().codes;
      runs_.back().codes *= categories + 1;
      runs_.back().complete *= categories;
      run_[i] = static_cast<int>(runs_.size()) - 1;
    }
  }

  const std::vector<ItemRun>& runs() const { return runs_; }

  int NumComplete() const {
    int sum = 0;
    for (const ItemRun& run : runs_) sum += run.complete;
    return sum;
  }

  // Calls work(run, number, rows) for each run that the person answered.
  template <class Work>
  void ForEach(absl::Span<const uint16_t> rows, const Work& work) const {
    for (size_t i = 0; i < rows.size();) {
      const size_t first = i;
      const int run = run_[items_.item_of_row[rows[i]]];
      int number = 0;
      for (; i < rows.size(); ++i) {
        const int item = items_.item_of_row[rows[i]];
        if (run_[item] != run) break;
        number += place_[item] * (rows[i] - items_.first_row[item] + 1);
      }
      work(run, number, rows.subspan(first, i - first));
    }
  }

 private:
  const ResponseItems& items_;
  std::vector<ItemRun> runs_;
  std::vector<int> run_;    // [item]
  std::vector<int> place_;  // [item]
};

bool Worthwhile(const ResponseData& data, const ItemRuns& runs) {
  if (data.num_persons() < kMinPersonsPerPattern * RowPatterns::kMaxComplete) {
    return false;
  }
  size_t answers = 0, patterns = 0;
  for (int i = 0; i < kSample; ++i) {
    const auto rows = data.RowsOf(
        static_cast<int>(int64_t{data.num_persons()} * i / kSample));
    answers += rows.size();
    runs.ForEach(rows, [&](int, int, auto) { ++patterns; });
  }
  return answers >= kMinAnswersPerPattern * patterns && patterns > 0;
}

}  // namespace

RowPatterns::RowPatterns(const ResponseData& data)
    : num_rows_(data.num_rows()) {
  const ItemRuns runs(data);
  if (!Worthwhile(data, runs)) return;
  const int most =
      std::min(ResponseItems::kMaxRows, kMaxTimesComplete * runs.NumComplete());
  std::vector<std::vector<int>> pattern;  // [run][number], -1 where not met
  for (const ItemRun& run : runs.runs()) pattern.emplace_back(run.codes, -1);
  begin_ = {0};
  for (int p = 0; p < data.num_persons() && size() <= most; ++p) {
    runs.ForEach(data.RowsOf(p), [&](int run, int number, auto rows) {
      int& at = pattern[run][number];
      if (at < 0) {
        at = size();
        rows_.insert(rows_.end(), rows.begin(), rows.end());
        first_row_.push_back(static_cast<int>(rows_.size()));
      }
      patterns_.push_back(static_cast<uint16_t>(at));
    });
    begin_.push_back(patterns_.size());
  }
  if (size() <= most) return;
  begin_.clear();
  patterns_ = {};
  first_row_ = {0};
  rows_.clear();
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
