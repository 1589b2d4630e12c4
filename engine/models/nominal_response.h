#ifndef ADAPTEST_ENGINE_MODELS_NOMINAL_RESPONSE_H_
#define ADAPTEST_ENGINE_MODELS_NOMINAL_RESPONSE_H_

#include <algorithm>
#include <array>
#include <cstddef>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/math/divide_by_total.h"
#include "engine/models/parameter.h"

namespace adaptest {

// Nominal response model (Bock, 1972), for categories 0 ... m in no order:
//
//   P(X = k | theta) proportional to exp(a_k theta + c_k),  a_0 = c_0 = 0
//
//   theta  ability, in standard deviations of the reference population
//   a_k    slope of category k against category 0, per unit of theta, of any
//          sign; not all 0
//   c_k    intercept of category k against category 0
//
// Properties:
//   (1) log(P(X = k) / P(X = 0)) is linear in theta;
//   (2) information is the variance of a_X;
//   (3) log P(X = k) is finite and information positive in both tails.
struct NominalResponse {
  static constexpr absl::string_view kName = "nrm";
  static constexpr std::array<ParameterRange, 0> kParameters = {};
  static constexpr ParameterRange kStepParameters[] = {kCategorySlope,
                                                       kCategoryIntercept};

  static absl::Status ValidateJointly(absl::Span<const double> x) {
    const auto slopes = x.first(x.size() / 2);
    if (std::any_of(slopes.begin(), slopes.end(),
                    [](double a) { return a != 0; })) {
      return absl::OkStatus();
    }
    return absl::InvalidArgumentError(
        "every slope a1, a2 ... is 0; one at least differs from 0");
  }

  template <class P, class T>
  static void LogProbabilities(absl::Span<const P> x, const T& theta,
                               absl::Span<T> out) {
    const size_t steps = x.size() / 2;
    out[0] = T(0.0);
    for (size_t k = 1; k <= steps; ++k) {
      out[k] = x[k - 1] * theta + x[steps + k - 1];
    }
    DivideByTotal(out.first(steps + 1));
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_MODELS_NOMINAL_RESPONSE_H_
