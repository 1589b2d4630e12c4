#include "calibration/calibrate.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "calibration/calibrator.h"
#include "calibration/person_groups.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

constexpr double kMaxTolerance = 0.1;
constexpr int kMaxThreads = 256;

absl::Status CheckData(const ResponseData& data) {
  if (data.num_items() == 0) {
    return absl::InvalidArgumentError("the responses have no items");
  }
  if (SumOf(data.ranks(), data.num_persons()) == 0) {
    return absl::InvalidArgumentError("the responses have no persons");
  }
  return absl::OkStatus();
}

absl::Status CheckResume(const ResponseData& data,
                         const FreeParameters& parameters,
                         const CalibrationOptions& options) {
  if (!options.resume) return absl::OkStatus();
  if (options.resume->fingerprint == FingerprintOf(data, parameters) &&
      static_cast<int>(options.resume->x.size()) == parameters.size()) {
    return absl::OkStatus();
  }
  return absl::FailedPreconditionError(
      "the checkpoint is of another fit: the responses, the models or what is "
      "fixed differ");
}

// Items to fit. An anchor is in whatever its answers are.
std::vector<bool> Included(const ResponseData& data,
                           const std::vector<Item>& anchors,
                           std::vector<ItemState>& states) {
  std::set<absl::string_view> fixed;
  for (const Item& item : anchors) fixed.insert(item.id);
  std::vector<bool> included;
  for (int i = 0; i < data.num_items(); ++i) {
    if (fixed.count(data.item_ids[i]) > 0) {
      states[i].is_fitted = true;
      states[i].few_answers = 0;
    }
    included.push_back(states[i].is_fitted);
  }
  return included;
}

}  // namespace

double Calibration::Bic() const {
  return num_parameters * std::log(num_persons) - 2 * log_likelihood;
}

std::string Calibration::Distrust() const {
  if (stopped) {
    return absl::StrFormat("the fit was interrupted after %d iterations",
                           iterations);
  }
  if (!converged) {
    return absl::StrFormat(
        "the fit did not converge in %d iterations: max_step = %.3g, tolerance "
        "= %.3g%s",
        iterations, max_step, options.tolerance,
        max_step <= options.tolerance ? "; not at a maximum" : "");
  }
  if (!identified) {
    return absl::StrCat("the responses do not identify the parameters: ",
                        standard_errors);
  }
  const bool all_few = std::all_of(
      item_states.begin(), item_states.end(), [](const ItemState& state) {
        return !state.is_fitted || state.few_answers > 0;
      });
  if (!all_few) return "";
  return absl::StrFormat(
      "every item has too few answers to be trusted: fewer than %d, or than %d "
      "for each of its parameters without a prior",
      ItemState::kFewAnswers, ItemState::kFewPerParameter);
}

absl::Status CheckOptions(const CalibrationOptions& options) {
  if (!(options.tolerance > 0 && options.tolerance <= kMaxTolerance)) {
    return absl::InvalidArgumentError(
        absl::StrCat("tolerance = ", options.tolerance, " is outside (0, ",
                     kMaxTolerance, "]"));
  }
  if (options.max_iterations < 1) {
    return absl::InvalidArgumentError(absl::StrCat(
        "max-iterations = ", options.max_iterations, " is less than 1"));
  }
  if (options.threads < 1 || options.threads > kMaxThreads) {
    return absl::InvalidArgumentError(absl::StrCat(
        "threads = ", options.threads, " is outside [1, ", kMaxThreads, "]"));
  }
  return ThetaGrid::Make(options.nodes, -options.range, options.range).status();
}

void CarryContents(const std::vector<Item>& from, std::vector<Item>& to) {
  std::map<absl::string_view, const Item*> by_id;
  for (const Item& item : from) by_id[item.id] = &item;
  for (Item& item : to) {
    const auto found = by_id.find(item.id);
    if (found == by_id.end()) continue;
    item.status = found->second->status;
    item.enemy_group = found->second->enemy_group;
    item.item_set = found->second->item_set;
    item.expected_seconds = found->second->expected_seconds;
    item.response_time = found->second->response_time;
    item.attributes.insert(found->second->attributes.begin(),
                           found->second->attributes.end());
  }
}

absl::StatusOr<Calibration> Calibrate(const ResponseData& data,
                                      const CalibrationOptions& options) {
  RETURN_IF_ERROR(CheckOptions(options));
  RETURN_IF_ERROR(CheckData(data));
  RETURN_IF_ERROR(options.priors.CheckAllUsed(data.models));
  ASSIGN_OR_RETURN(
      const ThetaGrid grid,
      ThetaGrid::Make(options.nodes, -options.range, options.range));
  const PersonGroups groups = options.by_group
                                  ? PersonGroups::Of(data)
                                  : PersonGroups(data.num_persons());
  std::vector<ItemState> states = FindItemStates(data, options.priors);
  const ParameterChoice choice{
      options.priors, options.fixed, options.constraints,
      Included(data, options.fixed, states), options.histogram};
  if (std::none_of(states.begin(), states.end(),
                   [](const ItemState& state) { return state.is_fitted; })) {
    return absl::FailedPreconditionError(absl::StrCat(
        "nothing can be estimated: each of the ", data.num_items(),
        " items has no answers, or all of them right, or all wrong"));
  }
  ASSIGN_OR_RETURN(FreeParameters parameters,
                   FreeParameters::Make(data, groups, choice));
  RETURN_IF_ERROR(CheckResume(data, parameters, options));
  return Calibrator(data, options, grid, groups, std::move(parameters))
      .Run(std::move(states));
}

}  // namespace adaptest
