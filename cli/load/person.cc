#include "cli/load/person.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "adaptest/v1/error_details.pb.h"

namespace adaptest {
namespace {

constexpr std::chrono::milliseconds kDefaultDelay(50);

std::chrono::milliseconds RetryDelay(const grpc::Status& status) {
  v1::StatusDetails details;
  if (!details.ParseFromString(status.error_details())) return kDefaultDelay;
  for (const google::protobuf::Any& detail : details.details()) {
    v1::RetryInfo retry;
    if (detail.type_url() == "type.googleapis.com/google.rpc.RetryInfo" &&
        retry.ParseFromString(detail.value())) {
      return std::chrono::milliseconds(1000 * retry.retry_delay().seconds() +
                                       retry.retry_delay().nanos() / 1'000'000);
    }
  }
  return kDefaultDelay;
}

}  // namespace

Person::Person(LoadRun* run) : run_(run) {
  // Moved, since it is replaced while it runs.
  tag_.then = [this](bool ok) { std::exchange(then_, nullptr)(ok); };
}

void Person::Begin() {
  ++run_->busy;
  NextSession();
}

void Person::NextSession() {
  if (run_->IsOver() || (!run_->counting && run_->preparing == 0)) {
    return Leave();
  }
  if (run_->counting && !run_->prepared.empty()) {
    v1::GetNextItemResponse next = std::move(run_->prepared.back());
    run_->prepared.pop_back();
    return Ask(next.session().name(), next.next_item());
  }
  if (run_->counting)
    ++run_->result.sessions;
  else
    --run_->preparing;
  v1::CreateSessionRequest request;
  request.set_exam(run_->options.exam);
  request.set_mode(run_->options.mode);
  request.set_seed(run_->random.Bits() | 1);
  Create(request);
}

void Person::Created(v1::GetNextItemResponse next) {
  if (run_->counting) return Ask(next.session().name(), next.next_item());
  run_->prepared.push_back(std::move(next));
  NextSession();
}

void Person::Ask(const std::string& name, const v1::PresentedItem& item) {
  request_.Clear();
  request_.set_name(name);
  request_.set_position(item.position());
  request_.set_item_id(item.item_id());
  *request_.mutable_answer() = BlindAnswer(item, run_->random.Bits());
  request_.set_seconds(30);
  Send();
}

void Person::Send() {
  if (run_->IsOver()) return Leave();
  sent_ = std::chrono::steady_clock::now();
  Submit(request_);
}

void Person::Replied(const std::string& name, bool more,
                     const v1::PresentedItem& item) {
  const std::chrono::duration<float, std::milli> took =
      std::chrono::steady_clock::now() - sent_;
  ++run_->result.answers;
  run_->result.latencies_ms.push_back(took.count());
  if (more) return Ask(name, item);
  NextSession();
}

void Person::Refused(const grpc::Status& status) {
  if (IsBusy(status)) {
    ++run_->result.refused;
    return After(status, [this] { Send(); });
  }
  ++run_->result
        .errors[absl::StrCat(status.error_code(), " ", status.error_message())];
  NextSession();
}

void Person::After(const grpc::Status& status, std::function<void()> again) {
  then_ = [again = std::move(again)](bool) { again(); };
  alarm_.Set(&run_->queue,
             std::chrono::system_clock::now() + RetryDelay(status), &tag_);
}

void Person::CannotBegin(const grpc::Status& status) {
  if (run_->broken.ok()) {
    run_->broken =
        absl::Status(static_cast<absl::StatusCode>(status.error_code()),
                     status.error_message());
  }
  Leave();
}

}  // namespace adaptest
