#include "calibration/random_start.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "engine/random.h"

namespace adaptest {
namespace {

constexpr double kStartSpread = 0.4;

double Perturbed(const std::string& name, double x, double shift) {
  if (name == "a" || name == "sd") return x * std::exp(shift);
  if (name != "c" && name != "d") return x + shift;
  const double logit = std::log(x / (1 - x)) + shift;
  return std::isfinite(logit) ? 1 / (1 + std::exp(-logit)) : x;
}

}  // namespace

void ReadStart(const std::vector<Item>& start, const ResponseData& data,
               const FreeParameters& parameters, std::vector<double>& x) {
  std::map<absl::string_view, const Item*> by_id;
  for (const Item& item : start) by_id[item.id] = &item;
  for (int c = 0; c < parameters.num_items(); ++c) {
    const CurveLayout& curve = parameters.curves[c];
    const auto found = by_id.find(data.item_ids[curve.item]);
    if (found == by_id.end() || found->second->parameters.empty()) continue;
    const auto ranges =
        ParametersOf(found->second->model, NumCategories(*found->second));
    for (int f = 0; f < curve.num_own; ++f) {
      const FreeParameter& p = parameters.parameters[curve.index[f]];
      for (size_t i = 0; i < ranges.size(); ++i) {
        if (ranges[i].name != p.name) continue;
        x[curve.index[f]] =
            std::clamp(found->second->parameters[i], p.lower, p.upper);
      }
    }
  }
}

// Boundaries of an item move together, and so stay in order.
void PerturbStart(uint64_t seed, const FreeParameters& parameters,
                  std::vector<double>& x) {
  if (seed == 0) return;
  Random random(seed);
  double shift = 0;
  for (int j = 0; j < parameters.size(); ++j) {
    const FreeParameter& p = parameters.parameters[j];
    const bool follows =
        p.name.size() > 1 && p.name[0] == 'b' && p.name != "b1" && p.curve >= 0;
    if (!follows) shift = kStartSpread * random.Normal();
    x[j] = std::clamp(Perturbed(p.name, x[j], shift), p.lower, p.upper);
  }
}

}  // namespace adaptest
