#ifndef ADAPTEST_SERVICE_SESSIONS_BANK_CATALOG_H_
#define ADAPTEST_SERVICE_SESSIONS_BANK_CATALOG_H_

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "adaptest/v1/item_bank.pb.h"
#include "engine/session/prepared_exam.h"
#include "service/sessions/clock.h"
#include "service/sessions/exposure_ledger.h"
#include "service/sessions/question.h"
#include "service/stores/store.h"

namespace adaptest {

// A bank version ready to give sessions from. Immutable but for the ledger.
struct PreparedVersion {
  std::string name;  // exams/{exam}/bankVersions/{n}
  std::shared_ptr<const PreparedExam> exam;

  std::vector<Question> questions;  // [item]; empty where it has none

  std::unique_ptr<ExposureLedger> exposure;
};

// Import, listing and activation of bank versions, and the prepared form of
// those in use. Safe to call from many threads.
class BankCatalog {
 public:
  // Neither is owned; both outlive the catalog.
  BankCatalog(BankStore* store, Clock* clock) : store_(store), clock_(clock) {}

  // Checks items, contents and profile, gives provisional items without
  // parameters theirs (cold_start.h), and stores them as a new version. The
  // profile may be left out where the exam has a version already.
  absl::StatusOr<v1::BankVersion> Import(
      const v1::ImportBankVersionRequest& request);

  absl::StatusOr<v1::ListBankVersionsResponse> List(
      const v1::ListBankVersionsRequest& request);

  absl::StatusOr<v1::BankVersion> Get(const std::string& name);

  // Checks that every mode's blueprint can be satisfied, and that every item
  // can be answered, before it makes new sessions use the version.
  absl::StatusOr<v1::BankVersion> Activate(const std::string& name);

  // The version that new sessions of the exam use. NOT_FOUND for an unknown
  // exam, FAILED_PRECONDITION where none is active.
  absl::StatusOr<std::shared_ptr<const PreparedVersion>> Active(
      const std::string& exam);

  absl::StatusOr<std::shared_ptr<const PreparedVersion>> Prepared(
      const std::string& name);

  // Makes the active versions of all exams ready, as far as it gets until then:
  // the others are when they are asked for, and one that cannot be tells so who
  // asks.
  void PrepareActive(std::chrono::steady_clock::time_point until);

  // Those that are in memory.
  std::vector<std::shared_ptr<const PreparedVersion>> InUse();

 private:
  absl::StatusOr<v1::Exam> ProfileFor(
      const v1::ImportBankVersionRequest& request);
  absl::StatusOr<v1::ListBankVersionsResponse> ListExams();
  std::shared_ptr<const PreparedVersion> Known(const std::string& name);

  BankStore* store_;
  Clock* clock_;

  std::mutex preparing_;  // who prepares a version; taken before the other
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const PreparedVersion>> prepared_;
};

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_SESSIONS_BANK_CATALOG_H_
