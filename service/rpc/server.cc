#include "service/rpc/server.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/resource_quota.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server_builder.h>

#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"
#include "service/stores/open_store.h"

namespace adaptest {
namespace {

// An import carries a whole bank; the other requests are far smaller.
constexpr int kMaxMessageBytes = 64 << 20;

// How long calls under way may take when the server stops.
constexpr std::chrono::seconds kGrace(5);

// Of the blocking methods; calls beyond are refused with RESOURCE_EXHAUSTED.
constexpr int kMaxThreads = 256;

void ConfigureOnce() {
  static const bool configured = [] {
    grpc::EnableDefaultHealthCheckService(true);
    grpc::reflection::InitProtoReflectionServerBuilderPlugin();
    return true;
  }();
  (void)configured;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const Options& options) {
  ConfigureOnce();
  ASSIGN_OR_RETURN(auto store, OpenStore(options.store, options.store_options));
  std::unique_ptr<Server> server(new Server(std::move(store)));
  RETURN_IF_ERROR(server->Listen(options));
  return server;
}

Server::Server(std::unique_ptr<Store> store)
    : store_(std::move(store)),
      catalog_(store_.get(), &clock_),
      manager_(store_.get(), &catalog_, &clock_),
      session_service_(&manager_),
      item_bank_service_(&catalog_),
      record_service_(store_.get(), &catalog_, &manager_) {}

absl::Status Server::Listen(const Options& options) {
  const std::string& listen = options.listen;
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort(listen, grpc::InsecureServerCredentials(), &port);
  builder.SetMaxReceiveMessageSize(kMaxMessageBytes);
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.RegisterService(&session_service_);
  builder.RegisterService(&item_bank_service_);
  builder.RegisterService(&record_service_);
  builder.SetResourceQuota(
      grpc::ResourceQuota("adaptest").SetMaxThreads(kMaxThreads));
  call_queue_ = std::make_unique<CallQueue>(builder, &session_service_,
                                            &manager_, options.limits);
  server_ = builder.BuildAndStart();
  if (server_ == nullptr || port == 0) {
    call_queue_ = nullptr;
    return absl::UnavailableError(
        absl::StrCat("cannot listen on ", listen,
                     "; allowed: HOST:PORT of this machine that is free"));
  }
  call_queue_->Start();
  upkeep_ = std::make_unique<Upkeep>(&manager_);
  address_ = absl::StrCat(listen.substr(0, listen.rfind(':')), ":", port);
  return absl::OkStatus();
}

Server::~Server() {
  if (server_ == nullptr || call_queue_ == nullptr) return;
  upkeep_ = nullptr;
  server_->Shutdown(std::chrono::system_clock::now() + kGrace);
  call_queue_->Stop();
}

}  // namespace adaptest
