#ifndef ADAPTEST_SERVICE_STORES_OPEN_STORE_H_
#define ADAPTEST_SERVICE_STORES_OPEN_STORE_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "service/stores/store.h"

namespace adaptest {

// The kinds of stores, as addresses name them.
inline constexpr char kStoreKinds[] = "sqlite:PATH or postgresql://..";

// Whether an address names one of them.
bool IsStoreAddress(absl::string_view address);

// Opens the store, and makes or updates its tables. InvalidArgument for an
// address of another kind, Unavailable where it cannot be reached,
// FailedPrecondition for the schema of a newer version.
absl::StatusOr<std::unique_ptr<Store>> OpenStore(
    const std::string& address, const StoreOptions& options = {});

// The address without a password in it.
std::string WithoutPassword(const std::string& address);

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_STORES_OPEN_STORE_H_
