#include "calibration/simulation/summary_json.h"

#include <nlohmann/json.hpp>

namespace adaptest {
namespace {

using Json = nlohmann::ordered_json;
using S = SimulationSummary;
using D = StudyDifference;

constexpr NamedFigure<S> kSummaryFigures[] = {
    {"mean_length", "Questions", &S::mean_length},
    {"mean_scored_length", "Scored questions", &S::mean_scored_length},
    {"bias", "Bias of theta", &S::bias},
    {"rmse", "RMSE of theta", &S::rmse},
    {"coverage_95", "Coverage of the 95 % interval", &S::coverage_95},
    {"decision_accuracy", "Decision accuracy", &S::decision_accuracy},
    {"decision_consistency", "Decision consistency", &S::decision_consistency},
    {"brier", "Brier score of the pass probability", &S::brier},
    {"ece", "Expected calibration error", &S::ece},
    {"ece_floor", "... that chance alone gives", &S::ece_floor},
    {"calibration_slope", "Calibration slope", &S::calibration_slope},
    {"calibration_intercept", "Calibration intercept",
     &S::calibration_intercept},
    {"max_exposure", "Largest exposure rate", &S::max_exposure},
    {"mean_overlap", "Overlap of two tests", &S::mean_overlap},
    {"items_used", "Share of the bank used", &S::items_used}};

constexpr NamedFigure<D> kDifferenceFigures[] = {
    {"mean_length", "Questions", &D::mean_length},
    {"bias", "Bias of theta", &D::bias},
    {"rmse", "RMSE of theta", &D::rmse},
    {"coverage_95", "Coverage of the 95 % interval", &D::coverage_95},
    {"decision_accuracy", "Decision accuracy", &D::decision_accuracy},
    {"brier", "Brier score of the pass probability", &D::brier}};

Json ToJson(const std::optional<double>& value) {
  return value ? Json(*value) : Json();
}

Json ToJson(const Statistic& statistic) {
  return {{"value", ToJson(statistic.value)},
          {"standard_error", ToJson(statistic.standard_error)}};
}

Json ToJson(const ThetaFigures& f) {
  return {{"theta", f.theta},
          {"examinees", f.examinees},
          {"bias", ToJson(f.bias)},
          {"rmse", ToJson(f.rmse)},
          {"coverage_95", ToJson(f.coverage_95)},
          {"decision_accuracy", ToJson(f.decision_accuracy)},
          {"pass_rate", ToJson(f.pass_rate)},
          {"mean_length", ToJson(f.mean_length)}};
}

Json ToJson(const LengthFigures& f) {
  return {{"length", f.length},
          {"examinees", f.examinees},
          {"share", ToJson(f.share)}};
}

Json ToJson(const ReliabilityFigures& f) {
  return {{"pass_probability", f.pass_probability},
          {"examinees", f.examinees},
          {"passing", ToJson(f.passing)}};
}

Json ToJson(const ConstraintFigures& f) {
  return {{"id", f.id},       {"lower", f.lower}, {"upper", f.upper},
          {"least", f.least}, {"most", f.most},   {"mean", ToJson(f.mean)}};
}

template <class Figures>
Json ListOf(const std::vector<Figures>& figures) {
  Json list = Json::array();
  for (const Figures& f : figures) list.push_back(ToJson(f));
  return list;
}

Json DifferenceJson(const StudyDifference& difference,
                    const std::string& first) {
  Json json = {{"from", first}};
  for (const auto& [key, label, figure] : kDifferenceFigures) {
    json[key] = ToJson(difference.*figure);
  }
  return json;
}

Json ResultJson(const StudyResult& result) {
  const SimulationSummary& s = result.summary;
  Json json = {{"name", result.exam},           {"mode", result.mode},
               {"abilities", result.abilities}, {"theta_cut", result.theta_cut},
               {"examinees", s.examinees},      {"left_out", result.left_out}};
  for (const auto& [key, label, figure] : kSummaryFigures) {
    json[key] = ToJson(s.*figure);
  }
  json["blueprint_violations"] = s.blueprint_violations;
  json["by_theta"] = ListOf(s.by_theta);
  json["lengths"] = ListOf(s.lengths);
  json["reliability"] = ListOf(s.reliability);
  json["constraints"] = ListOf(s.constraints);
  json["examinees_per_second"] = result.examinees_per_second;
  return json;
}

}  // namespace

absl::Span<const NamedFigure<S>> SummaryFigures() { return kSummaryFigures; }

absl::Span<const NamedFigure<D>> DifferenceFigures() {
  return kDifferenceFigures;
}

std::string WriteSummaryJson(absl::Span<const StudyResult> results) {
  if (results.size() == 1) return ResultJson(results[0]).dump(2) + "\n";
  Json array = Json::array();
  for (const StudyResult& result : results) {
    Json json = {{"exam", result.label}};
    json.update(ResultJson(result));
    if (result.difference) {
      json["difference"] = DifferenceJson(*result.difference, results[0].label);
    }
    array.push_back(std::move(json));
  }
  return array.dump(2) + "\n";
}

}  // namespace adaptest
