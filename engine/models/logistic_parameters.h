#ifndef ADAPTEST_ENGINE_MODELS_LOGISTIC_PARAMETERS_H_
#define ADAPTEST_ENGINE_MODELS_LOGISTIC_PARAMETERS_H_

#include <optional>

#include "engine/item.h"

namespace adaptest {

// The parameters that the dichotomous logistic models share, as those of the
// largest of them: P(X = 1 | theta) = c + (d - c) / (1 + exp(-a (theta - b))).
struct LogisticParameters {
  double a = 1;
  double b = 0;
  double c = 0;
  double d = 1;
};

// Those of the item; empty where its model is another (polytomous).
inline std::optional<LogisticParameters> LogisticParametersOf(
    const Item& item) {
  const auto is = [&](auto model) {
    return std::holds_alternative<decltype(model)>(item.model);
  };
  if (!(is(Rasch()) || is(OnePl()) || is(TwoPl()) || is(ThreePl()) ||
        is(FourPl()))) {
    return std::nullopt;
  }
  const auto& x = item.parameters;
  LogisticParameters logistic = {x[0], x[1]};
  if (x.size() > 2) logistic.c = x[2];
  if (x.size() > 3) logistic.d = x[3];
  return logistic;
}

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_MODELS_LOGISTIC_PARAMETERS_H_
