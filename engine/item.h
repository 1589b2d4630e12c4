#ifndef ADAPTEST_ENGINE_ITEM_H_
#define ADAPTEST_ENGINE_ITEM_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/response_model.h"
#include "engine/response_times/lognormal.h"

namespace adaptest {

// What an item may be used for.
enum class ItemStatus {
  kOperational,  // scored
  kPretest,      // given to collect answers; never scored
  kRetired,      // never given
};

absl::StatusOr<ItemStatus> ItemStatusByName(absl::string_view name);
absl::string_view NameOf(ItemStatus status);

// A question: what the engine knows of it.
struct Item {
  std::string id;  // 1 to 128 printable ASCII characters, no space or comma
  ResponseModel model;

  // In the order of ParametersOf(model, NumCategories(item)).
  std::vector<double> parameters;

  // Covariance matrix of the parameter estimates, row by row, of as many rows
  // as parameters. Empty where it is unknown. Where only standard errors are
  // known it is diagonal.
  std::vector<double> covariance;

  // The parameters are a prior's, not estimates from answers (cold_start.h).
  bool provisional = false;

  ItemStatus status = ItemStatus::kOperational;
  std::string enemy_group;      // items that share one never meet in a test
  std::string item_set;         // items that share one have a common stimulus
  double expected_seconds = 0;  // 0 where unknown
  std::optional<ResponseTimeParameters> response_time;  // where calibrated

  // Content attributes for constraints and reports: {"domain": "1"}.
  std::map<std::string, std::string> attributes;
};

// Its categories are 0 to NumCategories - 1.
inline int NumCategories(const Item& item) {
  return NumCategories(item.model, item.parameters.size());
}

// Checks id, parameters, covariance (of a provisional item: that there is one),
// expected seconds and response time; the message names the item, the value and
// what is allowed.
absl::Status ValidateItem(const Item& item);

// Checks what an item has besides parameters and covariance: id, expected
// seconds and response time.
absl::Status ValidateWithoutParameters(const Item& item);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_ITEM_H_
