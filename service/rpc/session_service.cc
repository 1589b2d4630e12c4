#include "service/rpc/session_service.h"

#include "service/rpc/reply.h"

namespace adaptest {

grpc::Status SessionServiceImpl::CreateSession(
    grpc::ServerContext*, const v1::CreateSessionRequest* request,
    v1::Session* response) {
  return Reply(manager_->Create(*request), response);
}

grpc::Status SessionServiceImpl::GetSession(
    grpc::ServerContext*, const v1::GetSessionRequest* request,
    v1::Session* response) {
  return Reply(manager_->Get(request->name()), response);
}

grpc::Status SessionServiceImpl::GetNextItem(
    grpc::ServerContext*, const v1::GetNextItemRequest* request,
    v1::GetNextItemResponse* response) {
  return Reply(manager_->GetNextItem(request->name()), response);
}

grpc::Status SessionServiceImpl::GetEstimate(
    grpc::ServerContext*, const v1::GetEstimateRequest* request,
    v1::Estimate* response) {
  return Reply(manager_->GetEstimate(request->name()), response);
}

grpc::Status SessionServiceImpl::ExplainSelection(
    grpc::ServerContext*, const v1::ExplainSelectionRequest* request,
    v1::SelectionExplanation* response) {
  return Reply(manager_->Explain(*request), response);
}

grpc::Status SessionServiceImpl::FinishSession(
    grpc::ServerContext*, const v1::FinishSessionRequest* request,
    v1::Session* response) {
  return Reply(manager_->Finish(request->name()), response);
}

grpc::Status SessionServiceImpl::ListSessions(
    grpc::ServerContext*, const v1::ListSessionsRequest* request,
    v1::ListSessionsResponse* response) {
  return Reply(manager_->List(*request), response);
}

grpc::Status SessionServiceImpl::StartBreak(
    grpc::ServerContext*, const v1::StartBreakRequest* request,
    v1::Session* response) {
  return Reply(manager_->StartBreak(request->name()), response);
}

grpc::Status SessionServiceImpl::EndBreak(grpc::ServerContext*,
                                          const v1::EndBreakRequest* request,
                                          v1::Session* response) {
  return Reply(manager_->EndBreak(request->name()), response);
}

}  // namespace adaptest
