#include "engine/bank_tables.h"

#include <array>

namespace adaptest {

BankTables::BankTables(const ItemBank& bank, const ThetaGrid& grid)
    : grid_(grid), nodes_(grid.size()), num_items_(bank.size()) {
  size_t rows = 0;
  for (const Item& item : bank.items()) {
    first_row_.push_back(rows);
    rows += NumCategories(item);
  }
  log_probability_.resize(rows * nodes_);
  information_.resize(nodes_ * num_items_);
  std::array<double, kMaxCategories> log_p;
  for (int i = 0; i < num_items_; ++i) {
    const Item& item = bank.item(i);
    const int categories = NumCategories(item);
    for (size_t q = 0; q < nodes_; ++q) {
      const double theta = grid.theta(static_cast<int>(q));
      LogProbabilities<double>(item.model, item.parameters, theta,
                               absl::MakeSpan(log_p));
      for (int k = 0; k < categories; ++k) {
        log_probability_[(first_row_[i] + k) * nodes_ + q] = log_p[k];
      }
      information_[q * num_items_ + i] =
          Information(item.model, item.parameters, theta);
    }
  }
}

}  // namespace adaptest
