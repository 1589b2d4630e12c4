#ifndef ADAPTEST_ENGINE_MODELS_FOUR_PL_H_
#define ADAPTEST_ENGINE_MODELS_FOUR_PL_H_

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/math/logistic.h"
#include "engine/models/parameter.h"
#include "engine/models/two_pl.h"

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
//   (2) log P(X = k) is finite in both tails: each category is its asymptote
//       mixed with the two-parameter curve, summed in the log domain.
struct FourPl {
  static constexpr absl::string_view kName = "4pl";
  static constexpr int kNumCategories = 2;
  static constexpr ParameterRange kParameters[] = {
      kDiscrimination, kDifficulty, kLowerAsymptote, kUpperAsymptote};

  template <class T>
  static void LogProbabilities(absl::Span<const T> x, const T& theta,
                               absl::Span<T> out) {
    const T& c = x[2];
    const T& d = x[3];
    TwoPl::LogProbabilities<T>(x, theta, out);
    const T height = log(d - c);
    out[0] = LogPlus<T>(height + out[0], 1.0 - d);
    out[1] = LogPlus<T>(height + out[1], c);
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_MODELS_FOUR_PL_H_
