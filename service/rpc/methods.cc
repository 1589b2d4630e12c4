#include "service/rpc/methods.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "service/rpc/reflection.h"
#include "service/rpc/stream_call.h"
#include "service/rpc/unary_call.h"
#include "service/sessions/erasure.h"
#include "service/sessions/outcomes.h"
#include "service/sessions/rescoring.h"

namespace adaptest {
namespace {

namespace health = grpc::health::v1;
namespace reflection = grpc::reflection::v1alpha;

// Calls of a method that wait for a client: of the hot one more, so that those
// that arrive together find one.
constexpr int kPostedHot = 64;
constexpr int kPostedStreams = 16;
constexpr int kPosted = 4;

// The method's types, from the member that gRPC generates for it.
template <class Base, class Request, class Response>
UnaryMethod<Base, Request, Response> Unary(
    CallQueue& queue, std::type_identity_t<Base>& service,
    void (Base::*ask)(grpc::ServerContext*, Request*,
                      grpc::ServerAsyncResponseWriter<Response>*,
                      grpc::CompletionQueue*, grpc::ServerCompletionQueue*,
                      void*)) {
  return {&queue, &service, ask, nullptr, true};
}

template <class Base, class Request, class Response>
StreamMethod<Base, Request, Response> Stream(
    CallQueue& queue, std::type_identity_t<Base>& service,
    void (Base::*ask)(grpc::ServerContext*,
                      grpc::ServerAsyncReaderWriter<Response, Request>*,
                      grpc::CompletionQueue*, grpc::ServerCompletionQueue*,
                      void*)) {
  return {&queue, &service, ask, nullptr};
}

absl::StatusOr<health::HealthCheckResponse> Check(
    const std::string& service, absl::Span<const std::string> names) {
  if (!service.empty() &&
      std::find(names.begin(), names.end(), service) == names.end()) {
    return absl::NotFoundError(
        absl::StrCat("service ", service, " is unknown"));
  }
  health::HealthCheckResponse response;
  response.set_status(health::HealthCheckResponse::SERVING);
  return response;
}

}  // namespace

Methods::Methods(grpc::ServerBuilder& builder, Store* store,
                 BankCatalog* catalog, SessionManager* manager,
                 Workers* workers)
    : store_(store),
      catalog_(catalog),
      manager_(manager),
      workers_(workers),
      names_({v1::SessionService::service_full_name(),
              v1::ItemBankService::service_full_name(),
              v1::RecordService::service_full_name(),
              health::Health::service_full_name(),
              reflection::ServerReflection::service_full_name()}) {
  builder.RegisterService(&sessions_);
  builder.RegisterService(&banks_);
  builder.RegisterService(&records_);
  builder.RegisterService(&health_);
  builder.RegisterService(&reflection_);
}

void Methods::Serve(CallQueue& queue) {
  ServeSessions(queue);
  ServeBanks(queue);
  ServeRecords(queue);
  ServeTools(queue);
}

// `handle` takes the request and returns the response or an error.
template <class Service, class Ask, class Handle>
void Methods::ServeWaiting(CallQueue& queue, Service& service, Ask ask,
                           Handle handle) {
  auto method = Unary(queue, service, ask);
  method.start = [this, handle](auto request, auto done) {
    workers_->Run([handle, request = std::move(request),
                   done = std::move(done)] { done(handle(request)); });
  };
  ServeUnary(std::move(method), kPosted);
}

void Methods::ServeSessions(CallQueue& queue) {
  using Service = v1::SessionService::AsyncService;
  auto submit = Unary(queue, sessions_, &Service::RequestSubmitResponse);
  submit.start = [this](auto request, auto done) {
    manager_->Submit(std::move(request), std::move(done));
  };
  ServeUnary(std::move(submit), kPostedHot);
  auto stream = Stream(queue, sessions_, &Service::RequestStreamSession);
  stream.step = [this](auto request, auto done) {
    manager_->Step(std::move(request), std::move(done));
  };
  ServeStream(std::move(stream), kPostedStreams);

  const auto serve = [&](auto ask, auto handle) {
    ServeWaiting(queue, sessions_, ask, handle);
  };
  serve(&Service::RequestCreateSession,
        [this](const auto& request) { return manager_->Create(request); });
  serve(&Service::RequestGetSession,
        [this](const auto& request) { return manager_->Get(request.name()); });
  serve(&Service::RequestGetNextItem, [this](const auto& request) {
    return manager_->GetNextItem(request.name());
  });
  serve(&Service::RequestGetEstimate, [this](const auto& request) {
    return manager_->GetEstimate(request.name());
  });
  serve(&Service::RequestExplainSelection,
        [this](const auto& request) { return manager_->Explain(request); });
  serve(&Service::RequestFinishSession, [this](const auto& request) {
    return manager_->Finish(request.name());
  });
  serve(&Service::RequestListSessions,
        [this](const auto& request) { return manager_->List(request); });
  serve(&Service::RequestStartBreak, [this](const auto& request) {
    return manager_->StartBreak(request.name());
  });
  serve(&Service::RequestEndBreak, [this](const auto& request) {
    return manager_->EndBreak(request.name());
  });
}

void Methods::ServeBanks(CallQueue& queue) {
  using Service = v1::ItemBankService::AsyncService;
  const auto serve = [&](auto ask, auto handle) {
    ServeWaiting(queue, banks_, ask, handle);
  };
  serve(&Service::RequestImportBankVersion,
        [this](const auto& request) { return catalog_->Import(request); });
  serve(&Service::RequestListBankVersions,
        [this](const auto& request) { return catalog_->List(request); });
  serve(&Service::RequestGetBankVersion,
        [this](const auto& request) { return catalog_->Get(request.name()); });
  serve(&Service::RequestActivateBankVersion, [this](const auto& request) {
    return catalog_->Activate(request.name());
  });
}

void Methods::ServeRecords(CallQueue& queue) {
  using Service = v1::RecordService::AsyncService;
  const auto serve = [&](auto ask, auto handle) {
    ServeWaiting(queue, records_, ask, handle);
  };
  serve(&Service::RequestRescoreSessions, [this](const auto& request) {
    return RescoreSessions(request, *store_, *catalog_, *manager_);
  });
  serve(&Service::RequestEraseExaminee, [this](const auto& request) {
    return EraseExaminee(request, *store_, *manager_);
  });
  serve(&Service::RequestImportOutcomes, [this](const auto& request) {
    return ImportOutcomes(request, *store_, *catalog_);
  });
}

void Methods::ServeTools(CallQueue& queue) {
  auto check =
      Unary(queue, health_, &health::Health::AsyncService::RequestCheck);
  check.limited = false;
  check.start = [this](const auto& request, const auto& done) {
    done(Check(request.service(), names_));
  };
  ServeUnary(std::move(check), kPosted);
  auto reflect = Stream(
      queue, reflection_,
      &reflection::ServerReflection::AsyncService::RequestServerReflectionInfo);
  reflect.step = [this](const auto& request, const auto& done) {
    done(Reflect(request, names_));
  };
  ServeStream(std::move(reflect), kPosted);
}

}  // namespace adaptest
