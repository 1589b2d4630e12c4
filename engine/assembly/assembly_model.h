#ifndef ADAPTEST_ENGINE_ASSEMBLY_ASSEMBLY_MODEL_H_
#define ADAPTEST_ENGINE_ASSEMBLY_ASSEMBLY_MODEL_H_

#include <vector>

#include "absl/types/span.h"

namespace adaptest {

// The choice of a test from a bank as an integer program. Most variables are 0
// or 1: an item, a group of items that stand in a test together or not at all,
// or whether an item set is in the test. Others are counts, or amounts, which
// need not be whole.
//
//   lower_r <= sum over j of a_rj x_j <= upper_r,  all bounds finite,
//
// and of each group of enemies at most one variable is 1. Variables with equal
// coefficients in every row share a column.
class AssemblyModel {
 public:
  struct Row {
    double lower;
    double upper;
  };
  struct Entry {
    int row;
    double coefficient;

    bool operator==(const Entry&) const = default;
  };

  int AddRow(double lower, double upper);

  // Entries by ascending row, none 0. Returns the variable.
  int AddVariable(std::vector<Entry> entries, bool whole = true);

  // Variables, each 0 or 1, of which at most one may be 1.
  void AddEnemies(std::vector<int> group) {
    enemies_.push_back(std::move(group));
  }

  int num_rows() const { return static_cast<int>(rows_.size()); }
  int num_columns() const { return static_cast<int>(members_.size()); }
  int num_variables() const { return static_cast<int>(column_of_.size()); }

  const Row& row(int r) const { return rows_[r]; }
  bool is_whole(int variable) const { return whole_[variable]; }
  int column_of(int variable) const { return column_of_[variable]; }
  absl::Span<const int> members(int column) const { return members_[column]; }
  absl::Span<const Entry> column(int column) const {
    return absl::MakeConstSpan(entries_.data() + first_[column],
                               entries_.data() + first_[column + 1]);
  }
  absl::Span<const std::vector<int>> enemies() const { return enemies_; }

 private:
  std::vector<Row> rows_;
  std::vector<Entry> entries_;             // column after column
  std::vector<int> first_ = {0};           // [column], and the end
  std::vector<char> whole_;                // [variable]
  std::vector<int> column_of_;             // [variable]
  std::vector<std::vector<int>> members_;  // [column]: its variables
  std::vector<std::vector<int>> enemies_;
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_ASSEMBLY_ASSEMBLY_MODEL_H_
