#include "engine/ability/likelihood.h"

#include <array>

#include "engine/math/dual.h"

namespace adaptest {
namespace {

// log P(X = category | theta) of an item.
template <class T>
T LogProbability(const Item& item, int category, const T& theta) {
  std::array<T, kMaxCategories> log_p;
  LogProbabilities<double>(item.model, item.parameters, theta,
                           absl::MakeSpan(log_p));
  return log_p[category];
}

}  // namespace

CurvePoint LikelihoodAt(const ItemBank& bank,
                        absl::Span<const ScoredAnswer> answers, double theta) {
  using Slope = Dual<1>;
  using Curve = Dual<1, Slope>;
  const Curve t(Slope(theta, 0), 0);
  CurvePoint point;
  for (const auto& [item, category] : answers) {
    const Curve log_p = LogProbability<Curve>(bank.item(item), category, t);
    point.value += log_p.value.value;
    point.slope += log_p.slope[0].value;
    point.curvature += log_p.slope[0].slope[0];
  }
  return point;
}

double LogLikelihood(const ItemBank& bank,
                     absl::Span<const ScoredAnswer> answers, double theta) {
  double sum = 0;
  for (const auto& [item, category] : answers) {
    sum += LogProbability<double>(bank.item(item), category, theta);
  }
  return sum;
}

double TestInformation(const ItemBank& bank,
                       absl::Span<const ScoredAnswer> answers, double theta) {
  double sum = 0;
  for (const ScoredAnswer& answer : answers) {
    const Item& item = bank.item(answer.item);
    sum += Information(item.model, item.parameters, theta);
  }
  return sum;
}

}  // namespace adaptest
