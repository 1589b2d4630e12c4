#ifndef ADAPTEST_ENGINE_BANK_TABLES_H_
#define ADAPTEST_ENGINE_BANK_TABLES_H_

#include <cstddef>
#include <vector>

#include "absl/types/span.h"
#include "engine/item_bank.h"
#include "engine/theta_grid.h"
#include "engine/uncertainty/working_scale.h"

namespace adaptest {

// Response probabilities and information of every item of a bank at every node
// of a theta grid, so that hot loops add and compare rows instead of evaluating
// formulas. Built once per bank version; immutable, and safe to share between
// threads. Keeps no reference to the bank.
class BankTables {
 public:
  // At the items' parameters.
  BankTables(const ItemBank& bank, const ThetaGrid& grid);

  // Averaged over each item's distribution of its parameters, posteriors[item]
  // (averaged_response.h; ItemPosteriors(bank) estimates them).
  BankTables(const ItemBank& bank, const ThetaGrid& grid,
             absl::Span<const WorkingDistribution> posteriors);

  const ThetaGrid& grid() const { return grid_; }
  int num_items() const { return num_items_; }
  int num_categories(int item) const {
    return static_cast<int>(first_row_[item + 1] - first_row_[item]);
  }

  // out[q] = log P(X_item = category | theta_q); finite at every node.
  absl::Span<const double> log_probability(int item, int category) const {
    const size_t row = first_row_[item] + category;
    return absl::MakeConstSpan(log_probability_).subspan(row * nodes_, nodes_);
  }

  // out[i] = I_i(theta_node), Fisher information of item i. Rows of one table
  // information[node][item] that is contiguous: the row of node + 1 follows
  // that of node.
  absl::Span<const double> information(int node) const {
    return absl::MakeConstSpan(information_)
        .subspan(static_cast<size_t>(node) * num_items_, num_items_);
  }

 private:
  void FillItem(int i, const Item& item,
                const WorkingDistribution& distribution);

  ThetaGrid grid_;
  size_t nodes_;
  int num_items_;
  std::vector<size_t> first_row_;        // [item], and the number of rows
  std::vector<double> log_probability_;  // [item, category][node]
  std::vector<double> information_;      // [node][item]
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_BANK_TABLES_H_
