#ifndef ADAPTEST_ENGINE_MODELS_FOUR_PL_H_
#define ADAPTEST_ENGINE_MODELS_FOUR_PL_H_

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/math/logistic.h"
#include "engine/models/parameter.h"

namespace adaptest {

// Four-parameter logistic model (Barton & Lord, 1981):
//
//   P(X = 1 | theta) = c + (d - c) / (1 + exp(-a (theta - b)))
//
//   theta  ability, in standard deviations of the reference population
//   a      discrimination, a > 0, per unit of theta (logistic metric, no 1.7)
//   b      difficulty, on the theta scale
//   c      lower asymptote, 0 <= c < d
//   d      upper asymptote, c < d <= 1
//
// Properties:
//   (1) P increases in theta from c towards d, and is (c + d) / 2 at theta = b;
//   (2) log P(X = k) is finite in both tails.
struct FourPl {
  static constexpr absl::string_view kName = "4pl";
  static constexpr ParameterRange kParameters[] = {
      kDiscrimination, kDifficulty, kLowerAsymptote, kUpperAsymptote};

  static absl::Status ValidateJointly(absl::Span<const double> x) {
    if (x[2] < x[3]) return absl::OkStatus();
    return absl::InvalidArgumentError(
        absl::StrCat("lower asymptote c = ", x[2],
                     " is not below the upper asymptote d = ", x[3]));
  }

  template <class P, class T>
  static void LogProbabilities(absl::Span<const P> x, const T& theta,
                               absl::Span<T> out) {
    const P& a = x[0];
    const P& b = x[1];
    const P& c = x[2];
    const P& d = x[3];
    const T z = a * (theta - b);
    const P height = d - c;
    out[0] = LogRaisedLogistic(P(1.0 - d), height, T(-z));
    out[1] = LogRaisedLogistic(c, height, z);
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_MODELS_FOUR_PL_H_
