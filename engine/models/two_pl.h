#ifndef ADAPTEST_ENGINE_MODELS_TWO_PL_H_
#define ADAPTEST_ENGINE_MODELS_TWO_PL_H_

#include <tuple>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/math/logistic.h"
#include "engine/models/parameter.h"

namespace adaptest {

// Two-parameter logistic model (Birnbaum, 1968):
//
//   P(X = 1 | theta) = 1 / (1 + exp(-a (theta - b)))
//
//   theta  ability, in standard deviations of the reference population
//   a      discrimination, a > 0, per unit of theta (logistic metric, no 1.7)
//   b      difficulty, on the theta scale
//
// Properties:
//   (1) P increases in theta from 0 towards 1, and is 1/2 at theta = b;
//   (2) information is a^2 P (1 - P);
//   (3) log P(X = k) is finite in both tails.
struct TwoPl {
  static constexpr absl::string_view kName = "2pl";
  static constexpr ParameterRange kParameters[] = {kDiscrimination,
                                                   kDifficulty};

  template <class P, class T>
  static void LogProbabilities(absl::Span<const P> x, const T& theta,
                               absl::Span<T> out) {
    const P& a = x[0];
    const P& b = x[1];
    const T z = a * (theta - b);
    std::tie(out[0], out[1]) = LogLogistics(z);
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_MODELS_TWO_PL_H_
