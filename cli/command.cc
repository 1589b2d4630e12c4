#include "cli/command.h"

#include "absl/strings/cord.h"

namespace adaptest {
namespace {

constexpr absl::string_view kUsage = "adaptest/usage";

}  // namespace

absl::Status UsageError(absl::string_view message) {
  absl::Status status = absl::InvalidArgumentError(message);
  status.SetPayload(kUsage, absl::Cord(""));
  return status;
}

bool IsUsageError(const absl::Status& status) {
  return status.GetPayload(kUsage).has_value();
}

}  // namespace adaptest
