#ifndef ADAPTEST_SERVICE_RPC_METHODS_H_
#define ADAPTEST_SERVICE_RPC_METHODS_H_

#include <grpcpp/server_builder.h>

#include <string>
#include <vector>

#include "adaptest/v1/item_bank.grpc.pb.h"
#include "adaptest/v1/record.grpc.pb.h"
#include "adaptest/v1/session.grpc.pb.h"
#include "grpc/health/v1/health.grpc.pb.h"
#include "grpc/reflection/v1alpha/reflection.grpc.pb.h"
#include "service/rpc/call_queue.h"
#include "service/sessions/bank_catalog.h"
#include "service/sessions/session_manager.h"
#include "service/sessions/workers.h"
#include "service/stores/store.h"

namespace adaptest {

// All methods of the server, and what each does. SubmitResponse, the hot call,
// StreamSession, health and reflection begin on the polling thread and never
// wait; the others, which may, run on worker threads.
class Methods {
 public:
  // Before the server is built. Not owned; all outlive this.
  Methods(grpc::ServerBuilder& builder, Store* store, BankCatalog* catalog,
          SessionManager* manager, Workers* workers);

  // After the server is built, before the queue starts.
  void Serve(CallQueue& queue);

 private:
  template <class Service, class Ask, class Handle>
  void ServeWaiting(CallQueue& queue, Service& service, Ask ask, Handle handle);
  void ServeSessions(CallQueue& queue);
  void ServeBanks(CallQueue& queue);
  void ServeRecords(CallQueue& queue);
  void ServeTools(CallQueue& queue);

  Store* store_;
  BankCatalog* catalog_;
  SessionManager* manager_;
  Workers* workers_;

  v1::SessionService::AsyncService sessions_;
  v1::ItemBankService::AsyncService banks_;
  v1::RecordService::AsyncService records_;
  grpc::health::v1::Health::AsyncService health_;
  grpc::reflection::v1alpha::ServerReflection::AsyncService reflection_;
  std::vector<std::string> names_;  // of the services
};

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_RPC_METHODS_H_
