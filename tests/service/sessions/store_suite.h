#ifndef ADAPTEST_TESTS_SERVICE_SESSIONS_STORE_SUITE_H_
#define ADAPTEST_TESTS_SERVICE_SESSIONS_STORE_SUITE_H_

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "service/stores/open_store.h"
#include "tests/service/sessions/store_calls.h"
#include "tests/support/postgres_server.h"
#include "tests/support/temporary_directory.h"

namespace adaptest {

// An empty store of the kind that the parameter names: Sqlite or
// Postgres.
class StoreSuite : public testing::TestWithParam<std::string> {
 protected:
  StoreSuite()
      : address_(GetParam() == "Sqlite"
                     ? "sqlite:" + directory_.File("store.db")
                     : SharedPostgresServer().NewDatabase()) {
    Reopen();
  }

  EventStore& events() { return *store_; }
  BankStore& banks() { return *store_; }
  const TemporaryDirectory& directory() const { return directory_; }

  // Another store on the same address.
  std::unique_ptr<Store> Open(const StoreOptions& options = {}) {
    auto store = OpenStore(address_, options);
    EXPECT_TRUE(store.ok()) << store.status();
    return *std::move(store);
  }
  // Reads what an earlier store, which is gone by then, has written.
  void Reopen(const StoreOptions& options = {}) {
    store_ = nullptr;
    store_ = Open(options);
  }
  int64_t NewSession() { return CreateIn(events(), "", "first")->number; }

 private:
  TemporaryDirectory directory_;
  std::string address_;
  std::unique_ptr<Store> store_;
};

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_SERVICE_SESSIONS_STORE_SUITE_H_
