#include "cli/load/load_driver.h"

#include <grpcpp/alarm.h>
#include <grpcpp/channel.h>
#include <grpcpp/completion_queue.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "adaptest/v1/error_details.pb.h"
#include "engine/random.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kDeadline(60);
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

// What all people of a run share.
struct Run {
  LoadOptions options;
  v1::SessionService::Stub* stub;
  grpc::CompletionQueue queue;
  Random random{1};
  std::vector<v1::GetNextItemResponse> prepared;  // sessions nobody has begun
  int preparing = 0;                              // still to be prepared
  bool counting = false;
  int busy = 0;  // people at work
  Clock::time_point end;
  LoadResult result;
  absl::Status broken = absl::OkStatus();  // nothing can be begun

  bool IsOver() const {
    return !broken.ok() ||
           (counting &&
            (Clock::now() >= end || result.answers >= options.max_answers));
  }
};

// A tag of the queue: what to do when its event comes.
struct Tag {
  std::function<void(bool ok)> then;
};

// One person: a session, a question, an answer, and so on. All events come on
// the thread that polls the queue.
class Person {
 public:
  explicit Person(Run* run) : run_(run) {
    // Moved, since it is replaced while it runs.
    tag_.then = [this](bool ok) { std::exchange(then_, nullptr)(ok); };
  }
  virtual ~Person() = default;

  void Begin() {
    ++run_->busy;
    NextSession();
  }

 protected:
  virtual void Create(const v1::CreateSessionRequest& request) = 0;
  virtual void Submit(const v1::SubmitResponseRequest& request) = 0;
  virtual void Leave() = 0;  // ends with Left()

  void Left() { --run_->busy; }

  void NextSession() {
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

  void Created(v1::GetNextItemResponse next) {
    if (run_->counting) return Ask(next.session().name(), next.next_item());
    run_->prepared.push_back(std::move(next));
    NextSession();
  }

  void Ask(const std::string& name, const v1::PresentedItem& item) {
    request_.Clear();
    request_.set_name(name);
    request_.set_position(item.position());
    request_.set_item_id(item.item_id());
    *request_.mutable_answer() = BlindAnswer(item, run_->random.Bits());
    request_.set_seconds(30);
    Send();
  }

  void Send() {
    if (run_->IsOver()) return Leave();
    sent_ = Clock::now();
    Submit(request_);
  }

  void Replied(const std::string& name, bool more,
               const v1::PresentedItem& item) {
    const std::chrono::duration<float, std::milli> took = Clock::now() - sent_;
    ++run_->result.answers;
    run_->result.latencies_ms.push_back(took.count());
    if (more) return Ask(name, item);
    NextSession();
  }

  void Refused(const grpc::Status& status) {
    if (IsBusy(status)) {
      ++run_->result.refused;
      return After(status, [this] { Send(); });
    }
    ++run_->result.errors[absl::StrCat(status.error_code(), " ",
                                       status.error_message())];
    NextSession();
  }

  static bool IsBusy(const grpc::Status& status) {
    return status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED;
  }

  // Goes on after the delay that a busy server asks for.
  void After(const grpc::Status& status, std::function<void()> again) {
    then_ = [again = std::move(again)](bool) { again(); };
    alarm_.Set(&run_->queue,
               std::chrono::system_clock::now() + RetryDelay(status), &tag_);
  }

  void CannotBegin(const grpc::Status& status) {
    if (run_->broken.ok()) {
      run_->broken =
          absl::Status(static_cast<absl::StatusCode>(status.error_code()),
                       status.error_message());
    }
    Leave();
  }

  Run* run_;
  std::function<void(bool ok)> then_;  // the next event
  Tag tag_;

 private:
  v1::SubmitResponseRequest request_;
  Clock::time_point sent_;
  grpc::Alarm alarm_;
};

// By single calls.
class CallingPerson : public Person {
 public:
  using Person::Person;

 protected:
  void Create(const v1::CreateSessionRequest& request) override {
    Start();
    auto call = std::shared_ptr(
        run_->stub->AsyncCreateSession(context_.get(), request, &run_->queue));
    then_ = [this, call, request](bool) {
      if (IsBusy(status_))
        return After(status_, [this, request] { Create(request); });
      if (!status_.ok()) return CannotBegin(status_);
      Next(session_.name());
    };
    call->Finish(&session_, &status_, &tag_);
  }

  void Submit(const v1::SubmitResponseRequest& request) override {
    Start();
    auto call = std::shared_ptr(
        run_->stub->AsyncSubmitResponse(context_.get(), request, &run_->queue));
    then_ = [this, call](bool) {
      if (!status_.ok()) return Refused(status_);
      Replied(reply_.session().name(), reply_.has_next_item(),
              reply_.next_item());
    };
    call->Finish(&reply_, &status_, &tag_);
  }

  void Leave() override { Left(); }

 private:
  void Start() {
    context_ = std::make_unique<grpc::ClientContext>();
    context_->set_deadline(std::chrono::system_clock::now() + kDeadline);
  }

  void Next(const std::string& name) {
    Start();
    v1::GetNextItemRequest request;
    request.set_name(name);
    auto call = std::shared_ptr(
        run_->stub->AsyncGetNextItem(context_.get(), request, &run_->queue));
    then_ = [this, call, name](bool) {
      if (IsBusy(status_)) return After(status_, [this, name] { Next(name); });
      if (!status_.ok()) return CannotBegin(status_);
      Created(std::move(next_));
    };
    call->Finish(&next_, &status_, &tag_);
  }

  std::unique_ptr<grpc::ClientContext> context_;
  grpc::Status status_;
  v1::Session session_;
  v1::GetNextItemResponse next_;
  v1::SubmitResponseResponse reply_;
};

// Over one stream.
class StreamingPerson : public Person {
 public:
  using Person::Person;

 protected:
  void Create(const v1::CreateSessionRequest& request) override {
    v1::StreamSessionRequest step;
    *step.mutable_create() = request;
    Exchange(std::move(step), [this] {
      if (reply_.error_code() != 0) return CannotBegin(ErrorOf(reply_));
      v1::GetNextItemResponse next;
      *next.mutable_session() = reply_.session();
      *next.mutable_next_item() = reply_.next_item();
      Created(std::move(next));
    });
  }

  void Submit(const v1::SubmitResponseRequest& request) override {
    v1::StreamSessionRequest step;
    *step.mutable_submit() = request;
    Exchange(std::move(step), [this] {
      if (reply_.error_code() != 0) return Refused(ErrorOf(reply_));
      Replied(reply_.session().name(), reply_.has_next_item(),
              reply_.next_item());
    });
  }

  void Leave() override {
    if (stream_ == nullptr) return Left();
    then_ = [this](bool) {
      then_ = [this](bool) { Left(); };
      stream_->Finish(&status_, &tag_);
    };
    stream_->WritesDone(&tag_);
  }

 private:
  static grpc::Status ErrorOf(const v1::StreamSessionResponse& reply) {
    return grpc::Status(static_cast<grpc::StatusCode>(reply.error_code()),
                        reply.error_message());
  }

  // Sends a step and reads its reply. The stream is opened first.
  void Exchange(v1::StreamSessionRequest step, std::function<void()> done) {
    if (stream_ == nullptr) {
      then_ = [this, step = std::move(step), done = std::move(done)](bool ok) {
        if (!ok) return Broken();
        Exchange(step, done);
      };
      stream_ = run_->stub->AsyncStreamSession(&context_, &run_->queue, &tag_);
      return;
    }
    step_ = std::move(step);
    then_ = [this, done = std::move(done)](bool ok) {
      if (!ok) return Broken();
      then_ = [this, done = std::move(done)](bool ok) {
        if (!ok) return Broken();
        done();
      };
      stream_->Read(&reply_, &tag_);
    };
    stream_->Write(step_, &tag_);
  }

  void Broken() {
    then_ = [this](bool) {
      stream_ = nullptr;
      CannotBegin(status_);
    };
    stream_->Finish(&status_, &tag_);
  }

  grpc::ClientContext context_;
  grpc::Status status_;
  v1::StreamSessionRequest step_;
  v1::StreamSessionResponse reply_;
  std::unique_ptr<grpc::ClientAsyncReaderWriter<v1::StreamSessionRequest,
                                                v1::StreamSessionResponse>>
      stream_;
};

std::unique_ptr<Person> MakePerson(Run* run) {
  if (run->options.stream) return std::make_unique<StreamingPerson>(run);
  return std::make_unique<CallingPerson>(run);
}

// All people work until each has left.
void WorkTogether(Run& run) {
  std::vector<std::unique_ptr<Person>> people;
  for (int i = 0; i < run.options.people; ++i) {
    people.push_back(MakePerson(&run));
    people.back()->Begin();
  }
  void* tag = nullptr;
  bool ok = false;
  while (run.busy > 0 && run.queue.Next(&tag, &ok)) {
    static_cast<Tag*>(tag)->then(ok);
  }
}

}  // namespace

double LoadResult::LatencyMs(double p) const {
  if (latencies_ms.empty()) return 0;
  const auto rank = static_cast<size_t>(std::ceil(p * latencies_ms.size()));
  return latencies_ms[std::clamp<size_t>(rank, 1, latencies_ms.size()) - 1];
}

absl::StatusOr<LoadResult> RunLoad(
    const std::shared_ptr<grpc::Channel>& channel, const LoadOptions& options) {
  const auto stub = v1::SessionService::NewStub(channel);
  Run run;
  run.options = options;
  run.stub = stub.get();
  run.random = Random(options.seed);
  run.preparing = options.prepared_sessions;
  WorkTogether(run);
  RETURN_IF_ERROR(run.broken);
  run.counting = true;
  const Clock::time_point start = Clock::now();
  run.end = start + std::chrono::duration_cast<Clock::duration>(
                        std::chrono::duration<double>(options.seconds));
  WorkTogether(run);
  const std::chrono::duration<double> took = Clock::now() - start;
  run.result.seconds = took.count();
  run.queue.Shutdown();
  if (run.result.answers == 0) RETURN_IF_ERROR(run.broken);
  std::sort(run.result.latencies_ms.begin(), run.result.latencies_ms.end());
  return std::move(run.result);
}

}  // namespace adaptest
