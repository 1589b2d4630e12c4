#include "engine/assembly/assembly_model.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace adaptest {

int AssemblyModel::AddRow(double lower, double upper) {
  assert(std::isfinite(lower) && std::isfinite(upper) && lower <= upper);
  rows_.push_back({lower, upper});
  return num_rows() - 1;
}

int AssemblyModel::AddVariable(std::vector<Entry> entries, bool whole) {
  const int variable = num_variables();
  whole_.push_back(whole);
  for (int c = 0; c < num_columns(); ++c) {
    const auto other = column(c);
    if (std::equal(entries.begin(), entries.end(), other.begin(),
                   other.end())) {
      column_of_.push_back(c);
      members_[c].push_back(variable);
      return variable;
    }
  }
  entries_.insert(entries_.end(), entries.begin(), entries.end());
  first_.push_back(static_cast<int>(entries_.size()));
  column_of_.push_back(num_columns());
  members_.push_back({variable});
  return variable;
}

}  // namespace adaptest
