#ifndef ADAPTEST_CALIBRATION_FILES_ITEM_MODELS_H_
#define ADAPTEST_CALIBRATION_FILES_ITEM_MODELS_H_

#include <optional>
#include <string>
#include <unordered_map>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/response_model.h"

namespace adaptest {

// Which response model each item has: one by one, or one for all the others.
struct ItemModels {
  std::unordered_map<std::string, ResponseModel> by_item;
  std::optional<ResponseModel> others;

  // The item's model; an error where it has none.
  absl::StatusOr<ResponseModel> Of(absl::string_view item_id) const;
};

// Reads columns item_id and model into by_item.
absl::StatusOr<ItemModels> ReadItemModels(const std::string& path);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_ITEM_MODELS_H_
