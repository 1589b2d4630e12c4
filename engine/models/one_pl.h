#ifndef ADAPTEST_ENGINE_MODELS_ONE_PL_H_
#define ADAPTEST_ENGINE_MODELS_ONE_PL_H_

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/models/parameter.h"
#include "engine/models/two_pl.h"

namespace adaptest {

// One-parameter logistic model (Rasch, 1960): the two-parameter model with one
// discrimination common to all items, which calibration estimates (latent
// standard deviation 1). Each item carries the common value, so that it can be
// scored on its own.
struct OnePl {
  static constexpr absl::string_view kName = "1pl";
  static constexpr ParameterRange kParameters[] = {kDiscrimination,
                                                   kDifficulty};

  template <class P, class T>
  static void LogProbabilities(absl::Span<const P> x, const T& theta,
                               absl::Span<T> out) {
    TwoPl::LogProbabilities<P, T>(x, theta, out);
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_MODELS_ONE_PL_H_
