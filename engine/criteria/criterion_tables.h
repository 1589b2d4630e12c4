#ifndef ADAPTEST_ENGINE_CRITERIA_CRITERION_TABLES_H_
#define ADAPTEST_ENGINE_CRITERIA_CRITERION_TABLES_H_

#include <cstddef>
#include <vector>

#include "absl/types/span.h"
#include "engine/bank_tables.h"
#include "engine/item_bank.h"

namespace adaptest {

// What selection criteria look up besides BankTables, built from it once per
// bank version: immutable, safe to share between threads. A row is an item's
// category, rows of an item follow each other.
class CriterionTables {
 public:
  CriterionTables(const ItemBank& bank, const BankTables& tables);

  const ThetaGrid& grid() const { return grid_; }
  int num_items() const { return static_cast<int>(first_row_.size()) - 1; }
  int num_rows() const { return first_row_.back(); }

  // Rows of an item: [first_row(item), first_row(item + 1)).
  int first_row(int item) const { return first_row_[item]; }

  // probability[row][node] = P(X = category | theta_node), contiguous.
  absl::Span<const double> probability() const { return probability_; }

  // log_probability[row][node], contiguous.
  absl::Span<const double> log_probability() const { return log_probability_; }

  // [item][node] = sum over categories of P log P: minus the entropy of an
  // answer at this ability.
  absl::Span<const double> negative_entropy() const {
    return negative_entropy_;
  }

  // [item][node] = sum over categories of P^2.
  absl::Span<const double> sum_of_squares() const { return sum_of_squares_; }

  // information[node][item], contiguous: BankTables::information.
  absl::Span<const double> information() const { return information_; }

  // out[item] = Fisher information at this ability, exact, not interpolated.
  // Of the point estimates of the item parameters.
  void InformationAt(const ItemBank& bank, double theta,
                     absl::Span<double> out) const;

 private:
  ThetaGrid grid_;
  std::vector<int> first_row_;
  std::vector<double> probability_;
  std::vector<double> log_probability_;
  std::vector<double> negative_entropy_;
  std::vector<double> sum_of_squares_;
  std::vector<double> information_;

  // Logistic items by parameter, [item]; others hold a harmless item here and
  // stand in others_.
  std::vector<double> a_, b_, c_, d_;
  std::vector<int> others_;
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_CRITERIA_CRITERION_TABLES_H_
