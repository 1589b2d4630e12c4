#ifndef ADAPTEST_ENGINE_MODELS_RASCH_H_
#define ADAPTEST_ENGINE_MODELS_RASCH_H_

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/models/parameter.h"
#include "engine/models/two_pl.h"

namespace adaptest {

// Rasch model (Rasch, 1960): the two-parameter model with a = 1, theta in
// logits. Calibration estimates the latent standard deviation instead of a.
struct Rasch {
  static constexpr absl::string_view kName = "rasch";
  static constexpr ParameterRange kUnitDiscrimination = {"a", "discrimination",
                                                         1, 1};
  static constexpr ParameterRange kParameters[] = {kUnitDiscrimination,
                                                   kDifficulty};

  template <class P, class T>
  static void LogProbabilities(absl::Span<const P> x, const T& theta,
                               absl::Span<T> out) {
    TwoPl::LogProbabilities<P, T>(x, theta, out);
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_MODELS_RASCH_H_
