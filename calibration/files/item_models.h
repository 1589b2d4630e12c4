#ifndef ADAPTEST_CALIBRATION_FILES_ITEM_MODELS_H_
#define ADAPTEST_CALIBRATION_FILES_ITEM_MODELS_H_

#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/response_model.h"

namespace adaptest {

// What the answers to an item may be.
struct ItemModel {
  ItemModel(const ResponseModel& m, int categories = 0)  // NOLINT: a model is
      : model(m), num_categories(categories) {}          // mostly all there is

  ResponseModel model;
  int num_categories;  // 0: 2, or of a polytomous model as many as occur
};

// Which response model each item has: one by one, or one for all the others.
struct ItemModels {
  std::unordered_map<std::string, ItemModel> by_item;
  std::optional<ItemModel> others;

  // Items whose answers are passed over, and counted as those of unknown items.
  std::unordered_set<std::string> left_out = {};

  bool are_known = true;

  // For answers whose items get models later: 0 to kMaxCategories - 1.
  static ItemModels Unknown();

  // The item's model; an error where it has none.
  absl::StatusOr<ItemModel> Of(absl::string_view item_id) const;

  bool LeavesOut(absl::string_view item_id) const {
    return !left_out.empty() && left_out.count(std::string(item_id)) > 0;
  }

  // "model NAME allows 0 to 3", for messages.
  std::string Allowed(const ResponseModel& model, int num_categories) const;
};

// Reads columns item_id, model and, where there is one, categories into
// by_item. An item has exactly as many categories as stated, 2 to
// kMaxCategories; where none are, one more than the highest that occurs.
absl::StatusOr<ItemModels> ReadItemModels(const std::string& path);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_ITEM_MODELS_H_
