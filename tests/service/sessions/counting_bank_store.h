#ifndef ADAPTEST_TESTS_SERVICE_SESSIONS_COUNTING_BANK_STORE_H_
#define ADAPTEST_TESTS_SERVICE_SESSIONS_COUNTING_BANK_STORE_H_

#include <atomic>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "service/stores/store.h"

namespace adaptest {

// Counts how often a version's payload is read.
class CountingBankStore : public BankStore {
 public:
  explicit CountingBankStore(BankStore* store) : store_(store) {}

  absl::StatusOr<StoredBankVersion> GetBankVersion(const std::string& exam,
                                                   int number) override {
    ++reads;
    return store_->GetBankVersion(exam, number);
  }
  absl::StatusOr<int> PutBankVersion(const std::string& exam,
                                     const std::string& request_id,
                                     const MakeVersion& make) override {
    return store_->PutBankVersion(exam, request_id, make);
  }
  absl::StatusOr<std::vector<StoredBankVersion>> ListBankVersions(
      const std::string& exam, int before, int limit) override {
    return store_->ListBankVersions(exam, before, limit);
  }
  absl::StatusOr<std::vector<std::string>> ListExams() override {
    return store_->ListExams();
  }
  absl::StatusOr<int> ActiveVersion(const std::string& exam) override {
    return store_->ActiveVersion(exam);
  }
  absl::Status Activate(const std::string& exam, int number,
                        int64_t time_ms) override {
    return store_->Activate(exam, number, time_ms);
  }

  std::atomic<int> reads = 0;

 private:
  BankStore* store_;
};

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_SERVICE_SESSIONS_COUNTING_BANK_STORE_H_
