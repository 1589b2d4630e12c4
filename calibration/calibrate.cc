#include "calibration/calibrate.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "calibration/files/csv_reader.h"
#include "calibration/person_estimates.h"
#include "calibration/person_groups.h"
#include "calibration/profile_intervals.h"
#include "calibration/random_start.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

constexpr double kMaxTolerance = 0.1;
constexpr int kMaxThreads = 256;
// With so many answers or more, passes are in single precision at first: with
// fewer they take no time anyway.
constexpr size_t kMinResponsesForSingle = 50000;

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

// Runs one fit and collects what is to be reported.
class Calibrator {
 public:
  Calibrator(const ResponseData& data, const CalibrationOptions& options,
             const ThetaGrid& grid, const PersonGroups& groups,
             FreeParameters parameters)
      : data_(data),
        options_(options),
        groups_(groups),
        nodes_(grid),
        parameters_(std::move(parameters)),
        num_responses_(SumOf(data.ranks(), data.num_responses())),
        fingerprint_(FingerprintOf(data, parameters_)),
        expectation_(data, groups_, nodes_, options.threads),
        posterior_(parameters_, expectation_) {}

  Calibration Run(std::vector<ItemState> states) &&;

 private:
  std::vector<double> Start() const;
  OptimizerOptions SearchOptions() const;
  void ReportFit(const Optimum& optimum);
  void ReportItems(const Optimum& optimum);
  void ReportLatent(const Optimum& optimum);
  void ReportErrors(const Optimum& optimum);
  void ReportLatentErrors(const CurveCovariances& covariances,
                          const Optimum& optimum);
  void ReportIntervals(const Optimum& optimum, const OptimizerOptions& search);
  void ReportCounts();
  void ReportPriors();

  const ResponseData& data_;
  const CalibrationOptions& options_;
  const PersonGroups& groups_;
  LatentNodes nodes_;
  FreeParameters parameters_;
  double num_responses_;  // of all ranks
  uint64_t fingerprint_;
  Expectation expectation_;
  MarginalPosterior posterior_;
  Calibration result_;
};

Calibration Calibrator::Run(std::vector<ItemState> states) && {
  result_.item_states = std::move(states);
  result_.options = options_;
  const OptimizerOptions search = SearchOptions();
  const Optimum optimum = FindOptimum(posterior_, Start(), search);
  ReportFit(optimum);
  ReportItems(optimum);
  ReportLatent(optimum);
  ReportErrors(optimum);
  ReportIntervals(optimum, search);
  ReportCounts();
  ReportPriors();
  if (options_.estimate_persons) result_.persons = EstimatePersons(posterior_);
  return std::move(result_);
}

std::vector<double> Calibrator::Start() const {
  if (options_.resume) return options_.resume->x;
  std::vector<double> start = parameters_.Start();
  ReadStart(options_.start, data_, parameters_, start);
  PerturbStart(options_.seed, parameters_, start);
  return start;
}

OptimizerOptions Calibrator::SearchOptions() const {
  OptimizerOptions search;
  search.tolerance = options_.tolerance;
  search.max_iterations = options_.max_iterations;
  search.stop = options_.stop;
  search.begin_in_single = num_responses_ >= kMinResponsesForSingle;
  if (options_.resume) search.first_cycles = 0;
  search.progress = options_.progress;
  if (!options_.save) return search;
  const int before = options_.resume ? options_.resume->iterations : 0;
  search.progress = [this, before](const FitProgress& progress) {
    if (options_.progress) options_.progress(progress);
    options_.save({fingerprint_,
                   before + progress.iteration,
                   {progress.x.begin(), progress.x.end()}});
  };
  return search;
}

void Calibrator::ReportFit(const Optimum& optimum) {
  result_.num_parameters = parameters_.size();
  result_.log_likelihood = posterior_.log_likelihood();
  result_.log_prior = posterior_.log_prior();
  result_.iterations =
      optimum.iterations + (options_.resume ? options_.resume->iterations : 0);
  result_.stopped = optimum.stopped && !optimum.converged;
  result_.converged = optimum.converged;
  result_.max_gradient = optimum.max_gradient;
  result_.max_step = optimum.max_step;
}

void Calibrator::ReportItems(const Optimum& optimum) {
  for (int i = 0; i < data_.num_items(); ++i) {
    Item item;
    item.id = data_.item_ids[i];
    item.model = data_.models[i];
    result_.items.push_back(std::move(item));
  }
  for (int c = 0; c < parameters_.num_items(); ++c) {
    const CurveLayout& curve = parameters_.curves[c];
    const Slots slots = curve.SlotsAt(optimum.x);
    result_.items[curve.item].parameters.assign(
        slots.begin(), slots.begin() + curve.num_parameters);
    for (int f = 0; f < curve.num_free; ++f) {
      if (!optimum.held[curve.index[f]]) continue;
      result_.item_states[curve.item].held.push_back(
          parameters_.parameters[curve.index[f]].name);
    }
  }
}

void Calibrator::ReportLatent(const Optimum& optimum) {
  for (int g = 0; g < groups_.size(); ++g) {
    LatentEstimate latent;
    latent.group = groups_.names[g];
    latent.mean = parameters_.LatentMean(optimum.x, g);
    latent.sd = parameters_.LatentSd(optimum.x, g);
    result_.latent.push_back(std::move(latent));
  }
  std::vector<double> num_persons(groups_.size(), 0);
  for (int p = 0; p < data_.num_persons(); ++p) {
    num_persons[groups_.of_person[p]] += data_.weight(p);
  }
  data_.ranks().Sum(absl::MakeSpan(num_persons));
  for (int g = 0; g < groups_.size(); ++g) {
    result_.latent[g].num_persons = num_persons[g];
  }
}

void Calibrator::ReportErrors(const Optimum& optimum) {
  result_.standard_errors = "none";
  if (options_.information == ParameterInformation::kNone) return;
  const auto covariances =
      ComputeCovariances(posterior_, options_.information, optimum.held);
  if (!covariances.ok()) {
    result_.standard_errors = std::string(covariances.status().message());
    result_.identified = !absl::IsFailedPrecondition(covariances.status());
    return;
  }
  result_.standard_errors = "ok";
  for (int c = 0; c < parameters_.num_items(); ++c) {
    result_.items[parameters_.curves[c].item].covariance =
        covariances->curves[c];
  }
  ReportLatentErrors(*covariances, optimum);
}

// In units of theta. The scale's own error counts where it is all there is.
void Calibrator::ReportLatentErrors(const CurveCovariances& covariances,
                                    const Optimum& optimum) {
  const double scale = parameters_.LatentScale(optimum.x);
  for (int g = 0; g < groups_.size(); ++g) {
    const CurveLayout& curve = parameters_.curves[parameters_.num_items() + g];
    const std::vector<double>& covariance =
        covariances.curves[parameters_.num_items() + g];
    if (curve.num_free == 0) continue;
    result_.latent[g].mean_error = scale * std::sqrt(covariance[0]);
    result_.latent[g].sd_error = scale * std::sqrt(covariance[3]);
  }
  if (covariances.latent_scale_error > 0) {
    result_.latent[0].sd_error = covariances.latent_scale_error;
  }
}

void Calibrator::ReportIntervals(const Optimum& optimum,
                                 const OptimizerOptions& search) {
  for (const std::string& name : options_.profile) {
    for (const ProfileInterval& interval :
         FindProfileIntervals(posterior_, optimum, name, search)) {
      const CurveLayout& curve = parameters_.curves[interval.curve];
      if (!curve.is_item()) continue;
      auto& attributes = result_.items[curve.item].attributes;
      attributes[name + "_lower"] = FormatNumber(interval.lower);
      attributes[name + "_upper"] = FormatNumber(interval.upper);
    }
  }
}

void Calibrator::ReportCounts() {
  for (int p = 0; p < data_.num_persons(); ++p) {
    result_.num_persons += data_.weight(p);
    bool has_answers = false;
    for (const uint16_t row : data_.RowsOf(p)) {
      if (!result_.item_states[data_.item_of_row[row]].is_fitted) continue;
      result_.num_responses += data_.weight(p);
      has_answers = true;
    }
    if (!has_answers) result_.num_persons_without_answers += data_.weight(p);
  }
  for (double* count : {&result_.num_persons, &result_.num_responses,
                        &result_.num_persons_without_answers}) {
    *count = SumOf(data_.ranks(), *count);
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
    return "the responses do not identify the parameters: the information "
           "matrix is singular";
  }
  const bool all_few = std::all_of(
      item_states.begin(), item_states.end(), [](const ItemState& state) {
        return !state.is_fitted || state.few_answers > 0;
      });
  if (!all_few) return "";
  return absl::StrFormat(
      "every item has too few answers to be fitted without priors: fewer than "
      "%d, or than %d for each of its parameters",
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
  const ParameterChoice choice{options.priors, options.fixed,
                               options.constraints,
                               Included(data, options.fixed, states)};
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
