#ifndef ADAPTEST_ENGINE_RESPONSE_MODEL_H_
#define ADAPTEST_ENGINE_RESPONSE_MODEL_H_

#include <string>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/models/four_pl.h"
#include "engine/models/generalized_partial_credit.h"
#include "engine/models/graded_response.h"
#include "engine/models/nominal_response.h"
#include "engine/models/one_pl.h"
#include "engine/models/parameter.h"
#include "engine/models/partial_credit.h"
#include "engine/models/rasch.h"
#include "engine/models/three_pl.h"
#include "engine/models/two_pl.h"

namespace adaptest {

// The family of response models. To add one: a file in engine/models/, its
// name here.
using ResponseModel =
    std::variant<Rasch, OnePl, TwoPl, ThreePl, FourPl, GradedResponse,
                 GeneralizedPartialCredit, PartialCredit, NominalResponse>;

// The most categories and parameters that an item of any model may have.
inline constexpr int kMaxCategories = 16;
inline constexpr int kMaxParameters = 2 * (kMaxCategories - 1);

// All of them, in the order of the family.
absl::Span<const ResponseModel> AllResponseModels();

absl::StatusOr<ResponseModel> ResponseModelByName(absl::string_view name);

// "rasch, 1pl, ..." for messages.
std::string ResponseModelNames();

absl::string_view NameOf(const ResponseModel& model);

// Whether items of the model may have more than the categories 0 and 1.
bool IsPolytomous(const ResponseModel& model);

// Of an item with so many parameters; 2 where the model is dichotomous. 0 where
// no item of a polytomous model has so many.
int NumCategories(const ResponseModel& model, size_t num_parameters);

// The parameters of an item with so many categories, in their order; 2 to
// kMaxCategories, of a dichotomous model always 2.
std::vector<ParameterRange> ParametersOf(const ResponseModel& model,
                                         int num_categories);

// Checks number and range of an item's parameters, and what must hold between
// them: c < d; boundaries that ascend; slopes that are not all 0.
absl::Status ValidateParameters(const ResponseModel& model,
                                absl::Span<const double> parameters);

// out[k] = log P(X = k | theta) for each category k; out has NumCategories
// elements or more, x exactly the parameters of the item. P, the scalar of the
// parameters, and T, that of theta and the result, are double or a Dual; P is
// double or the same as T.
template <class P, class T>
void LogProbabilities(const ResponseModel& model, absl::Span<const P> x,
                      const T& theta, absl::Span<T> out) {
  std::visit(
      [&](auto m) {
        decltype(m)::template LogProbabilities<P, T>(x, theta, out);
      },
      model);
}

// Fisher information about theta in one answer, and its parts:
//   I(theta) = sum over k of P_k (d log P_k / d theta)^2.
// Positive and finite in both tails.
double Information(const ResponseModel& model,
                   absl::Span<const double> parameters, double theta);

// The largest category k with uniform < P(X >= k | theta): a random answer
// where `uniform` is uniform on [0, 1).
int DrawCategory(const ResponseModel& model,
                 absl::Span<const double> parameters, double theta,
                 double uniform);

// P(X = 1 | theta) of a dichotomous item.
double ProbabilityRight(const ResponseModel& model,
                        absl::Span<const double> parameters, double theta);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_RESPONSE_MODEL_H_
