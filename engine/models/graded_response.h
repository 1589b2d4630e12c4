#ifndef ADAPTEST_ENGINE_MODELS_GRADED_RESPONSE_H_
#define ADAPTEST_ENGINE_MODELS_GRADED_RESPONSE_H_

#include <cstddef>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/math/logistic.h"
#include "engine/models/parameter.h"

namespace adaptest {

// Graded response model (Samejima, 1969), for categories 0 ... m:
//
//   P(X >= k | theta) = L(a (theta - b_k)),  L(z) = 1 / (1 + exp(-z))
//
//   theta  ability, in standard deviations of the reference population
//   a      discrimination, a > 0, per unit of theta (logistic metric, no 1.7)
//   b_k    boundary below category k, on the theta scale; b_1 < ... < b_m
//
// The difference of two boundary curves is taken as a product, with
// z_k = a (theta - b_k),
//
//   P(X = k) = L(z_k) L(-z_k+1) (1 - exp(-a (b_k+1 - b_k)))
//
// Properties:
//   (1) P(X >= k) is 1/2 at theta = b_k;
//   (2) with one boundary it is the two-parameter model;
//   (3) log P(X = k) is finite and information positive in both tails: the
//       product subtracts no two numbers that depend on theta.
struct GradedResponse {
  static constexpr absl::string_view kName = "grm";
  static constexpr ParameterRange kParameters[] = {kDiscrimination};
  static constexpr ParameterRange kStepParameters[] = {kBoundary};

  // Boundaries closer than this are refused: the category between them would
  // have no answers.
  static constexpr double kMinGap = 1e-6;

  static absl::Status ValidateJointly(absl::Span<const double> x) {
    for (size_t k = 2; k < x.size(); ++k) {
      if (x[k] - x[k - 1] >= kMinGap) continue;
      return absl::InvalidArgumentError(absl::StrCat(
          "boundary b", k, " = ", x[k], " is not above b", k - 1, " = ",
          x[k - 1], "; boundaries ascend by at least ", kMinGap));
    }
    return absl::OkStatus();
  }

  template <class P, class T>
  static void LogProbabilities(absl::Span<const P> x, const T& theta,
                               absl::Span<T> out) {
    const P& a = x[0];
    const size_t steps = x.size() - 1;
    out[0] = T(0.0);
    for (size_t k = 1; k <= steps; ++k) {
      const T z = a * (theta - x[k]);
      out[k - 1] = out[k - 1] + LogLogistic(T(-z));
      out[k] = LogLogistic(z);
      if (k == steps) break;
      out[k] = out[k] + LogOneMinusExp(P(a * (x[k] - x[k + 1])));
    }
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_MODELS_GRADED_RESPONSE_H_
