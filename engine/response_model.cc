#include "engine/response_model.h"

#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/math/dual.h"

namespace adaptest {
namespace {

template <size_t... I>
std::array<ResponseModel, sizeof...(I)> AllModels(std::index_sequence<I...>) {
  return {ResponseModel(std::in_place_index<I>)...};
}

const auto& Models() {
  static constexpr size_t kCount = std::variant_size_v<ResponseModel>;
  static const auto& models =
      *new std::array(AllModels(std::make_index_sequence<kCount>()));
  return models;
}

}  // namespace

absl::StatusOr<ResponseModel> ResponseModelByName(absl::string_view name) {
  for (const ResponseModel& model : Models()) {
    if (NameOf(model) == name) return model;
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "model \"", name, "\" is unknown; allowed: ", ResponseModelNames()));
}

std::string ResponseModelNames() {
  return absl::StrJoin(Models(), ", ",
                       [](std::string* out, const ResponseModel& model) {
                         absl::StrAppend(out, NameOf(model));
                       });
}

absl::string_view NameOf(const ResponseModel& model) {
  return std::visit([](auto m) { return decltype(m)::kName; }, model);
}

int NumCategories(const ResponseModel& model) {
  return std::visit([](auto m) { return decltype(m)::kNumCategories; }, model);
}

absl::Span<const ParameterRange> ParametersOf(const ResponseModel& model) {
  return std::visit(
      [](auto m) {
        return absl::Span<const ParameterRange>(decltype(m)::kParameters);
      },
      model);
}

absl::Status ValidateParameters(const ResponseModel& model,
                                absl::Span<const double> parameters) {
  const absl::Span<const ParameterRange> ranges = ParametersOf(model);
  if (parameters.size() != ranges.size()) {
    return absl::InvalidArgumentError(
        absl::StrCat("model ", NameOf(model), " has ", ranges.size(),
                     " parameters, not ", parameters.size()));
  }
  for (size_t i = 0; i < ranges.size(); ++i) {
    const ParameterRange& range = ranges[i];
    // Written so that NaN is refused as well.
    if (parameters[i] >= range.lower && parameters[i] <= range.upper) continue;
    return absl::InvalidArgumentError(
        absl::StrCat(range.meaning, " ", range.name, " = ", parameters[i],
                     " is outside [", range.lower, ", ", range.upper, "]"));
  }
  if (ranges.size() == 4 && parameters[2] >= parameters[3]) {
    return absl::InvalidArgumentError(
        absl::StrCat("lower asymptote c = ", parameters[2],
                     " is not below the upper asymptote d = ", parameters[3]));
  }
  return absl::OkStatus();
}

double Information(const ResponseModel& model,
                   absl::Span<const double> parameters, double theta) {
  using Slope = Dual<1>;
  std::array<Slope, kMaxParameters> x;
  for (size_t i = 0; i < parameters.size(); ++i) x[i] = Slope(parameters[i]);
  std::array<Slope, kMaxCategories> log_p;
  LogProbabilities<Slope>(model, absl::MakeConstSpan(x), Slope(theta, 0),
                          absl::MakeSpan(log_p));
  double information = 0;
  for (int k = 0; k < NumCategories(model); ++k) {
    const double slope = log_p[k].slope[0];
    information += std::exp(log_p[k].value) * slope * slope;
  }
  return information;
}

double ProbabilityRight(const ResponseModel& model,
                        absl::Span<const double> parameters, double theta) {
  std::array<double, kMaxCategories> log_p;
  LogProbabilities<double>(model, parameters, theta, absl::MakeSpan(log_p));
  return std::exp(log_p[1]);
}

}  // namespace adaptest
