#include "service/rpc/record_service.h"

#include "service/rpc/reply.h"
#include "service/sessions/erasure.h"
#include "service/sessions/outcomes.h"
#include "service/sessions/rescoring.h"

namespace adaptest {

grpc::Status RecordServiceImpl::RescoreSessions(
    grpc::ServerContext*, const v1::RescoreSessionsRequest* request,
    v1::RescoreSessionsResponse* response) {
  return Reply(
      adaptest::RescoreSessions(*request, *store_, *catalog_, *manager_),
      response);
}

grpc::Status RecordServiceImpl::EraseExaminee(
    grpc::ServerContext*, const v1::EraseExamineeRequest* request,
    v1::EraseExamineeResponse* response) {
  return Reply(adaptest::EraseExaminee(*request, *store_, *manager_), response);
}

grpc::Status RecordServiceImpl::ImportOutcomes(
    grpc::ServerContext*, const v1::ImportOutcomesRequest* request,
    v1::ImportOutcomesResponse* response) {
  return Reply(adaptest::ImportOutcomes(*request, *store_, *catalog_),
               response);
}

}  // namespace adaptest
