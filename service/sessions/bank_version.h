#ifndef ADAPTEST_SERVICE_SESSIONS_BANK_VERSION_H_
#define ADAPTEST_SERVICE_SESSIONS_BANK_VERSION_H_

#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "adaptest/v1/item_bank.pb.h"
#include "service/sessions/bank_catalog.h"
#include "service/stores/store.h"

namespace adaptest {

// The request with the parameters that provisional items leave out
// (cold_start.h). Errors name the field.
absl::StatusOr<v1::ImportBankVersionRequest> WithProvisionalParameters(
    v1::ImportBankVersionRequest request);

// Checks everything of an import but the blueprint: the profile, the items,
// the questions and that each belongs to one item. Errors name the field.
absl::Status ValidateImport(const v1::Exam& profile,
                            const v1::ImportBankVersionRequest& request);

// The stored form of a version.
StoredBankVersion StoreVersion(const v1::BankVersion& version);

// The message of a stored version; its payload, or its header alone.
absl::StatusOr<v1::BankVersion> ReadVersion(const StoredBankVersion& stored);

// Makes a version ready, and refuses one that no session can be given from.
absl::StatusOr<std::shared_ptr<const PreparedVersion>> PrepareVersion(
    const v1::BankVersion& version);

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_SESSIONS_BANK_VERSION_H_
