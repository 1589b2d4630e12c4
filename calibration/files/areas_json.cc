#include "calibration/files/areas_json.h"

#include <cmath>

#include "calibration/areas/boundary_test.h"

namespace adaptest {
namespace {

nlohmann::ordered_json Finite(double value) {
  using Json = nlohmann::ordered_json;
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

}  // namespace

void AddAreas(const AreasFit& fit, nlohmann::ordered_json& json) {
  json["areas"] = nlohmann::ordered_json::array();
  for (const AreaEstimate& area : fit.areas) {
    nlohmann::ordered_json entry;
    entry["area"] = area.area;
    entry["n_items"] = area.num_items;
    entry["sd"] = Finite(area.sd);
    entry["se_sd"] = Finite(area.sd_error.value_or(NAN));
    entry["state"] = area.state;
    json["areas"].push_back(std::move(entry));
  }
  const double ratio = fit.LikelihoodRatio();
  json["areas_log_likelihood"] = Finite(fit.log_likelihood);
  json["unidimensional_log_likelihood"] =
      Finite(fit.unidimensional_log_likelihood);
  json["areas_lr"] = Finite(ratio);
  json["areas_lr_p"] =
      Finite(BoundaryPValue(ratio, static_cast<int>(fit.areas.size())));
}

}  // namespace adaptest
