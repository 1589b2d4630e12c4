#include "calibration/calibrate.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "calibration/calibrated_models.h"
#include "calibration/item_states.h"
#include "calibration/person_estimates.h"
#include "engine/random.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

// The spread of a random start: log a, b, and the logits of c and d.
constexpr double kStartSpread = 0.4;
constexpr double kMaxTolerance = 0.1;
constexpr int kMaxThreads = 256;

absl::Status CheckData(const ResponseData& data) {
  if (data.num_items() == 0) {
    return absl::InvalidArgumentError("the responses have no items");
  }
  if (data.num_persons() == 0) {
    return absl::InvalidArgumentError("the responses have no persons");
  }
  for (const ResponseModel& model : data.models) {
    RETURN_IF_ERROR(CheckCalibrated(model));
  }
  return absl::OkStatus();
}

void ReadStart(const std::vector<Item>& start, const ResponseData& data,
               const FreeParameters& parameters, std::vector<double>& x) {
  std::map<std::string, const Item*> by_id;
  for (const Item& item : start) by_id[item.id] = &item;
  for (const ItemLayout& layout : parameters.items) {
    const auto found = by_id.find(data.item_ids[layout.item]);
    if (found == by_id.end() || found->second->parameters.empty()) continue;
    const auto ranges =
        ParametersOf(found->second->model, NumCategories(*found->second));
    for (int f = 0; f < layout.num_own; ++f) {
      const FreeParameter& p = parameters.parameters[layout.index[f]];
      for (size_t i = 0; i < ranges.size(); ++i) {
        if (ranges[i].name != p.name) continue;
        x[layout.index[f]] =
            std::clamp(found->second->parameters[i], p.lower, p.upper);
      }
    }
  }
}

void Perturb(uint64_t seed, const FreeParameters& parameters,
             std::vector<double>& x) {
  if (seed == 0) return;
  Random random(seed);
  for (int j = 0; j < parameters.size(); ++j) {
    const FreeParameter& p = parameters.parameters[j];
    const double shift = kStartSpread * random.Normal();
    if (p.name == "b") {
      x[j] += shift;
    } else if (p.name == "c" || p.name == "d") {
      const double logit = std::log(x[j] / (1 - x[j])) + shift;
      if (std::isfinite(logit)) x[j] = 1 / (1 + std::exp(-logit));
    } else {
      x[j] *= std::exp(shift);
    }
    x[j] = std::clamp(x[j], p.lower, p.upper);
  }
}

// Runs one fit and collects what is to be reported.
class Calibrator {
 public:
  Calibrator(const ResponseData& data, const CalibrationOptions& options,
             const ThetaGrid& grid, std::vector<ItemState> states)
      : data_(data),
        options_(options),
        nodes_(grid),
        parameters_(data, options.priors, Included(states)),
        expectation_(data, nodes_, options.threads),
        posterior_(parameters_, expectation_) {
    result_.item_states = std::move(states);
    result_.options = options;
  }

  Calibration Run() &&;

 private:
  static std::vector<bool> Included(const std::vector<ItemState>& states) {
    std::vector<bool> included;
    for (const ItemState& state : states) included.push_back(state.is_fitted);
    return included;
  }

  void ReportFit(const Optimum& optimum);
  void ReportItems(const Optimum& optimum);
  void ReportErrors(const Optimum& optimum);
  void ReportCounts();
  void ReportPriors();

  const ResponseData& data_;
  const CalibrationOptions& options_;
  LatentNodes nodes_;
  FreeParameters parameters_;
  Expectation expectation_;
  MarginalPosterior posterior_;
  Calibration result_;
};

Calibration Calibrator::Run() && {
  std::vector<double> start = parameters_.Start();
  ReadStart(options_.start, data_, parameters_, start);
  Perturb(options_.seed, parameters_, start);
  const Optimum optimum = FindOptimum(
      posterior_, start,
      {options_.tolerance, options_.max_iterations, options_.progress});
  ReportFit(optimum);
  ReportItems(optimum);
  ReportErrors(optimum);
  ReportCounts();
  ReportPriors();
  result_.persons = EstimatePersons(posterior_);
  return std::move(result_);
}

void Calibrator::ReportFit(const Optimum& optimum) {
  result_.num_parameters = parameters_.size();
  result_.log_likelihood = posterior_.log_likelihood();
  result_.log_prior = posterior_.log_prior();
  result_.iterations = optimum.iterations;
  result_.converged = optimum.converged;
  result_.max_gradient = optimum.max_gradient;
  result_.max_step = optimum.max_step;
  if (parameters_.latent_sd >= 0) {
    result_.latent_sd = optimum.x[parameters_.latent_sd];
  }
}

void Calibrator::ReportItems(const Optimum& optimum) {
  for (int i = 0; i < data_.num_items(); ++i) {
    Item item;
    item.id = data_.item_ids[i];
    item.model = data_.models[i];
    result_.items.push_back(std::move(item));
  }
  for (const ItemLayout& layout : parameters_.items) {
    const Slots slots = layout.SlotsAt(optimum.x);
    result_.items[layout.item].parameters.assign(
        slots.begin(), slots.begin() + layout.num_parameters);
    for (int f = 0; f < layout.num_free; ++f) {
      if (!optimum.held[layout.index[f]]) continue;
      result_.item_states[layout.item].held.push_back(
          parameters_.parameters[layout.index[f]].name);
    }
  }
}

void Calibrator::ReportErrors(const Optimum& optimum) {
  result_.standard_errors = "none";
  if (options_.information == ParameterInformation::kNone) return;
  const auto covariances =
      ComputeCovariances(posterior_, options_.information, optimum.held);
  if (!covariances.ok()) {
    result_.standard_errors = std::string(covariances.status().message());
    return;
  }
  result_.standard_errors = "ok";
  for (size_t i = 0; i < parameters_.items.size(); ++i) {
    result_.items[parameters_.items[i].item].covariance = covariances->items[i];
  }
  if (covariances->latent_sd_error > 0) {
    result_.latent_sd_error = covariances->latent_sd_error;
  }
}

void Calibrator::ReportCounts() {
  for (int p = 0; p < data_.num_persons(); ++p) {
    result_.num_persons += data_.weight(p);
    for (const uint16_t row : data_.RowsOf(p)) {
      if (!result_.item_states[data_.item_of_row[row]].is_fitted) continue;
      result_.num_responses += data_.weight(p);
    }
  }
}

void Calibrator::ReportPriors() {
  for (const FreeParameter& parameter : parameters_.parameters) {
    for (const ParameterPrior& prior : parameter.priors) {
      std::string text = PriorText(prior);
      if (std::find(result_.priors.begin(), result_.priors.end(), text) ==
          result_.priors.end()) {
        result_.priors.push_back(std::move(text));
      }
    }
  }
}

}  // namespace

double Calibration::Bic() const {
  return num_parameters * std::log(num_persons) - 2 * log_likelihood;
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
    item.attributes = found->second->attributes;
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
  std::vector<ItemState> states = FindItemStates(data, options.priors);
  if (std::none_of(states.begin(), states.end(),
                   [](const ItemState& state) { return state.is_fitted; })) {
    return absl::FailedPreconditionError(absl::StrCat(
        "nothing can be estimated: each of the ", data.num_items(),
        " items has no answers, or all of them right, or all wrong"));
  }
  return Calibrator(data, options, grid, std::move(states)).Run();
}

}  // namespace adaptest
