#ifndef ADAPTEST_SERVICE_RPC_ITEM_BANK_SERVICE_H_
#define ADAPTEST_SERVICE_RPC_ITEM_BANK_SERVICE_H_

#include "adaptest/v1/item_bank.grpc.pb.h"
#include "service/sessions/bank_catalog.h"

namespace adaptest {

// ItemBankService over gRPC.
class ItemBankServiceImpl final : public v1::ItemBankService::Service {
 public:
  explicit ItemBankServiceImpl(BankCatalog* catalog) : catalog_(catalog) {}

  grpc::Status ImportBankVersion(grpc::ServerContext* context,
                                 const v1::ImportBankVersionRequest* request,
                                 v1::BankVersion* response) override;
  grpc::Status ListBankVersions(
      grpc::ServerContext* context, const v1::ListBankVersionsRequest* request,
      v1::ListBankVersionsResponse* response) override;
  grpc::Status GetBankVersion(grpc::ServerContext* context,
                              const v1::GetBankVersionRequest* request,
                              v1::BankVersion* response) override;
  grpc::Status ActivateBankVersion(
      grpc::ServerContext* context,
      const v1::ActivateBankVersionRequest* request,
      v1::BankVersion* response) override;

 private:
  BankCatalog* catalog_;
};

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_RPC_ITEM_BANK_SERVICE_H_
