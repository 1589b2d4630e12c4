#include "engine/ability/information_curve.h"

#include <array>
#include <cmath>

#include "engine/math/dual.h"

namespace adaptest {
namespace {

using First = Dual<1>;
using Second = Dual<1, First>;
using Third = Dual<1, Second>;

constexpr double kLeastInformation = 1e-280;

// Adds one category. With l = log P:
//   P' = P l',  P'' = P (l'' + l'^2),  P''' = P (l''' + 3 l' l'' + l'^3).
void AddCategory(const Third& log_p, InformationCurves& sum) {
  const double p = std::exp(log_p.value.value.value);
  const double l1 = log_p.slope[0].value.value;
  const double l2 = log_p.slope[0].slope[0].value;
  const double l3 = log_p.slope[0].slope[0].slope[0];
  const double squared = l1 * l1;
  const double bend = l2 + squared;  // P'' / P
  sum.information.value += p * squared;
  sum.information.slope += p * l1 * (squared + 2 * l2);
  sum.information.curvature +=
      p * (squared * (squared + 5 * l2) + 2 * l2 * l2 + 2 * l1 * l3);
  sum.warm += p * l1 * bend;
  sum.warm_slope += p * (bend * bend + l1 * (l3 + 2 * l1 * l2));
}

}  // namespace

InformationCurves InformationAt(const ItemBank& bank,
                                absl::Span<const ScoredAnswer> answers,
                                double theta) {
  const Third t(Second(First(theta, 0), 0), 0);
  std::array<Third, kMaxParameters> x;
  std::array<Third, kMaxCategories> log_p;
  InformationCurves sum;
  for (const ScoredAnswer& answer : answers) {
    const Item& item = bank.item(answer.item);
    const size_t count = item.parameters.size();
    for (size_t j = 0; j < count; ++j) x[j] = Third(item.parameters[j]);
    LogProbabilities<Third>(item.model, absl::MakeConstSpan(x).first(count), t,
                            absl::MakeSpan(log_p));
    for (int k = 0; k < NumCategories(item); ++k) {
      AddCategory(log_p[k], sum);
    }
  }
  return sum;
}

WarmCorrection WarmCorrectionOf(const InformationCurves& curves) {
  const CurvePoint& information = curves.information;
  if (!(information.value > kLeastInformation)) return {};
  const double ratio = curves.warm / information.value;
  return {0.5 * ratio, 0.5 * (curves.warm_slope - ratio * information.slope) /
                           information.value};
}

}  // namespace adaptest
