#include "cli/record_client.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <utility>

#include "adaptest/v1/record.grpc.pb.h"
#include "cli/command.h"
#include "cli/store_option.h"
#include "engine/status_macros.h"
#include "service/rpc/status_conversion.h"
#include "service/sessions/bank_catalog.h"
#include "service/sessions/clock.h"
#include "service/sessions/erasure.h"
#include "service/sessions/outcomes.h"
#include "service/sessions/rescoring.h"
#include "service/sessions/session_manager.h"
#include "service/stores/open_store.h"

namespace adaptest {
namespace {

class LocalRecords : public RecordClient {
 public:
  explicit LocalRecords(std::unique_ptr<Store> store)
      : store_(std::move(store)),
        catalog_(store_.get(), &clock_),
        manager_(store_.get(), &catalog_, &clock_) {}

  absl::StatusOr<v1::RescoreSessionsResponse> Rescore(
      const v1::RescoreSessionsRequest& request) override {
    return RescoreSessions(request, *store_, catalog_, manager_);
  }
  absl::StatusOr<v1::EraseExamineeResponse> Erase(
      const v1::EraseExamineeRequest& request) override {
    return EraseExaminee(request, *store_, manager_);
  }
  absl::StatusOr<v1::ImportOutcomesResponse> ImportOutcomes(
      const v1::ImportOutcomesRequest& request) override {
    return adaptest::ImportOutcomes(request, *store_, catalog_);
  }

 private:
  SystemClock clock_;
  std::unique_ptr<Store> store_;
  BankCatalog catalog_;
  SessionManager manager_;
};

class RemoteRecords : public RecordClient {
 public:
  explicit RemoteRecords(const std::string& server)
      : stub_(v1::RecordService::NewStub(
            grpc::CreateChannel(server, grpc::InsecureChannelCredentials()))) {}

  absl::StatusOr<v1::RescoreSessionsResponse> Rescore(
      const v1::RescoreSessionsRequest& request) override {
    return Call<v1::RescoreSessionsResponse>(
        &v1::RecordService::Stub::RescoreSessions, request);
  }
  absl::StatusOr<v1::EraseExamineeResponse> Erase(
      const v1::EraseExamineeRequest& request) override {
    return Call<v1::EraseExamineeResponse>(
        &v1::RecordService::Stub::EraseExaminee, request);
  }
  absl::StatusOr<v1::ImportOutcomesResponse> ImportOutcomes(
      const v1::ImportOutcomesRequest& request) override {
    return Call<v1::ImportOutcomesResponse>(
        &v1::RecordService::Stub::ImportOutcomes, request);
  }

 private:
  template <class Response, class Method, class Request>
  absl::StatusOr<Response> Call(Method method, const Request& request) {
    grpc::ClientContext context;
    Response response;
    const grpc::Status status = (*stub_.*method)(&context, request, &response);
    if (!status.ok()) return FromGrpcStatus(status);
    return response;
  }

  std::unique_ptr<v1::RecordService::Stub> stub_;
};

}  // namespace

void AddRecordPlace(CLI::App& command, RecordPlace& place) {
  command.add_option("--data", place.data,
                     "directory of the data of a server that is not running");
  command.add_option("--store", place.store, kStoreKinds);
  command.add_option("--server", place.server, "HOST:PORT of a server");
}

absl::StatusOr<std::unique_ptr<RecordClient>> OpenRecords(
    const RecordPlace& place) {
  const int given =
      !place.data.empty() + !place.store.empty() + !place.server.empty();
  if (given != 1) {
    return UsageError("exactly one of --data, --store and --server is needed");
  }
  if (!place.server.empty()) {
    return std::unique_ptr<RecordClient>(
        std::make_unique<RemoteRecords>(place.server));
  }
  ASSIGN_OR_RETURN(const std::string address,
                   ExistingStoreAddress(place.data, place.store));
  ASSIGN_OR_RETURN(auto store, OpenStore(address));
  return std::unique_ptr<RecordClient>(
      std::make_unique<LocalRecords>(std::move(store)));
}

}  // namespace adaptest
