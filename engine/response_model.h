#ifndef ADAPTEST_ENGINE_RESPONSE_MODEL_H_
#define ADAPTEST_ENGINE_RESPONSE_MODEL_H_

#include <string>
#include <variant>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/models/four_pl.h"
#include "engine/models/one_pl.h"
#include "engine/models/parameter.h"
#include "engine/models/rasch.h"
#include "engine/models/three_pl.h"
#include "engine/models/two_pl.h"

namespace adaptest {

// The family of response models. To add one: a file in engine/models/, its
// name here.
using ResponseModel = std::variant<Rasch, OnePl, TwoPl, ThreePl, FourPl>;

// The most categories and parameters that an item of any model may have.
inline constexpr int kMaxCategories = 2;
inline constexpr int kMaxParameters = 4;

absl::StatusOr<ResponseModel> ResponseModelByName(absl::string_view name);

// "rasch, 1pl, ..." for messages.
std::string ResponseModelNames();

absl::string_view NameOf(const ResponseModel& model);
int NumCategories(const ResponseModel& model);
absl::Span<const ParameterRange> ParametersOf(const ResponseModel& model);

// Checks number and range of an item's parameters, and c < d.
absl::Status ValidateParameters(const ResponseModel& model,
                                absl::Span<const double> parameters);

// out[k] = log P(X = k | theta) for each category k; out has NumCategories
// elements. T is double or a Dual: parameters and theta alike may vary.
template <class T>
void LogProbabilities(const ResponseModel& model, absl::Span<const T> x,
                      const T& theta, absl::Span<T> out) {
  std::visit(
      [&](auto m) { decltype(m)::template LogProbabilities<T>(x, theta, out); },
      model);
}

// Fisher information about theta in one answer, and its parts:
//   I(theta) = sum over k of P_k (d log P_k / d theta)^2.
// Positive and finite in both tails.
double Information(const ResponseModel& model,
                   absl::Span<const double> parameters, double theta);

// P(X = 1 | theta) of a dichotomous item.
double ProbabilityRight(const ResponseModel& model,
                        absl::Span<const double> parameters, double theta);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_RESPONSE_MODEL_H_
