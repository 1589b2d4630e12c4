#include "cli/bank_client.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <utility>

#include "adaptest/v1/item_bank.grpc.pb.h"
#include "engine/status_macros.h"
#include "service/rpc/status_conversion.h"
#include "service/sessions/bank_catalog.h"
#include "service/sessions/clock.h"
#include "service/stores/open_store.h"

namespace adaptest {
namespace {

class LocalBanks : public BankClient {
 public:
  explicit LocalBanks(std::unique_ptr<Store> store)
      : store_(std::move(store)), catalog_(store_.get(), &clock_) {}

  absl::StatusOr<v1::BankVersion> Import(
      const v1::ImportBankVersionRequest& request) override {
    return catalog_.Import(request);
  }
  absl::StatusOr<v1::ListBankVersionsResponse> List(
      const v1::ListBankVersionsRequest& request) override {
    return catalog_.List(request);
  }
  absl::StatusOr<v1::BankVersion> Activate(const std::string& name) override {
    return catalog_.Activate(name);
  }

 private:
  SystemClock clock_;
  std::unique_ptr<Store> store_;
  BankCatalog catalog_;
};

class RemoteBanks : public BankClient {
 public:
  explicit RemoteBanks(const std::string& server)
      : stub_(v1::ItemBankService::NewStub(
            grpc::CreateChannel(server, grpc::InsecureChannelCredentials()))) {}

  absl::StatusOr<v1::BankVersion> Import(
      const v1::ImportBankVersionRequest& request) override {
    return Call<v1::BankVersion>([&](auto* context, auto* response) {
      return stub_->ImportBankVersion(context, request, response);
    });
  }
  absl::StatusOr<v1::ListBankVersionsResponse> List(
      const v1::ListBankVersionsRequest& request) override {
    return Call<v1::ListBankVersionsResponse>(
        [&](auto* context, auto* response) {
          return stub_->ListBankVersions(context, request, response);
        });
  }
  absl::StatusOr<v1::BankVersion> Activate(const std::string& name) override {
    v1::ActivateBankVersionRequest request;
    request.set_name(name);
    return Call<v1::BankVersion>([&](auto* context, auto* response) {
      return stub_->ActivateBankVersion(context, request, response);
    });
  }

 private:
  template <class Response, class Method>
  absl::StatusOr<Response> Call(Method method) {
    grpc::ClientContext context;
    Response response;
    const grpc::Status status = method(&context, &response);
    if (!status.ok()) return FromGrpcStatus(status);
    return response;
  }

  std::unique_ptr<v1::ItemBankService::Stub> stub_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<BankClient>> OpenLocalBanks(
    const std::string& store) {
  ASSIGN_OR_RETURN(auto opened, OpenStore(store));
  return std::unique_ptr<BankClient>(
      std::make_unique<LocalBanks>(std::move(opened)));
}

std::unique_ptr<BankClient> ConnectToBanks(const std::string& server) {
  return std::make_unique<RemoteBanks>(server);
}

}  // namespace adaptest
