#include "engine/bank_tables.h"

#include <algorithm>
#include <cassert>

#include "engine/uncertainty/averaged_response.h"

namespace adaptest {

BankTables::BankTables(const ItemBank& bank, const ThetaGrid& grid)
    : BankTables(bank, grid, std::vector<WorkingDistribution>(bank.size())) {}

BankTables::BankTables(const ItemBank& bank, const ThetaGrid& grid,
                       absl::Span<const WorkingDistribution> posteriors)
    : grid_(grid), nodes_(grid.size()), num_items_(bank.size()) {
  assert(posteriors.size() == static_cast<size_t>(bank.size()));
  size_t rows = 0;
  for (const Item& item : bank.items()) {
    first_row_.push_back(rows);
    rows += NumCategories(item);
  }
  first_row_.push_back(rows);
  log_probability_.resize(rows * nodes_);
  information_.resize(nodes_ * num_items_);
  for (int i = 0; i < num_items_; ++i) {
    FillItem(i, bank.item(i), posteriors[i]);
  }
}

void BankTables::FillItem(int i, const Item& item,
                          const WorkingDistribution& distribution) {
  const AveragedResponse response = AverageResponse(item, distribution, grid_);
  std::copy(response.log_probability.begin(), response.log_probability.end(),
            log_probability_.begin() + first_row_[i] * nodes_);
  for (size_t q = 0; q < nodes_; ++q) {
    information_[q * num_items_ + i] = response.information[q];
  }
}

}  // namespace adaptest
