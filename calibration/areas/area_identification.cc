#include "calibration/areas/area_identification.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace adaptest {
namespace {

// Discriminations are called a, or a1, a2 .. in the nominal model. One that is
// free and the item's own takes up any spread of ability.
bool HasOwnDiscrimination(const FreeParameters& parameters,
                          const CurveLayout& curve) {
  for (int f = 0; f < curve.num_own; ++f) {
    if (parameters.parameters[curve.index[f]].name[0] == 'a') return true;
  }
  return false;
}

}  // namespace

absl::Status CheckAreasIdentified(const ItemAreas& areas,
                                  const std::vector<bool>& fitted,
                                  const FreeParameters& parameters) {
  for (size_t i = 0; i < fitted.size(); ++i) {
    if (fitted[i] && areas.of_item[i] == ItemAreas::kNone) {
      return absl::OkStatus();
    }
  }
  if (areas.size() > 2) return absl::OkStatus();
  std::vector<bool> has_scale(areas.size(), false);
  for (const CurveLayout& curve : parameters.curves) {
    if (!curve.is_item() || HasOwnDiscrimination(parameters, curve)) continue;
    has_scale[areas.of_item[curve.item]] = true;
  }
  const bool all_have =
      std::all_of(has_scale.begin(), has_scale.end(), [](bool b) { return b; });
  if (areas.size() == 2 && all_have) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      areas.attribute, " has ", areas.size(),
      areas.size() == 1 ? " value" : " values",
      " and every item has one: the standard deviations of fewer than 3 areas "
      "are told only beside items without an area",
      areas.size() == 1 ? "" : ", or with discriminations that are not free"));
}

}  // namespace adaptest
