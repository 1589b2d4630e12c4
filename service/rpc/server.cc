#include "service/rpc/server.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server_builder.h>

#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

// An import carries a whole bank; the other requests are far smaller.
constexpr int kMaxMessageBytes = 64 << 20;

// How long calls under way may take when the server stops.
constexpr std::chrono::seconds kGrace(5);

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
  ASSIGN_OR_RETURN(auto store, SqliteStore::Open(options.store_path));
  std::unique_ptr<Server> server(new Server(std::move(store)));
  RETURN_IF_ERROR(server->Listen(options.listen));
  return server;
}

Server::Server(std::unique_ptr<SqliteStore> store)
    : store_(std::move(store)),
      catalog_(store_.get(), &clock_),
      manager_(store_.get(), &catalog_, &clock_),
      session_service_(&manager_),
      item_bank_service_(&catalog_) {}

absl::Status Server::Listen(const std::string& listen) {
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort(listen, grpc::InsecureServerCredentials(), &port);
  builder.SetMaxReceiveMessageSize(kMaxMessageBytes);
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.RegisterService(&session_service_);
  builder.RegisterService(&item_bank_service_);
  submit_queue_ =
      std::make_unique<SubmitQueue>(builder, &session_service_, &manager_);
  server_ = builder.BuildAndStart();
  if (server_ == nullptr || port == 0) {
    submit_queue_ = nullptr;
    return absl::UnavailableError(
        absl::StrCat("cannot listen on ", listen,
                     "; allowed: HOST:PORT of this machine that is free"));
  }
  submit_queue_->Start();
  address_ = absl::StrCat(listen.substr(0, listen.rfind(':')), ":", port);
  return absl::OkStatus();
}

Server::~Server() {
  if (server_ == nullptr || submit_queue_ == nullptr) return;
  server_->Shutdown(std::chrono::system_clock::now() + kGrace);
  submit_queue_->Stop();
}

}  // namespace adaptest
