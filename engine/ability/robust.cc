#include "engine/ability/robust.h"

#include <cmath>

#include "absl/strings/str_cat.h"
#include "engine/ability/bounded_estimate.h"
#include "engine/ability/likelihood.h"
#include "engine/models/logistic_parameters.h"

namespace adaptest {
namespace {

// w(r_i) as a function of theta.
EquationPoint WeightAt(const Item& item, double theta, RobustWeight weight) {
  const double a = item.parameters[0];
  const EquationPoint w = weight(a * (theta - item.parameters[1]));
  return {w.value, a * w.slope};
}

double SandwichError(const ItemBank& bank,
                     absl::Span<const ScoredAnswer> answers, double theta,
                     RobustWeight weight) {
  double slope = 0;
  double variance = 0;
  for (const ScoredAnswer& answer : answers) {
    const Item& item = bank.item(answer.item);
    const double w = WeightAt(item, theta, weight).value;
    const double information = Information(item.model, item.parameters, theta);
    slope += w * information;
    variance += w * w * information;
  }
  return std::sqrt(variance) / slope;
}

}  // namespace

AbilityEstimate RobustEstimate(const ItemBank& bank,
                               absl::Span<const ScoredAnswer> answers,
                               const EstimationSettings& settings,
                               RobustWeight weight) {
  const auto equation = [&](double t) {
    EquationPoint sum;
    for (const ScoredAnswer& answer : answers) {
      const EquationPoint w = WeightAt(bank.item(answer.item), t, weight);
      const CurvePoint l = LikelihoodAt(bank, {&answer, 1}, t);
      sum.value += w.value * l.slope;
      sum.slope += w.slope * l.slope + w.value * l.curvature;
    }
    return sum;
  };
  const auto theta =
      GlobalRoot(equation, settings.lower_bound, settings.upper_bound);
  AbilityEstimate estimate = BoundedEstimate(bank, answers, settings, theta);
  if (!theta) return estimate;
  const double error = SandwichError(bank, answers, *theta, weight);
  if (std::isfinite(error)) estimate.standard_error = error;
  return estimate;
}

absl::Status CheckRobust(absl::string_view estimator, const ItemBank& bank) {
  for (const Item& item : bank.items()) {
    if (LogisticParametersOf(item)) continue;
    return absl::InvalidArgumentError(absl::StrCat(
        "ability estimator ", estimator, ": item ", item.id, " has model ",
        NameOf(item.model),
        "; allowed: models of two categories in a and b (rasch, 1pl to 4pl)"));
  }
  return absl::OkStatus();
}

}  // namespace adaptest
