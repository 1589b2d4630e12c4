#ifndef ADAPTEST_ENGINE_MODELS_GENERALIZED_PARTIAL_CREDIT_H_
#define ADAPTEST_ENGINE_MODELS_GENERALIZED_PARTIAL_CREDIT_H_

#include <cstddef>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/math/divide_by_total.h"
#include "engine/models/parameter.h"

namespace adaptest {

// Generalized partial credit model (Muraki, 1992), for categories 0 ... m:
//
//   P(X = k | theta) proportional to exp(sum over v <= k of a (theta - b_v))
//
//   theta  ability, in standard deviations of the reference population
//   a      discrimination, a > 0, per unit of theta (logistic metric, no 1.7)
//   b_v    step from category v - 1 to v, on the theta scale, in any order
//
// Properties:
//   (1) P(X = k) = P(X = k - 1) at theta = b_k;
//   (2) information is a^2 times the variance of X;
//   (3) with one step it is the two-parameter model;
//   (4) log P(X = k) is finite and information positive in both tails.
struct GeneralizedPartialCredit {
  static constexpr absl::string_view kName = "gpcm";
  static constexpr ParameterRange kParameters[] = {kDiscrimination};
  static constexpr ParameterRange kStepParameters[] = {kStep};

  template <class P, class T>
  static void LogProbabilities(absl::Span<const P> x, const T& theta,
                               absl::Span<T> out) {
    const P& a = x[0];
    out[0] = T(0.0);
    for (size_t k = 1; k < x.size(); ++k) {
      out[k] = out[k - 1] + a * (theta - x[k]);
    }
    DivideByTotal(out.first(x.size()));
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_MODELS_GENERALIZED_PARTIAL_CREDIT_H_
