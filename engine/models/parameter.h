#ifndef ADAPTEST_ENGINE_MODELS_PARAMETER_H_
#define ADAPTEST_ENGINE_MODELS_PARAMETER_H_

#include "absl/strings/string_view.h"

namespace adaptest {

// One item parameter of a response model: its name in files and messages, and
// the closed interval of the values allowed.
//
// A model lists the parameters of an item in kParameters. A polytomous model
// also lists in kStepParameters those of each step from one category to the
// next. They follow the others, letter by letter, numbered by their step:
// a, b1 ... bm, or a1 ... am, c1 ... cm for m steps and m + 1 categories.
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
inline constexpr ParameterRange kBoundary = {"b", "boundary", -50, 50};
inline constexpr ParameterRange kStep = {"b", "step", -50, 50};
inline constexpr ParameterRange kCategorySlope = {"a", "slope", -50, 50};
inline constexpr ParameterRange kCategoryIntercept = {"c", "intercept", -500,
                                                      500};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_MODELS_PARAMETER_H_
