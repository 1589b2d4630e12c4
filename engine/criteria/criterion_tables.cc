#include "engine/criteria/criterion_tables.h"

#include <cmath>

#include "engine/math/logistic_information.h"
#include "engine/models/logistic_parameters.h"

namespace adaptest {

CriterionTables::CriterionTables(const ItemBank& bank, const BankTables& tables)
    : grid_(tables.grid()) {
  const size_t nodes = grid_.size();
  first_row_.push_back(0);
  for (int i = 0; i < bank.size(); ++i) {
    const Item& item = bank.item(i);
    const int categories = NumCategories(item);
    first_row_.push_back(first_row_.back() + categories);
    std::vector<double> entropy(nodes, 0);
    std::vector<double> squares(nodes, 0);
    for (int k = 0; k < categories; ++k) {
      const auto log_p = tables.log_probability(i, k);
      log_probability_.insert(log_probability_.end(), log_p.begin(),
                              log_p.end());
      for (size_t q = 0; q < nodes; ++q) {
        const double p = std::exp(log_p[q]);
        probability_.push_back(p);
        entropy[q] += p * log_p[q];
        squares[q] += p * p;
      }
    }
    negative_entropy_.insert(negative_entropy_.end(), entropy.begin(),
                             entropy.end());
    sum_of_squares_.insert(sum_of_squares_.end(), squares.begin(),
                           squares.end());
    const auto logistic = LogisticParametersOf(item);
    if (!logistic) others_.push_back(i);
    const LogisticParameters x = logistic.value_or(LogisticParameters());
    a_.push_back(x.a);
    b_.push_back(x.b);
    c_.push_back(x.c);
    d_.push_back(x.d);
  }
  for (size_t q = 0; q < nodes; ++q) {
    const auto row = tables.information(static_cast<int>(q));
    information_.insert(information_.end(), row.begin(), row.end());
  }
}

void CriterionTables::InformationAt(const ItemBank& bank, double theta,
                                    absl::Span<double> out) const {
  LogisticInformation({a_.data(), b_.data(), c_.data(), d_.data()}, a_.size(),
                      theta, out.data());
  for (const int i : others_) {
    const Item& item = bank.item(i);
    out[i] = Information(item.model, item.parameters, theta);
  }
}

}  // namespace adaptest
