#include "calibration/row_patterns.h"

#include <algorithm>

#include "calibration/parallel.h"

namespace adaptest {
namespace {

// Persons of so many in each block have to have this many answers for each
// pattern, and the persons have to be this many for each pattern, or else the
// sums over patterns cost more than they save.
constexpr int kSample = 32;
constexpr double kMinAnswersPerPattern = 2;
constexpr int kMinPersonsPerPattern = 4;
// Incomplete answers make more patterns than complete ones, but not so many
// times as many.
constexpr int kMaxTimesComplete = 3;

// Neighbouring items, and numbers for all patterns of answers to them: the sum
// of place[item] (category + 1) over the answers.
struct ItemRun {
  int first_item;
  int first_number;  // of all patterns to all runs
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
        runs_.push_back({i, NumNumbers()});
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

  // Calls work(number) for each run that the person answered.
  template <class Work>
  void ForEach(absl::Span<const uint16_t> rows, const Work& work) const {
    for (size_t i = 0; i < rows.size();) {
      const int run = run_[items_.item_of_row[rows[i]]];
      int number = runs_[run].first_number;
      for (; i < rows.size(); ++i) {
        const int item = items_.item_of_row[rows[i]];
        if (run_[item] != run) break;
        number += place_[item] * (rows[i] - items_.first_row[item] + 1);
      }
      work(number);
    }
  }

  // Appends the rows of the pattern.
  void AppendRows(int number, std::vector<uint16_t>& rows) const {
    const auto next = std::upper_bound(
        runs_.begin(), runs_.end(), number,
        [](int n, const ItemRun& run) { return n < run.first_number; });
    const int run = static_cast<int>(next - runs_.begin()) - 1;
    number -= runs_[run].first_number;
    for (int i = runs_[run].first_item;
         i < items_.num_items() && run_[i] == run; ++i) {
      const int digit = number / place_[i] % (items_.NumCategoriesOf(i) + 1);
      if (digit > 0) rows.push_back(items_.first_row[i] + digit - 1);
    }
  }

 private:
  const ResponseItems& items_;
  std::vector<ItemRun> runs_;
  std::vector<int> run_;    // [item]
  std::vector<int> place_;  // [item]
};

// The same for any division of the blocks among ranks.
bool Worthwhile(const ResponseData& data, const ItemRuns& runs) {
  const absl::Span<const int> blocks = data.blocks();
  double answers = 0, patterns = 0;
  for (size_t b = 0; b + 1 < blocks.size(); ++b) {
    const int persons = blocks[b + 1] - blocks[b];
    for (int i = 0; i < kSample && persons > 0; ++i) {
      const auto rows =
          data.RowsOf(blocks[b] + Part(i, kSample, persons).begin);
      answers += static_cast<double>(rows.size());
      runs.ForEach(rows, [&](int) { ++patterns; });
    }
  }
  double sums[] = {double(data.num_persons()), answers, patterns};
  data.ranks().Sum(absl::MakeSpan(sums));
  return sums[0] >= kMinPersonsPerPattern * RowPatterns::kMaxComplete &&
         sums[1] >= kMinAnswersPerPattern * sums[2] && sums[2] > 0;
}

}  // namespace

RowPatterns::RowPatterns(const ResponseData& data)
    : num_rows_(data.num_rows()) {
  const ItemRuns runs(data);
  if (!Worthwhile(data, runs)) return;
  const int most =
      std::min(ResponseItems::kMaxRows, kMaxTimesComplete * runs.NumComplete());
  // At first they are those of this rank, in the order in which they are met.
  std::vector<int> place(runs.NumNumbers(), -1);
  int num_met = 0;
  begin_ = {0};
  for (int p = 0; p < data.num_persons() && num_met <= most; ++p) {
    runs.ForEach(data.RowsOf(p), [&](int number) {
      if (place[number] < 0) place[number] = num_met++;
      patterns_.push_back(static_cast<uint16_t>(place[number]));
    });
    begin_.push_back(patterns_.size());
  }
  std::vector<uint64_t> met(place.size());
  for (size_t i = 0; i < met.size(); ++i) met[i] = place[i] >= 0;
  SumIntegers(data.ranks(), absl::MakeSpan(met));
  if (std::count_if(met.begin(), met.end(), [](uint64_t n) { return n > 0; }) >
      most) {
    begin_.clear();
    patterns_ = {};
    return;
  }
  std::vector<uint16_t> renumbered(num_met);
  for (size_t i = 0; i < met.size(); ++i) {
    if (met[i] == 0) continue;
    if (place[i] >= 0) renumbered[place[i]] = static_cast<uint16_t>(size());
    runs.AppendRows(static_cast<int>(i), rows_);
    first_row_.push_back(static_cast<int>(rows_.size()));
  }
  for (uint16_t& pattern : patterns_) pattern = renumbered[pattern];
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
