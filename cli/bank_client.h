#ifndef ADAPTEST_CLI_BANK_CLIENT_H_
#define ADAPTEST_CLI_BANK_CLIENT_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "adaptest/v1/item_bank.pb.h"

namespace adaptest {

// Bank versions in a data directory or behind a server.
class BankClient {
 public:
  virtual ~BankClient() = default;
  virtual absl::StatusOr<v1::BankVersion> Import(
      const v1::ImportBankVersionRequest& request) = 0;
  virtual absl::StatusOr<v1::ListBankVersionsResponse> List(
      const v1::ListBankVersionsRequest& request) = 0;
  virtual absl::StatusOr<v1::BankVersion> Activate(const std::string& name) = 0;
};

// Opens a store as a server does, which makes it where it is absent.
absl::StatusOr<std::unique_ptr<BankClient>> OpenLocalBanks(
    const std::string& store);

// Calls the server at HOST:PORT.
std::unique_ptr<BankClient> ConnectToBanks(const std::string& server);

}  // namespace adaptest

#endif  // ADAPTEST_CLI_BANK_CLIENT_H_
