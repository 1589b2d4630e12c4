#ifndef ADAPTEST_CALIBRATION_ROW_PATTERNS_H_
#define ADAPTEST_CALIBRATION_ROW_PATTERNS_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "calibration/response_data.h"

namespace adaptest {

// Answers to a few neighbouring items taken together. Where most people
// answered the same items, few patterns of answers occur to five of them, and
// one row of a table for each pattern, the sum of its answers' rows, stands for
// five: a pass over persons has a fifth of the rows to add.
class RowPatterns {
 public:
  // A group of items has at most so many patterns of complete answers.
  static constexpr int kMaxComplete = 32;

  // The patterns that occur in the data; none where that would save little, on
  // all ranks alike.
  explicit RowPatterns(const ResponseData& data);

  bool empty() const { return size() == 0; }
  int size() const { return static_cast<int>(first_row_.size()) - 1; }

  // The person's patterns, which together have all rows of the person.
  absl::Span<const uint16_t> Of(int person) const {
    return absl::MakeConstSpan(patterns_).subspan(
        begin_[person], begin_[person + 1] - begin_[person]);
  }

  // sums[pattern][node] = the sum of rows[row][node] over the pattern's rows.
  void SumRows(const double* rows, int stride, double* sums) const;

  // rows[row][node] = the sum of counts[pattern][node] over the patterns that
  // have the row.
  void SpreadCounts(const double* counts, int stride, double* rows) const;

 private:
  std::vector<uint64_t> begin_;       // [person], and the number of patterns_
  std::vector<uint16_t> patterns_;    // of each person
  std::vector<int> first_row_ = {0};  // [pattern], and the number of rows_
  std::vector<uint16_t> rows_;        // of each pattern
  int num_rows_;                      // of the table
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_ROW_PATTERNS_H_
