#ifndef ADAPTEST_SERVICE_RPC_RECORD_SERVICE_H_
#define ADAPTEST_SERVICE_RPC_RECORD_SERVICE_H_

#include "adaptest/v1/record.grpc.pb.h"
#include "service/sessions/bank_catalog.h"
#include "service/sessions/session_manager.h"
#include "service/stores/store.h"

namespace adaptest {

// RecordService over gRPC.
class RecordServiceImpl final : public v1::RecordService::Service {
 public:
  RecordServiceImpl(EventStore* store, BankCatalog* catalog,
                    SessionManager* manager)
      : store_(store), catalog_(catalog), manager_(manager) {}

  grpc::Status RescoreSessions(grpc::ServerContext* context,
                               const v1::RescoreSessionsRequest* request,
                               v1::RescoreSessionsResponse* response) override;
  grpc::Status EraseExaminee(grpc::ServerContext* context,
                             const v1::EraseExamineeRequest* request,
                             v1::EraseExamineeResponse* response) override;
  grpc::Status ImportOutcomes(grpc::ServerContext* context,
                              const v1::ImportOutcomesRequest* request,
                              v1::ImportOutcomesResponse* response) override;

 private:
  EventStore* store_;
  BankCatalog* catalog_;
  SessionManager* manager_;
};

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_RPC_RECORD_SERVICE_H_
