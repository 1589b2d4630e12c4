#ifndef ADAPTEST_ENGINE_MODELS_PARTIAL_CREDIT_H_
#define ADAPTEST_ENGINE_MODELS_PARTIAL_CREDIT_H_

#include <array>
#include <cstddef>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/math/divide_by_total.h"
#include "engine/models/parameter.h"

namespace adaptest {

// Partial credit model (Masters, 1982), for categories 0 ... m: the generalized
// partial credit model with a = 1, theta in logits,
//
//   P(X = k | theta) proportional to exp(sum over v <= k of (theta - b_v))
//
//   theta  ability, in logits
//   b_v    step from category v - 1 to v, on the theta scale, in any order
//
// Properties:
//   (1) P(X = k) = P(X = k - 1) at theta = b_k;
//   (2) information is the variance of X;
//   (3) with one step it is the Rasch model;
//   (4) log P(X = k) is finite and information positive in both tails.
struct PartialCredit {
  static constexpr absl::string_view kName = "pcm";
  static constexpr std::array<ParameterRange, 0> kParameters = {};
  static constexpr ParameterRange kStepParameters[] = {kStep};

  template <class P, class T>
  static void LogProbabilities(absl::Span<const P> x, const T& theta,
                               absl::Span<T> out) {
    out[0] = T(0.0);
    for (size_t k = 1; k <= x.size(); ++k) {
      out[k] = out[k - 1] + (theta - x[k - 1]);
    }
    DivideByTotal(out.first(x.size() + 1));
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_MODELS_PARTIAL_CREDIT_H_
