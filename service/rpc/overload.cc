#include "service/rpc/overload.h"

#include "absl/strings/cord.h"
#include "adaptest/v1/error_details.pb.h"

namespace adaptest {
namespace {

constexpr char kRetryInfoUrl[] = "type.googleapis.com/google.rpc.RetryInfo";

// About twice what the calls that wait take.
constexpr int kRetryDelayMs = 100;

absl::Status MakeOverloadError() {
  v1::RetryInfo retry;
  retry.mutable_retry_delay()->set_nanos(kRetryDelayMs * 1'000'000);
  absl::Status status = absl::ResourceExhaustedError(
      "the server is busy and has not looked at the call; try again after the "
      "delay in RetryInfo");
  status.SetPayload(kRetryInfoUrl, absl::Cord(retry.SerializeAsString()));
  return status;
}

}  // namespace

absl::Status OverloadError() {
  static const absl::Status& status = *new absl::Status(MakeOverloadError());
  return status;
}

}  // namespace adaptest
