// How people reach the server.

#include <chrono>
#include <utility>

#include "cli/load/person.h"

namespace adaptest {
namespace {

constexpr std::chrono::seconds kDeadline(60);

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

}  // namespace

std::unique_ptr<Person> MakePerson(LoadRun* run) {
  if (run->options.stream) return std::make_unique<StreamingPerson>(run);
  return std::make_unique<CallingPerson>(run);
}

}  // namespace adaptest
