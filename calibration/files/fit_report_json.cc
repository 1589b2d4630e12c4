#include "calibration/files/fit_report_json.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

namespace adaptest {
namespace {

using FitJson = nlohmann::ordered_json;

constexpr double kFalseDiscoveryRate = 0.05;

FitJson OrNull(std::optional<double> value) {
  if (!value || !std::isfinite(*value)) return nullptr;
  return *value;
}

FitJson ReasonOrNull(const std::string& reason) {
  return reason.empty() ? FitJson(nullptr) : FitJson(reason);
}

FitJson CountOf(double value) {
  return static_cast<int64_t>(std::llround(value));
}

void AddModelFit(const ModelFit& fit, FitJson& json) {
  json["m2"] = OrNull(fit.m2);
  json["m2_df"] = fit.df ? FitJson(*fit.df) : FitJson(nullptr);
  json["m2_p"] = OrNull(fit.p);
  json["rmsea"] = OrNull(fit.rmsea);
  json["rmsea_lower"] = OrNull(fit.rmsea_lower);
  json["rmsea_upper"] = OrNull(fit.rmsea_upper);
  json["srmsr"] = OrNull(fit.srmsr);
  json["m2_reason"] = ReasonOrNull(fit.reason);
}

FitJson BlockJson(const FitReport& report) {
  FitJson items = FitJson::array();
  for (const int item : report.block.items) {
    items.push_back(report.items[item].item->id);
  }
  return {{"n_persons", CountOf(report.block.num_persons)},
          {"n_items", report.block.num_items()},
          {"items", items},
          {"reason", ReasonOrNull(report.block.reason)}};
}

// How many items have the statistic, and how many fail by it at the rate of
// false discoveries.
template <class P>
FitJson ItemsBy(const FitReport& report, const P& adjusted) {
  int with = 0;
  int flagged = 0;
  for (const ItemFit& item : report.items) {
    const std::optional<double> p = adjusted(item);
    with += p.has_value();
    flagged += p && *p <= kFalseDiscoveryRate;
  }
  return {{"n_items", with},
          {"n_flagged", flagged},
          {"false_discovery_rate", kFalseDiscoveryRate}};
}

FitJson SX2Json(const FitReport& report) {
  FitJson json =
      ItemsBy(report, [](const ItemFit& item) { return item.s_x2_p_adjusted; });
  FitJson reasons = FitJson::object();
  for (const ItemFit& item : report.items) {
    if (!item.s_x2.reason.empty()) {
      reasons[item.s_x2.reason].push_back(item.item->id);
    }
  }
  json["empty_because"] = std::move(reasons);
  return json;
}

FitJson Q3Json(const FitReport& report, const FitOptions& options) {
  return {{"n_pairs", report.q3.pairs.size()},
          {"pairs_with_too_few_persons", CountOf(report.q3.too_few)},
          {"min_common", options.min_common},
          {"mean", OrNull(report.q3.mean)},
          {"largest_adjusted", OrNull(report.q3.largest)},
          {"reason", ReasonOrNull(report.q3.reason)}};
}

FitJson PersonFitJson(const PersonFitSummary& summary) {
  FitJson shares = FitJson::array();
  for (const PersonFitShare& share : summary.shares) {
    shares.push_back({{"expected", share.level},
                      {"share", OrNull(share.share.value)},
                      {"se_share", OrNull(share.share.standard_error)},
                      {"n_flagged", CountOf(share.flagged)}});
  }
  return {{"n_persons", CountOf(summary.n)},
          {"mean_lz_star", OrNull(summary.mean)},
          {"below", shares}};
}

FitJson LatentJson(const FitReport& report) {
  return {{"mean", 0.0},
          {"sd", report.latent_sd.value},
          {"se_sd", OrNull(report.latent_sd.standard_error)},
          {"sd_estimated", report.latent_sd_estimated}};
}

}  // namespace

std::string WriteFitReportJson(const FitReport& report,
                               const FitOptions& options,
                               absl::string_view version) {
  FitJson json;
  AddModelFit(report.model_fit, json);
  json["n_persons"] = CountOf(report.num_persons);
  json["n_items"] = report.items.size();
  json["n_responses"] = CountOf(report.num_responses);
  json["log_likelihood"] = OrNull(report.log_likelihood);
  json["latent"] = LatentJson(report);
  json["parameters"] = options.known_parameters ? "known" : "estimated";
  json["complete_block"] = BlockJson(report);
  json["s_x2"] = SX2Json(report);
  json["curves"] = ItemsBy(
      report, [](const ItemFit& item) { return item.curve_p_adjusted; });
  json["q3"] = Q3Json(report, options);
  json["lz_star"] = PersonFitJson(report.person_fit);
  json["nodes"] = options.nodes;
  json["range"] = options.range;
  json["version"] = std::string(version);
  return json.dump(2, ' ', false, FitJson::error_handler_t::replace) + "\n";
}

}  // namespace adaptest
