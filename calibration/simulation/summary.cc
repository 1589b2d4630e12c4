#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "calibration/simulation/simulation.h"

namespace adaptest {
namespace {

using Json = nlohmann::ordered_json;
using Examinees = absl::Span<const SimulatedExaminee>;

// Mean of `value` over the examinees.
template <class Value>
Statistic Mean(Examinees examinees, Value value) {
  const double n = static_cast<double>(examinees.size());
  if (n < 2) return {};
  double mean = 0;
  for (const SimulatedExaminee& e : examinees) mean += value(e);
  mean /= n;
  double squares = 0;
  for (const SimulatedExaminee& e : examinees) {
    squares += (value(e) - mean) * (value(e) - mean);
  }
  return {mean, std::sqrt(squares / (n - 1) / n)};
}

// The root of a mean, its standard error by the delta method.
Statistic Root(const Statistic& mean) {
  if (!mean.value || *mean.value <= 0) return mean;
  const double root = std::sqrt(*mean.value);
  return {root, *mean.standard_error / (2 * root)};
}

Statistic MaxExposure(Examinees examinees, int num_items) {
  const double n = static_cast<double>(examinees.size());
  if (n < 2) return {};
  const std::vector<double> times = TimesGiven(examinees, num_items);
  const double rate = *std::max_element(times.begin(), times.end()) / n;
  return {rate, std::sqrt(rate * (1 - rate) / n)};
}

// The mean over pairs of persons of their common items, as a share of a
// person's: sum over items of m (m - 1) / (L n (n - 1)), m the times an item
// was given, L the mean length (Chen, Ankenmann & Spray, 2003).
double Overlap(Examinees examinees, int num_items) {
  const double n = static_cast<double>(examinees.size());
  double pairs = 0;
  double given = 0;
  for (const double m : TimesGiven(examinees, num_items)) {
    pairs += m * (m - 1);
    given += m;
  }
  return pairs / (given * (n - 1));
}

// Its standard error from ten parts of the examinees.
Statistic MeanOverlap(Examinees examinees, int num_items) {
  constexpr int kParts = 10;
  if (examinees.size() < 2 * kParts) return {};
  std::vector<double> parts;
  double mean = 0;
  for (int part = 0; part < kParts; ++part) {
    const size_t begin = examinees.size() * part / kParts;
    const size_t end = examinees.size() * (part + 1) / kParts;
    parts.push_back(Overlap(examinees.subspan(begin, end - begin), num_items));
    mean += parts.back();
  }
  mean /= kParts;
  double squares = 0;
  for (const double part : parts) squares += (part - mean) * (part - mean);
  return {Overlap(examinees, num_items),
          std::sqrt(squares / (kParts - 1) / kParts)};
}

Json ToJson(const Statistic& statistic) {
  Json json;
  json["value"] = statistic.value ? Json(*statistic.value) : Json();
  json["standard_error"] =
      statistic.standard_error ? Json(*statistic.standard_error) : Json();
  return json;
}

}  // namespace

std::vector<double> TimesGiven(Examinees examinees, int num_items) {
  std::vector<double> times(num_items, 0);
  for (const SimulatedExaminee& e : examinees) {
    for (const GivenItem& given : e.given) times[given.item] += given.scored;
  }
  return times;
}

SimulationSummary Summarize(const SimulationOptions& options,
                            Examinees examinees) {
  const double cut = options.exam->exam().scale.theta_cut;
  const int num_items = options.exam->bank().size();
  SimulationSummary s;
  s.examinees = static_cast<int>(examinees.size());
  using E = SimulatedExaminee;
  s.mean_length = Mean(examinees, [](const E& e) { return e.given.size(); });
  s.mean_scored_length = Mean(examinees, [](const E& e) {
    return std::count_if(e.given.begin(), e.given.end(),
                         [](const GivenItem& given) { return given.scored; });
  });
  s.bias = Mean(examinees, [](const E& e) { return e.estimate - e.theta; });
  s.rmse = Root(Mean(examinees, [](const E& e) {
    return (e.estimate - e.theta) * (e.estimate - e.theta);
  }));
  s.coverage_95 = Mean(examinees, [](const E& e) { return e.covered; });
  s.decision_accuracy =
      Mean(examinees, [&](const E& e) { return e.passed == (e.theta >= cut); });
  Predictions predictions;
  for (const SimulatedExaminee& e : examinees) {
    predictions.probability.push_back(e.pass_probability);
    predictions.event.push_back(e.passes_fresh_form);
    s.blueprint_violations += e.breaks_blueprint;
  }
  s.brier = BrierScore(predictions);
  s.ece = ExpectedCalibrationError(predictions, options.seed);
  s.ece_floor = CalibrationErrorFloor(predictions, options.seed);
  const CalibrationLine line = FitCalibrationLine(predictions);
  s.calibration_slope = line.slope;
  s.calibration_intercept = line.intercept;
  s.max_exposure = MaxExposure(examinees, num_items);
  s.mean_overlap = MeanOverlap(examinees, num_items);
  return s;
}

std::string WriteSummaryJson(const SimulationSummary& s,
                             double examinees_per_second) {
  const Json json = {{"examinees", s.examinees},
                     {"mean_length", ToJson(s.mean_length)},
                     {"mean_scored_length", ToJson(s.mean_scored_length)},
                     {"bias", ToJson(s.bias)},
                     {"rmse", ToJson(s.rmse)},
                     {"coverage_95", ToJson(s.coverage_95)},
                     {"decision_accuracy", ToJson(s.decision_accuracy)},
                     {"brier", ToJson(s.brier)},
                     {"ece", ToJson(s.ece)},
                     {"ece_floor", ToJson(s.ece_floor)},
                     {"calibration_slope", ToJson(s.calibration_slope)},
                     {"calibration_intercept", ToJson(s.calibration_intercept)},
                     {"max_exposure", ToJson(s.max_exposure)},
                     {"mean_overlap", ToJson(s.mean_overlap)},
                     {"blueprint_violations", s.blueprint_violations},
                     {"examinees_per_second", examinees_per_second}};
  return json.dump(2) + "\n";
}

}  // namespace adaptest
