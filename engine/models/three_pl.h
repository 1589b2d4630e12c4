#ifndef ADAPTEST_ENGINE_MODELS_THREE_PL_H_
#define ADAPTEST_ENGINE_MODELS_THREE_PL_H_

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/math/logistic.h"
#include "engine/models/parameter.h"

namespace adaptest {

// Three-parameter logistic model (Birnbaum, 1968):
//
//   P(X = 1 | theta) = c + (1 - c) / (1 + exp(-a (theta - b)))
//
//   theta  ability, in standard deviations of the reference population
//   a      discrimination, a > 0, per unit of theta (logistic metric, no 1.7)
//   b      difficulty, on the theta scale
//   c      lower asymptote, 0 <= c < 1
//
// Properties:
//   (1) P increases in theta from c towards 1, and is (1 + c) / 2 at theta = b;
//   (2) information is a^2 (Q / P) ((P - c) / (1 - c))^2;
//   (3) log P(X = k) is finite in both tails.
struct ThreePl {
  static constexpr absl::string_view kName = "3pl";
  static constexpr ParameterRange kParameters[] = {kDiscrimination, kDifficulty,
                                                   kLowerAsymptote};

  template <class P, class T>
  static void LogProbabilities(absl::Span<const P> x, const T& theta,
                               absl::Span<T> out) {
    const P& a = x[0];
    const P& b = x[1];
    const P& c = x[2];
    const T z = a * (theta - b);
    const P height = 1.0 - c;
    out[0] = log(height) + LogLogistic(T(-z));
    out[1] = LogRaisedLogistic(c, height, z);
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_MODELS_THREE_PL_H_
