#include "engine/scores/raw_score.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/math/dual.h"
#include "engine/scores/number_right.h"

namespace adaptest {
namespace {

// P(X = category | theta_q) at every node; the table's rounding undone.
void AppendProbabilities(absl::Span<const double> log_p,
                         std::vector<double>& out) {
  for (const double x : log_p) out.push_back(std::min(std::exp(x), 1.0));
}

}  // namespace

int MaxRawScore(const BankTables& tables, absl::Span<const int> items) {
  int score = 0;
  for (const int item : items) score += tables.num_categories(item) - 1;
  return score;
}

std::vector<double> AddItemScore(absl::Span<const double> f,
                                 absl::Span<const double> p, size_t nodes) {
  std::vector<double> sum(f.size() + p.size() - nodes);
  for (size_t row = 0; row < p.size(); row += nodes) {
    for (size_t score = 0; score < f.size(); score += nodes) {
      for (size_t q = 0; q < nodes; ++q) {
        sum[row + score + q] += f[score + q] * p[row + q];
      }
    }
  }
  return sum;
}

std::vector<double> RawScoreDistributions(const BankTables& tables,
                                          absl::Span<const int> items) {
  const size_t nodes = tables.grid().size();
  std::vector<double> right;
  right.reserve(items.size() * nodes);
  std::vector<int> others;
  for (const int item : items) {
    if (tables.num_categories(item) == 2) {
      AppendProbabilities(tables.log_probability(item, 1), right);
    } else {
      others.push_back(item);
    }
  }
  std::vector<double> f(right.size() + nodes);
  NumberRightDistributions(right, static_cast<int>(nodes), absl::MakeSpan(f));
  std::vector<double> p;
  for (const int item : others) {
    p.clear();
    for (int k = 0; k < tables.num_categories(item); ++k) {
      AppendProbabilities(tables.log_probability(item, k), p);
    }
    f = AddItemScore(f, p, nodes);
  }
  return f;
}

std::vector<double> RawScoreTails(const BankTables& tables,
                                  absl::Span<const int> items) {
  const size_t nodes = tables.grid().size();
  std::vector<double> tails = RawScoreDistributions(tables, items);
  for (size_t k = tails.size() - nodes; k-- > 0;) tails[k] += tails[k + nodes];
  return tails;
}

ItemScore ItemScoreAt(const Item& item, double theta) {
  using Slope = Dual<1>;
  std::vector<Slope> x(item.parameters.begin(), item.parameters.end());
  std::array<Slope, kMaxCategories> log_p;
  LogProbabilities<Slope>(item.model, x, Slope(theta, 0),
                          absl::MakeSpan(log_p));
  ItemScore score = {0, 0, 0};
  for (int k = 1; k < NumCategories(item); ++k) {
    const Slope p = exp(log_p[k]);
    score.mean += k * p.value;
    score.slope += k * p.slope[0];
    score.variance += k * k * p.value;
  }
  score.variance = std::max(score.variance - score.mean * score.mean, 0.0);
  return score;
}

ItemScore FormScoreAt(const ItemBank& bank, absl::Span<const int> form,
                      double theta) {
  ItemScore sum = {0, 0, 0};
  for (const int i : form) {
    const ItemScore score = ItemScoreAt(bank.item(i), theta);
    sum.mean += score.mean;
    sum.slope += score.slope;
    sum.variance += score.variance;
  }
  return sum;
}

}  // namespace adaptest
