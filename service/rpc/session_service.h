#ifndef ADAPTEST_SERVICE_RPC_SESSION_SERVICE_H_
#define ADAPTEST_SERVICE_RPC_SESSION_SERVICE_H_

#include "adaptest/v1/session.grpc.pb.h"
#include "service/sessions/session_manager.h"

namespace adaptest {

// SessionService over gRPC. SubmitResponse, the hot call, and StreamSession are
// served from a completion queue (see CallQueue); the others are plain blocking
// methods.
class SessionServiceImpl final
    : public v1::SessionService::WithAsyncMethod_SubmitResponse<
          v1::SessionService::WithAsyncMethod_StreamSession<
              v1::SessionService::Service>> {
 public:
  explicit SessionServiceImpl(SessionManager* manager) : manager_(manager) {}

  grpc::Status CreateSession(grpc::ServerContext* context,
                             const v1::CreateSessionRequest* request,
                             v1::Session* response) override;
  grpc::Status GetSession(grpc::ServerContext* context,
                          const v1::GetSessionRequest* request,
                          v1::Session* response) override;
  grpc::Status GetNextItem(grpc::ServerContext* context,
                           const v1::GetNextItemRequest* request,
                           v1::GetNextItemResponse* response) override;
  grpc::Status GetEstimate(grpc::ServerContext* context,
                           const v1::GetEstimateRequest* request,
                           v1::Estimate* response) override;
  grpc::Status ExplainSelection(grpc::ServerContext* context,
                                const v1::ExplainSelectionRequest* request,
                                v1::SelectionExplanation* response) override;
  grpc::Status FinishSession(grpc::ServerContext* context,
                             const v1::FinishSessionRequest* request,
                             v1::Session* response) override;
  grpc::Status ListSessions(grpc::ServerContext* context,
                            const v1::ListSessionsRequest* request,
                            v1::ListSessionsResponse* response) override;
  grpc::Status StartBreak(grpc::ServerContext* context,
                          const v1::StartBreakRequest* request,
                          v1::Session* response) override;
  grpc::Status EndBreak(grpc::ServerContext* context,
                        const v1::EndBreakRequest* request,
                        v1::Session* response) override;

 private:
  SessionManager* manager_;
};

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_RPC_SESSION_SERVICE_H_
