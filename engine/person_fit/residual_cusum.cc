#include "engine/person_fit/residual_cusum.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <utility>
#include <vector>

namespace adaptest {
namespace {

using Probabilities = std::array<double, kMaxCategories>;

Probabilities ProbabilitiesAt(const Item& item, double theta) {
  Probabilities p;
  LogProbabilities<double>(item.model, item.parameters, theta,
                           absl::MakeSpan(p));
  for (int k = 0; k < NumCategories(item); ++k) p[k] = std::exp(p[k]);
  return p;
}

// The value that a share `p` of the values does not exceed.
double Quantile(std::vector<double> values, double p) {
  const int last = static_cast<int>(values.size()) - 1;
  const int rank = static_cast<int>(std::ceil(p * values.size())) - 1;
  const auto at = values.begin() + std::clamp(rank, 0, last);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

}  // namespace

CusumExtremes ResidualCusum(const ItemBank& bank,
                            absl::Span<const ScoredAnswer> answers,
                            double theta) {
  CusumExtremes extremes;
  double upper = 0;
  double lower = 0;
  for (const ScoredAnswer& answer : answers) {
    const Item& item = bank.item(answer.item);
    const Probabilities p = ProbabilitiesAt(item, theta);
    const int highest = NumCategories(item) - 1;
    double residual = answer.category;
    for (int k = 1; k <= highest; ++k) residual -= k * p[k];
    const double t = residual / (highest * static_cast<double>(answers.size()));
    upper = std::max(0.0, upper + t);
    lower = std::min(0.0, lower + t);
    extremes.upper = std::max(extremes.upper, upper);
    extremes.lower = std::min(extremes.lower, lower);
  }
  return extremes;
}

bool IsAberrant(const CusumExtremes& extremes, const CusumExtremes& bounds) {
  return extremes.upper > bounds.upper || extremes.lower < bounds.lower;
}

CusumExtremes CusumBounds(absl::Span<const CusumExtremes> extremes,
                          double false_alarm_rate) {
  assert(!extremes.empty());
  std::vector<double> upper;
  std::vector<double> lower;
  for (const CusumExtremes& e : extremes) {
    upper.push_back(e.upper);
    lower.push_back(e.lower);
  }
  const double tail = 0.5 * false_alarm_rate;
  return {Quantile(std::move(upper), 1 - tail),
          Quantile(std::move(lower), tail)};
}

}  // namespace adaptest
