#include "service/rpc/item_bank_service.h"

#include "service/rpc/reply.h"

namespace adaptest {

grpc::Status ItemBankServiceImpl::ImportBankVersion(
    grpc::ServerContext*, const v1::ImportBankVersionRequest* request,
    v1::BankVersion* response) {
  return Reply(catalog_->Import(*request), response);
}

grpc::Status ItemBankServiceImpl::ListBankVersions(
    grpc::ServerContext*, const v1::ListBankVersionsRequest* request,
    v1::ListBankVersionsResponse* response) {
  return Reply(catalog_->List(*request), response);
}

grpc::Status ItemBankServiceImpl::GetBankVersion(
    grpc::ServerContext*, const v1::GetBankVersionRequest* request,
    v1::BankVersion* response) {
  return Reply(catalog_->Get(request->name()), response);
}

grpc::Status ItemBankServiceImpl::ActivateBankVersion(
    grpc::ServerContext*, const v1::ActivateBankVersionRequest* request,
    v1::BankVersion* response) {
  return Reply(catalog_->Activate(request->name()), response);
}

}  // namespace adaptest
