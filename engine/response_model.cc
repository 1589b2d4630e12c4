#include "engine/response_model.h"

#include <array>
#include <cmath>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/math/dual.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

constexpr int kMaxSteps = kMaxCategories - 1;

// The names of parameters that are numbered by their step.
constexpr absl::string_view kStepNames[][kMaxSteps] = {
    {"a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8", "a9", "a10", "a11", "a12",
     "a13", "a14", "a15"},
    {"b1", "b2", "b3", "b4", "b5", "b6", "b7", "b8", "b9", "b10", "b11", "b12",
     "b13", "b14", "b15"},
    {"c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9", "c10", "c11", "c12",
     "c13", "c14", "c15"}};

template <class Model>
constexpr bool kIsPolytomous = requires {
  Model::kStepParameters;
};

// The steps of an item with so many parameters, or 0 where none has.
template <class Model>
int NumSteps(size_t num_parameters) {
  constexpr size_t kShared = std::size(Model::kParameters);
  if constexpr (kIsPolytomous<Model>) {
    constexpr size_t kEach = std::size(Model::kStepParameters);
    if (num_parameters < kShared) return 0;
    const size_t steps = (num_parameters - kShared) / kEach;
    return steps * kEach + kShared == num_parameters && steps <= kMaxSteps
               ? static_cast<int>(steps)
               : 0;
  }
  return num_parameters == kShared ? 1 : 0;
}

template <class Model>
absl::Status CountError(size_t num_parameters) {
  constexpr size_t kShared = std::size(Model::kParameters);
  if constexpr (kIsPolytomous<Model>) {
    constexpr size_t kEach = std::size(Model::kStepParameters);
    return absl::InvalidArgumentError(
        absl::StrCat("model ", Model::kName, " has ", kShared + kEach, " to ",
                     kShared + kEach * kMaxSteps, " parameters, ", kEach,
                     kShared > 0 ? " a step and " : " a step",
                     kShared > 0 ? absl::StrCat(kShared, " more") : "",
                     ", not ", num_parameters));
  }
  return absl::InvalidArgumentError(
      absl::StrCat("model ", Model::kName, " has ", kShared,
                   " parameters, not ", num_parameters));
}

absl::Status ValidateRange(const ParameterRange& range, double value) {
  // Written so that NaN is refused as well.
  if (value >= range.lower && value <= range.upper) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(range.meaning, " ", range.name, " = ", value,
                   " is outside [", range.lower, ", ", range.upper, "]"));
}

template <class Model>
absl::Status Validate(absl::Span<const double> x) {
  const int steps = NumSteps<Model>(x.size());
  if (steps == 0) return CountError<Model>(x.size());
  const std::vector<ParameterRange> ranges = ParametersOf(Model(), steps + 1);
  for (size_t i = 0; i < ranges.size(); ++i) {
    RETURN_IF_ERROR(ValidateRange(ranges[i], x[i]));
  }
  if constexpr (requires { Model::ValidateJointly(x); }) {
    return Model::ValidateJointly(x);
  } else {
    return absl::OkStatus();
  }
}

// Of two categories, P_0 s_0 + P_1 s_1 = 0 for the slopes s of log P, and so
// the information is -s_0 s_1: no probability is needed.
template <class Model>
double ExactInformation(absl::Span<const double> x, double theta) {
  using Slope = Dual<1>;
  std::array<Slope, kIsPolytomous<Model> ? kMaxCategories : 2> log_p;
  Model::template LogProbabilities<double, Slope>(x, Slope(theta, 0),
                                                  absl::MakeSpan(log_p));
  const int steps = NumSteps<Model>(x.size());
  if (steps == 1) return -log_p[0].slope[0] * log_p[1].slope[0];
  double information = 0;
  for (int k = 0; k <= steps; ++k) {
    const double slope = log_p[k].slope[0];
    information += std::exp(log_p[k].value) * slope * slope;
  }
  return information;
}

template <size_t... I>
std::array<ResponseModel, sizeof...(I)> Models(std::index_sequence<I...>) {
  return {ResponseModel(std::in_place_index<I>)...};
}

}  // namespace

absl::Span<const ResponseModel> AllResponseModels() {
  static constexpr size_t kCount = std::variant_size_v<ResponseModel>;
  static const auto& models =
      *new std::array(Models(std::make_index_sequence<kCount>()));
  return models;
}

absl::StatusOr<ResponseModel> ResponseModelByName(absl::string_view name) {
  for (const ResponseModel& model : AllResponseModels()) {
    if (NameOf(model) == name) return model;
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "model \"", name, "\" is unknown; allowed: ", ResponseModelNames()));
}

std::string ResponseModelNames() {
  return absl::StrJoin(AllResponseModels(), ", ",
                       [](std::string* out, const ResponseModel& model) {
                         absl::StrAppend(out, NameOf(model));
                       });
}

absl::string_view NameOf(const ResponseModel& model) {
  return std::visit([](auto m) { return decltype(m)::kName; }, model);
}

bool IsPolytomous(const ResponseModel& model) {
  return std::visit([](auto m) { return kIsPolytomous<decltype(m)>; }, model);
}

int NumCategories(const ResponseModel& model, size_t num_parameters) {
  if (!IsPolytomous(model)) return 2;
  const int steps = std::visit(
      [&](auto m) { return NumSteps<decltype(m)>(num_parameters); }, model);
  return steps > 0 ? steps + 1 : 0;
}

std::vector<ParameterRange> ParametersOf(const ResponseModel& model,
                                         int num_categories) {
  return std::visit(
      [&](auto m) {
        using Model = decltype(m);
        std::vector<ParameterRange> ranges(std::begin(Model::kParameters),
                                           std::end(Model::kParameters));
        if constexpr (kIsPolytomous<Model>) {
          for (const ParameterRange& each : Model::kStepParameters) {
            const auto* names = kStepNames[each.name[0] - 'a'];
            for (int k = 0; k + 1 < num_categories; ++k) {
              ranges.push_back(each);
              ranges.back().name = names[k];
            }
          }
        }
        return ranges;
      },
      model);
}

absl::Status ValidateParameters(const ResponseModel& model,
                                absl::Span<const double> parameters) {
  return std::visit([&](auto m) { return Validate<decltype(m)>(parameters); },
                    model);
}

double Information(const ResponseModel& model,
                   absl::Span<const double> parameters, double theta) {
  return std::visit(
      [&](auto m) { return ExactInformation<decltype(m)>(parameters, theta); },
      model);
}

int DrawCategory(const ResponseModel& model,
                 absl::Span<const double> parameters, double theta,
                 double uniform) {
  std::array<double, kMaxCategories> log_p;
  LogProbabilities<double>(model, parameters, theta, absl::MakeSpan(log_p));
  double at_least = 0;
  for (int k = NumCategories(model, parameters.size()) - 1; k > 0; --k) {
    at_least += std::exp(log_p[k]);
    if (uniform < at_least) return k;
  }
  return 0;
}

double ProbabilityRight(const ResponseModel& model,
                        absl::Span<const double> parameters, double theta) {
  std::array<double, kMaxCategories> log_p;
  LogProbabilities<double>(model, parameters, theta, absl::MakeSpan(log_p));
  return std::exp(log_p[1]);
}

}  // namespace adaptest
