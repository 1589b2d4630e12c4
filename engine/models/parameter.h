#ifndef ADAPTEST_ENGINE_MODELS_PARAMETER_H_
#define ADAPTEST_ENGINE_MODELS_PARAMETER_H_

#include "absl/strings/string_view.h"

namespace adaptest {

// One item parameter of a response model: its name in files and messages, and
// the closed interval of the values allowed.
struct ParameterRange {
  absl::string_view name;
  absl::string_view meaning;
  double lower;
  double upper;
};

// The ranges are generous: they keep every computation finite on any theta
// grid, and refuse what can only be a mistake.
inline constexpr ParameterRange kDiscrimination = {"a", "discrimination", 1e-3,
                                                   20};
inline constexpr ParameterRange kDifficulty = {"b", "difficulty", -50, 50};
inline constexpr ParameterRange kLowerAsymptote = {"c", "lower asymptote", 0,
                                                   0.99};
inline constexpr ParameterRange kUpperAsymptote = {"d", "upper asymptote", 0.01,
                                                   1};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_MODELS_PARAMETER_H_
