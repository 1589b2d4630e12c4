// What a fit is reported to have found.

#include <algorithm>
#include <cmath>
#include <utility>

#include "calibration/calibrator.h"
#include "calibration/files/csv_reader.h"
#include "calibration/profile_intervals.h"

namespace adaptest {

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
  if (!optimum.converged) ReportUnsettled(optimum);
}

// Items whose parameters would still move; all of them where it is not they.
void Calibrator::ReportUnsettled(const Optimum& optimum) {
  bool is_any = false;
  for (int c = 0; c < parameters_.num_items(); ++c) {
    const CurveLayout& curve = parameters_.curves[c];
    for (int f = 0; f < curve.num_free; ++f) {
      if (std::abs(optimum.step[curve.index[f]]) <= options_.tolerance)
        continue;
      result_.item_states[curve.item].fit = ItemState::Fit::kNotConverged;
      is_any = true;
    }
  }
  if (!is_any) {
    MarkFitted(ItemState::Fit::kNotConverged, result_.item_states);
  }
}

// Parameters without a prior that are more than the probabilities of patterns
// of answers, of which those of each group sum to 1, cannot be told from
// answers.
bool Calibrator::HasEnoughPatterns() const {
  constexpr double kMany = 1e9;
  double patterns = 1;
  for (int c = 0; c < parameters_.num_items() && patterns < kMany; ++c) {
    patterns *= parameters_.curves[c].num_rows;
  }
  const auto without_prior = std::count_if(
      parameters_.parameters.begin(), parameters_.parameters.end(),
      [](const FreeParameter& parameter) { return parameter.priors.empty(); });
  return without_prior <= groups_.size() * (patterns - 1);
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
  if (!HasEnoughPatterns()) {
    result_.identified = false;
    result_.standard_errors =
        "no standard errors: there are more parameters than patterns of "
        "answers";
    return;
  }
  if (options_.information == ParameterInformation::kNone) return;
  SumWatch watch;
  watch.stop = options_.stop;
  watch.progress = [&](double share) {
    if (!options_.progress) return;
    options_.progress({optimum.iterations, "standard errors",
                       posterior_.value(), 0, optimum.x, share});
  };
  const auto covariances =
      ComputeCovariances(posterior_, options_.information, optimum.held, watch);
  if (!covariances.ok()) {
    result_.stopped = absl::IsCancelled(covariances.status());
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
  std::vector<char> counts(data_.num_rows());  // [row] whether the item does
  for (int row = 0; row < data_.num_rows(); ++row) {
    counts[row] = result_.item_states[data_.item_of_row[row]].is_fitted;
  }
  for (int p = 0; p < data_.num_persons(); ++p) {
    int answers = 0;
    for (const uint16_t row : data_.RowsOf(p)) answers += counts[row];
    result_.num_persons += data_.weight(p);
    result_.num_responses += answers * data_.weight(p);
    if (answers == 0) result_.num_persons_without_answers += data_.weight(p);
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

}  // namespace adaptest
