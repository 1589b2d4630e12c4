#ifndef ADAPTEST_ENGINE_MATH_DIVIDE_BY_TOTAL_H_
#define ADAPTEST_ENGINE_MATH_DIVIDE_BY_TOTAL_H_

#include <cstddef>

#include "absl/types/span.h"
#include "engine/math/dual.h"

namespace adaptest {

// Turns the logarithms of the numerators of a divide-by-total model (Thissen &
// Steinberg, 1986) into log probabilities, in place:
//
//   x[k] <- x[k] - log(sum over j of exp(x[j]))
//
// Everything is taken relative to the largest numerator, values and slopes
// alike, so that they stay exact where one category is all but certain.
template <class T>
void DivideByTotal(absl::Span<T> x) {
  size_t top = 0;
  for (size_t k = 1; k < x.size(); ++k) {
    if (ValueOf(x[k]) > ValueOf(x[top])) top = k;
  }
  const T largest = x[top];
  T others(0.0);
  for (size_t k = 0; k < x.size(); ++k) {
    if (k == top) continue;
    x[k] = x[k] - largest;
    others = others + exp(x[k]);
  }
  const T log_total = log1p(others);
  for (size_t k = 0; k < x.size(); ++k) {
    x[k] = k == top ? -log_total : x[k] - log_total;
  }
}

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_MATH_DIVIDE_BY_TOTAL_H_
