#include "calibration/areas/item_areas.h"

#include <map>

#include "absl/strings/str_cat.h"

namespace adaptest {

absl::StatusOr<ItemAreas> ItemAreas::Of(const ResponseData& data,
                                        const std::vector<Item>& contents,
                                        absl::string_view attribute) {
  ItemAreas areas;
  areas.attribute = std::string(attribute);
  std::map<absl::string_view, absl::string_view> value_of;
  for (const Item& item : contents) {
    const auto found = item.attributes.find(areas.attribute);
    if (found != item.attributes.end() && !found->second.empty()) {
      value_of[item.id] = found->second;
    }
  }
  std::map<absl::string_view, int> number;
  for (const std::string& id : data.item_ids) {
    const auto found = value_of.find(id);
    if (found == value_of.end()) {
      areas.of_item.push_back(kNone);
      continue;
    }
    const auto [at, is_new] = number.try_emplace(found->second, areas.size());
    if (is_new) areas.names.emplace_back(found->second);
    areas.of_item.push_back(at->second);
  }
  if (!areas.names.empty()) return areas;
  return absl::InvalidArgumentError(absl::StrCat(
      "none of the ", data.num_items(),
      " items in the responses has the attribute \"", attribute, "\""));
}

std::vector<int> ItemAreas::CountItems(
    const std::vector<bool>& included) const {
  std::vector<int> counts(size(), 0);
  for (size_t i = 0; i < of_item.size(); ++i) {
    if (of_item[i] != kNone && included[i]) ++counts[of_item[i]];
  }
  return counts;
}

absl::Status ItemAreas::CheckCounts(const std::vector<bool>& included) const {
  const std::vector<int> counts = CountItems(included);
  for (int k = 0; k < size(); ++k) {
    if (counts[k] >= kMinItems) continue;
    return absl::InvalidArgumentError(absl::StrCat(
        attribute, " \"", names[k], "\": ", counts[k],
        " of its items can be fitted in the responses; ", kMinItems,
        " or more are needed to tell its standard deviation"));
  }
  return absl::OkStatus();
}

}  // namespace adaptest
