#include "calibration/calibrator.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "calibration/latent_density.h"
#include "calibration/latent_histogram.h"
#include "calibration/person_estimates.h"
#include "calibration/random_start.h"

namespace adaptest {
namespace {

// With so many answers or more, passes are in single precision at first: with
// fewer they take no time anyway.
constexpr size_t kMinResponsesForSingle = 50000;
// Rounds of histogram and item parameters; the change of a parameter, or the
// rise of the log posterior, below which they end; the least share of the
// persons at a node.
constexpr int kMaxHistogramRounds = 500;
constexpr double kHistogramTolerance = 1e-4;
constexpr double kHistogramRise = 0.01;
constexpr double kLeastShare = 1e-280;

}  // namespace

Calibration Calibrator::Run(std::vector<ItemState> states) && {
  result_.item_states = std::move(states);
  result_.options = options_;
  const OptimizerOptions search = SearchOptions();
  if (options_.histogram) BeginHistograms();
  Optimum optimum = FindOptimum(posterior_, Start(), search);
  if (options_.histogram) FitHistograms(search, optimum);
  ReportFit(optimum);
  ReportItems(optimum);
  ReportLatent(optimum);
  if (options_.histogram) ReportHistograms(optimum);
  ReportErrors(optimum);
  if (!result_.identified) {
    MarkFitted(ItemState::Fit::kNotIdentified, result_.item_states);
  }
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

// The standard normal density in every group.
void Calibrator::BeginHistograms() {
  const double standard[] = {0, 1};
  std::vector<double> log_density(nodes_.size);
  LatentDensity::LogWeights(standard, nodes_, log_density.data());
  for (int g = 0; g < groups_.size(); ++g) {
    parameters_.SetLatentDensity(g, log_density);
  }
}

// The shares that are most likely given where the persons are expected to be.
// Returns the largest change of a share.
double Calibrator::UpdateHistograms() {
  double change = 0;
  for (int g = 0; g < groups_.size(); ++g) {
    const int curve = parameters_.num_items() + g;
    const std::vector<double> share = LatentHistogram(
        absl::MakeConstSpan(posterior_.counts(curve), nodes_.size),
        absl::MakeConstSpan(nodes_.z.data(), nodes_.size),
        g == 0 && options_.fixed.empty());
    std::vector<double> log_density;
    for (int q = 0; q < nodes_.size; ++q) {
      const double before = std::exp(parameters_.curves[curve].log_density[q]);
      change = std::max(change, std::abs(share[q] - before));
      log_density.push_back(std::log(std::max(share[q], kLeastShare)));
    }
    parameters_.SetLatentDensity(g, std::move(log_density));
  }
  return change;
}

// Histograms and item parameters take turns. The likelihood rises in every
// round, for very long and by less and less, while the histogram turns into a
// few spikes, which are its maximum (Laird, 1978). Rounds end before that: when
// the item parameters no longer change, or the answers are hardly more likely.
void Calibrator::FitHistograms(OptimizerOptions search, Optimum& optimum) {
  search.first_cycles = 0;
  for (int round = 0; round < kMaxHistogramRounds && !optimum.stopped;
       ++round) {
    UpdateHistograms();
    const std::vector<double> from = optimum.x;
    const int before = optimum.iterations;
    const double value = posterior_.value();
    optimum = FindOptimum(posterior_, from, search);
    optimum.iterations += before;
    double change = 0;
    for (size_t j = 0; j < from.size(); ++j) {
      change = std::max(change, std::abs(from[j] - optimum.x[j]));
    }
    if (change <= kHistogramTolerance) return;
    if (posterior_.value() - value < kHistogramRise) return;
  }
  optimum.converged = false;
}

void Calibrator::ReportHistograms(const Optimum& optimum) {
  const double scale = parameters_.LatentScale(optimum.x);
  for (int g = 0; g < groups_.size(); ++g) {
    LatentEstimate& latent = result_.latent[g];
    double mean = 0, square = 0;
    for (int q = 0; q < nodes_.size; ++q) {
      latent.nodes.push_back(scale * nodes_.z[q]);
      latent.weights.push_back(std::exp(
          parameters_.curves[parameters_.num_items() + g].log_density[q]));
      mean += latent.weights[q] * latent.nodes[q];
      square += latent.weights[q] * latent.nodes[q] * latent.nodes[q];
    }
    latent.mean = mean;
    latent.sd = std::sqrt(square - mean * mean);
    const bool is_standardized = g == 0 && options_.fixed.empty();
    result_.num_parameters += nodes_.size - (is_standardized ? 3 : 1);
  }
}

}  // namespace adaptest
