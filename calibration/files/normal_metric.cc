#include "calibration/files/normal_metric.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/response_model.h"

namespace adaptest {

absl::StatusOr<Item> FromNormalMetric(Item item) {
  const absl::string_view model = NameOf(item.model);
  if (model == "rasch" || model == "pcm") {
    return absl::InvalidArgumentError(
        absl::StrCat("item ", item.id, ": model ", model,
                     " has discrimination 1 in the logistic metric; in the "
                     "normal metric give 1pl or gpcm with their a"));
  }
  const auto ranges = ParametersOf(item.model, NumCategories(item));
  const size_t n = ranges.size();
  std::vector<double> factor(n, 1);
  for (size_t i = 0; i < n; ++i) {
    if (model == "nrm" || ranges[i].name == "a") factor[i] = kNormalMetric;
    item.parameters[i] *= factor[i];
  }
  if (item.covariance.empty()) return item;
  for (size_t i = 0; i < n; ++i) {
    for (size_t j = 0; j < n; ++j) {
      item.covariance[i * n + j] *= factor[i] * factor[j];
    }
  }
  return item;
}

}  // namespace adaptest
