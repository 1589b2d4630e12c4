#ifndef ADAPTEST_SERVICE_RPC_SERVER_H_
#define ADAPTEST_SERVICE_RPC_SERVER_H_

#include <grpcpp/server.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "service/rpc/item_bank_service.h"
#include "service/rpc/session_service.h"
#include "service/rpc/submit_queue.h"
#include "service/sessions/bank_catalog.h"
#include "service/sessions/clock.h"
#include "service/sessions/session_manager.h"
#include "service/stores/sqlite_store.h"

namespace adaptest {

// The gRPC server: SessionService, ItemBankService, health and reflection over
// one store.
class Server {
 public:
  struct Options {
    std::string listen = "127.0.0.1:50051";  // port 0 = any free one
    std::string store_path;                  // of the SQLite file
  };

  static absl::StatusOr<std::unique_ptr<Server>> Start(const Options& options);

  // Stops taking calls and waits for those under way.
  ~Server();

  // The address with the port that is in use.
  const std::string& address() const { return address_; }

 private:
  explicit Server(std::unique_ptr<SqliteStore> store);

  absl::Status Listen(const std::string& listen);

  SystemClock clock_;
  std::unique_ptr<SqliteStore> store_;
  BankCatalog catalog_;
  SessionManager manager_;
  SessionServiceImpl session_service_;
  ItemBankServiceImpl item_bank_service_;
  std::unique_ptr<SubmitQueue> submit_queue_;
  std::unique_ptr<grpc::Server> server_;
  std::string address_;
};

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_RPC_SERVER_H_
