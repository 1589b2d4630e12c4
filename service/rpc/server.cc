#include "service/rpc/server.h"

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

constexpr int kAside = 4;
constexpr int kWorkers = 32;

// After so long no further bank version is made ready before the start. Who
// asks for one that is left waits for it.
constexpr std::chrono::seconds kPreparation(1);

// How long calls under way may take when the server stops.
constexpr std::chrono::seconds kGrace(5);

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const Options& options) {
  ASSIGN_OR_RETURN(auto store, OpenStore(options.store, options.store_options));
  std::unique_ptr<Server> server(new Server(std::move(store)));
  RETURN_IF_ERROR(server->Listen(options));
  return server;
}

Server::Server(std::unique_ptr<Store> store)
    : store_(std::move(store)),
      catalog_(store_.get(), &clock_),
      manager_(store_.get(), &catalog_, &clock_),
      aside_(kAside),
      workers_(kWorkers) {}

absl::Status Server::Listen(const Options& options) {
  const std::string& listen = options.listen;
  catalog_.PrepareActive(std::chrono::steady_clock::now() + kPreparation);
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort(listen, grpc::InsecureServerCredentials(), &port);
  builder.SetMaxReceiveMessageSize(kMaxMessageBytes);
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  methods_ = std::make_unique<Methods>(builder, store_.get(), &catalog_,
                                       &manager_, &workers_);
  call_queue_ =
      std::make_unique<CallQueue>(builder, store_.get(), options.limits);
  server_ = builder.BuildAndStart();
  if (server_ == nullptr || port == 0) {
    call_queue_ = nullptr;
    return absl::UnavailableError(
        absl::StrCat("cannot listen on ", listen,
                     "; allowed: HOST:PORT of this machine that is free"));
  }
  manager_.set_executors(
      [queue = call_queue_.get()](std::function<void()> work) {
        queue->Post(std::move(work));
      },
      [this](std::function<void()> work) { aside_.Run(std::move(work)); });
  methods_->Serve(*call_queue_);
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
