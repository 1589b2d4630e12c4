#include "engine/criteria/a_stratified.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>
#include <vector>

namespace adaptest {
namespace {

// More than any distance between an ability and a difficulty.
constexpr double kPenalty = 1000;

// The stratum of every item, [item]; retired and pretest items, which are never
// chosen, are in stratum 0.
std::vector<int> StrataOf(const ItemBank& bank, int strata, bool by_block) {
  std::vector<int> order;
  for (int i = 0; i < bank.size(); ++i) {
    if (bank.item(i).status == ItemStatus::kOperational) order.push_back(i);
  }
  const auto sort_by = [&](auto begin, auto end,
                           double LogisticParameters::*x) {
    std::stable_sort(begin, end, [&](int i, int j) {
      return (*LogisticParametersOf(bank.item(i))).*x <
             (*LogisticParametersOf(bank.item(j))).*x;
    });
  };
  std::vector<int> stratum(bank.size(), 0);
  const int n = static_cast<int>(order.size());
  if (!by_block) {
    sort_by(order.begin(), order.end(), &LogisticParameters::a);
    for (int rank = 0; rank < n; ++rank) {
      stratum[order[rank]] = static_cast<int>(int64_t{rank} * strata / n);
    }
    return stratum;
  }
  sort_by(order.begin(), order.end(), &LogisticParameters::b);
  for (int begin = 0; begin < n; begin += strata) {
    const int end = std::min(begin + strata, n);
    sort_by(order.begin() + begin, order.begin() + end, &LogisticParameters::a);
    for (int rank = begin; rank < end; ++rank) {
      stratum[order[rank]] = rank - begin;
    }
  }
  return stratum;
}

}  // namespace

absl::StatusOr<AStratified> AStratified::Make(const Rule& rule) {
  ASSIGN_OR_RETURN(const std::vector<double> values,
                   ReadParameters(rule, kParameters));
  ASSIGN_OR_RETURN(const std::vector<std::string> options,
                   ReadOptions(rule, kOptions));
  AStratified criterion;
  criterion.strata = static_cast<int>(values[0]);
  criterion.block_by_difficulty = options[0] == "difficulty";
  return criterion;
}

void AStratified::FillValues(const SelectionSnapshot& snapshot,
                             absl::Span<double> values) const {
  const ItemBank& bank = snapshot.bank;
  const std::vector<int> stratum = StrataOf(bank, strata, block_by_difficulty);
  const int stage = std::min(
      strata - 1, snapshot.num_given * strata / std::max(snapshot.length, 1));
  for (int i = 0; i < bank.size(); ++i) {
    const auto x = LogisticParametersOf(bank.item(i));
    values[i] = -std::abs(snapshot.theta - x->b) -
                kPenalty * std::abs(stratum[i] - stage);
  }
}

}  // namespace adaptest
