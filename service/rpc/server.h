#ifndef ADAPTEST_SERVICE_RPC_SERVER_H_
#define ADAPTEST_SERVICE_RPC_SERVER_H_

#include <grpcpp/server.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "service/rpc/call_queue.h"
#include "service/rpc/methods.h"
#include "service/rpc/upkeep.h"
#include "service/sessions/bank_catalog.h"
#include "service/sessions/clock.h"
#include "service/sessions/session_manager.h"
#include "service/sessions/workers.h"
#include "service/stores/open_store.h"
#include "service/stores/store.h"

namespace adaptest {

// The gRPC server: SessionService, ItemBankService, RecordService, health and
// reflection over one store.
class Server {
 public:
  struct Options {
    std::string listen = "127.0.0.1:50051";  // port 0 = any free one
    std::string store;                       // its address: open_store.h
    StoreOptions store_options;
    CallQueue::Limits limits;
  };

  static absl::StatusOr<std::unique_ptr<Server>> Start(const Options& options);

  // Stops taking calls and waits for those under way.
  ~Server();

  // The address with the port that is in use.
  const std::string& address() const { return address_; }

 private:
  explicit Server(std::unique_ptr<Store> store);

  absl::Status Listen(const Options& options);

  SystemClock clock_;
  std::unique_ptr<Store> store_;
  BankCatalog catalog_;
  SessionManager manager_;
  Workers aside_;    // what the polling thread leaves to others
  Workers workers_;  // calls that wait, for those above too
  std::unique_ptr<Methods> methods_;
  std::unique_ptr<CallQueue> call_queue_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<Upkeep> upkeep_;
  std::string address_;
};

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_RPC_SERVER_H_
