#include "calibration/files/fit_json.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "calibration/files/areas_json.h"
#include "calibration/files/response_counts_json.h"

namespace adaptest {
namespace {

using Json = nlohmann::ordered_json;

Json Number(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json Count(double value) { return static_cast<int64_t>(std::llround(value)); }

// The model of all items, or "mixed".
std::string ModelOf(const Calibration& calibration) {
  const absl::string_view first = NameOf(calibration.items.front().model);
  for (const Item& item : calibration.items) {
    if (NameOf(item.model) != first) return "mixed";
  }
  return std::string(first);
}

void AddFit(const Calibration& fit, Json& json) {
  json["log_likelihood"] = Number(fit.log_likelihood);
  json["log_prior"] = Number(fit.log_prior);
  json["n_parameters"] = fit.num_parameters;
  json["aic"] = Number(fit.Aic());
  json["bic"] = Number(fit.Bic());
  json["iterations"] = fit.iterations;
  json["converged"] = fit.converged;
  json["identified"] = fit.identified;
  json["max_gradient"] = Number(fit.max_gradient);
  json["max_step"] = Number(fit.max_step);
}

void AddOptions(const Calibration& fit, Json& json) {
  json["priors"] = fit.priors;
  json["nodes"] = fit.options.nodes;
  json["range"] = Number(fit.options.range);
  json["tolerance"] = Number(fit.options.tolerance);
  json["seed"] = fit.options.seed;
  json["standard_errors"] = {
      {"method", std::string(NameOf(fit.options.information))},
      {"state", fit.standard_errors}};
  json["seconds"] = Number(fit.seconds);
}

Json OptionalNumber(const std::optional<double>& value) {
  return value ? Number(*value) : Json(nullptr);
}

Json LatentJson(const LatentEstimate& latent) {
  Json json = {{"mean", Number(latent.mean)},
               {"sd", Number(latent.sd)},
               {"se_mean", OptionalNumber(latent.mean_error)},
               {"se_sd", OptionalNumber(latent.sd_error)}};
  if (!latent.nodes.empty()) {
    json["nodes"] = latent.nodes;
    json["weights"] = latent.weights;
  }
  return json;
}

}  // namespace

std::string WriteFitJson(const Calibration& calibration,
                         absl::string_view version,
                         const ResponseCounts& counts) {
  Json json;
  json["model"] = ModelOf(calibration);
  json["n_persons"] = Count(calibration.num_persons);
  json["n_persons_without_answers"] =
      Count(calibration.num_persons_without_answers);
  json["n_items"] = calibration.items.size();
  json["n_responses"] = Count(calibration.num_responses);
  json["data"] = CountsJson(counts);
  AddFit(calibration, json);
  AddOptions(calibration, json);
  Json states = Json::object();
  for (size_t i = 0; i < calibration.items.size(); ++i) {
    states[calibration.items[i].id] = TextOf(calibration.item_states[i]);
  }
  json["item_states"] = std::move(states);
  json["latent"] = LatentJson(calibration.latent.front());
  if (calibration.latent.size() > 1) {
    for (const LatentEstimate& latent : calibration.latent) {
      json["groups"].push_back(LatentJson(latent));
      json["groups"].back()["group"] = latent.group;
      json["groups"].back()["n_persons"] = Count(latent.num_persons);
    }
  }
  if (calibration.areas) AddAreas(*calibration.areas, json);
  json["version"] = std::string(version);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace adaptest
