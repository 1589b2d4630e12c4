#include "engine/item.h"

#include <cmath>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

constexpr size_t kMaxIdLength = 128;
constexpr double kMaxExpectedSeconds = 86400;

absl::Status ValidateId(absl::string_view id) {
  if (id.empty()) return absl::InvalidArgumentError("item id is empty");
  if (id.size() > kMaxIdLength) {
    return absl::InvalidArgumentError(
        absl::StrCat("item id of ", id.size(), " characters (",
                     id.substr(0, 20), "...) is longer than ", kMaxIdLength));
  }
  for (const char c : id) {
    if (absl::ascii_isgraph(c) && c != ',' && c != '"') continue;
    return absl::InvalidArgumentError(
        absl::StrCat("item id \"", id,
                     "\" has a character that is not allowed; allowed: "
                     "printable ASCII without space, comma and quote"));
  }
  return absl::OkStatus();
}

absl::Status ValidateCovariance(const Item& item) {
  if (item.covariance.empty()) return absl::OkStatus();
  const size_t n = item.parameters.size();
  if (item.covariance.size() != n * n) {
    return absl::InvalidArgumentError(
        absl::StrCat("covariance has ", item.covariance.size(), " elements; ",
                     n, " parameters need ", n * n));
  }
  for (size_t i = 0; i < n; ++i) {
    for (size_t j = 0; j <= i; ++j) {
      const double cov = item.covariance[i * n + j];
      const double bound =
          std::sqrt(item.covariance[i * n + i] * item.covariance[j * n + j]);
      if (cov == item.covariance[j * n + i] &&
          (i == j ? cov >= 0 && std::isfinite(cov)
                  : std::abs(cov) <= bound * (1 + 1e-9))) {
        continue;
      }
      const auto ranges = ParametersOf(item.model, NumCategories(item));
      return absl::InvalidArgumentError(absl::StrCat(
          "covariance of ", ranges[i].name, " and ", ranges[j].name, " = ", cov,
          " is not possible; variances are finite and not negative, "
          "covariances symmetric and at most the product of the standard "
          "errors"));
    }
  }
  return absl::OkStatus();
}

// Whether some parameter has a variance above 0.
bool HasErrors(const Item& item) {
  if (item.covariance.empty()) return false;
  const size_t n = item.parameters.size();
  for (size_t i = 0; i < n; ++i) {
    if (item.covariance[i * n + i] > 0) return true;
  }
  return false;
}

absl::Status ValidateTimes(const Item& item) {
  if (!(item.expected_seconds >= 0 &&
        item.expected_seconds <= kMaxExpectedSeconds)) {
    return absl::InvalidArgumentError(
        absl::StrCat("expected_seconds = ", item.expected_seconds,
                     " is outside [0, ", kMaxExpectedSeconds, "]"));
  }
  return item.response_time ? ValidateResponseTime(*item.response_time)
                            : absl::OkStatus();
}

absl::Status ValidateContents(const Item& item) {
  RETURN_IF_ERROR(ValidateParameters(item.model, item.parameters));
  RETURN_IF_ERROR(ValidateCovariance(item));
  if (item.provisional && !HasErrors(item)) {
    return absl::InvalidArgumentError(
        "its parameters are provisional, but have no standard errors or "
        "covariance, without which they would be taken as known");
  }
  return ValidateTimes(item);
}

absl::Status InItem(const Item& item, const absl::Status& status) {
  if (status.ok()) return status;
  return absl::InvalidArgumentError(
      absl::StrCat("item ", item.id, ": ", status.message()));
}

}  // namespace

absl::StatusOr<ItemStatus> ItemStatusByName(absl::string_view name) {
  for (const ItemStatus status :
       {ItemStatus::kOperational, ItemStatus::kPretest, ItemStatus::kRetired}) {
    if (NameOf(status) == name) return status;
  }
  return absl::InvalidArgumentError(
      absl::StrCat("status \"", name,
                   "\" is unknown; allowed: operational, pretest, retired"));
}

absl::string_view NameOf(ItemStatus status) {
  switch (status) {
    case ItemStatus::kPretest:
      return "pretest";
    case ItemStatus::kRetired:
      return "retired";
    case ItemStatus::kOperational:
      break;
  }
  return "operational";
}

absl::Status ValidateItem(const Item& item) {
  RETURN_IF_ERROR(ValidateId(item.id));
  return InItem(item, ValidateContents(item));
}

absl::Status ValidateWithoutParameters(const Item& item) {
  RETURN_IF_ERROR(ValidateId(item.id));
  return InItem(item, ValidateTimes(item));
}

}  // namespace adaptest
