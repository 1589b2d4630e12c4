#ifndef ADAPTEST_CALIBRATION_AREAS_ITEM_AREAS_H_
#define ADAPTEST_CALIBRATION_AREAS_ITEM_AREAS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "calibration/response_data.h"
#include "engine/item.h"

namespace adaptest {

// The content areas of the items in response data: values of an attribute, in
// the order in which they first appear. An item without a value belongs to
// none, and measures theta alone.
struct ItemAreas {
  static constexpr int kNone = -1;
  static constexpr int kMinItems = 2;

  std::string attribute;
  std::vector<std::string> names;  // [area]
  std::vector<int> of_item;        // [item], kNone or an area

  // Errors: no item of the data has the attribute.
  static absl::StatusOr<ItemAreas> Of(const ResponseData& data,
                                      const std::vector<Item>& contents,
                                      absl::string_view attribute);

  int size() const { return static_cast<int>(names.size()); }

  // The number of included items of each area. included[item].
  std::vector<int> CountItems(const std::vector<bool>& included) const;

  // An area with one item, or none, says nothing about its deviation: it has to
  // have kMinItems of the items included. The message names the area.
  absl::Status CheckCounts(const std::vector<bool>& included) const;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_AREAS_ITEM_AREAS_H_
