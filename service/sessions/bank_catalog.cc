#include "service/sessions/bank_catalog.h"

#include <limits>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "engine/blueprint/form_supply.h"
#include "engine/status_macros.h"
#include "google/protobuf/util/time_util.h"
#include "service/sessions/bank_version.h"
#include "service/sessions/field_error.h"
#include "service/sessions/resource_name.h"

namespace adaptest {
namespace {

constexpr int kMaxPageSize = 1000;
constexpr int kDefaultPageSize = 100;
constexpr size_t kMaxRequestId = 128;

}  // namespace

absl::StatusOr<v1::Exam> BankCatalog::ProfileFor(
    const v1::ImportBankVersionRequest& request) {
  if (request.has_exam()) return request.exam();
  ASSIGN_OR_RETURN(const auto latest,
                   store_->ListBankVersions(
                       request.parent(), std::numeric_limits<int>::max(), 1));
  if (latest.empty()) {
    return FieldError("exam", absl::StrCat("is missing, and ", request.parent(),
                                           " has no version to take it from"));
  }
  ASSIGN_OR_RETURN(v1::BankVersion version, ReadVersion(latest[0]));
  return std::move(*version.mutable_exam());
}

absl::StatusOr<v1::BankVersion> BankCatalog::Import(
    const v1::ImportBankVersionRequest& request) {
  if (request.request_id().size() > kMaxRequestId) {
    return FieldError("request_id",
                      absl::StrCat(request.request_id().size(),
                                   " bytes; allowed: 0 to ", kMaxRequestId));
  }
  v1::BankVersion version;
  ASSIGN_OR_RETURN(*version.mutable_exam(), ProfileFor(request));
  ASSIGN_OR_RETURN(const v1::ImportBankVersionRequest filled,
                   WithProvisionalParameters(request));
  RETURN_IF_ERROR(ValidateImport(version.exam(), filled));
  *version.mutable_create_time() =
      google::protobuf::util::TimeUtil::MillisecondsToTimestamp(
          clock_->NowMs());
  version.set_item_count(filled.items_size());
  version.set_content_count(filled.contents_size());
  *version.mutable_items() = filled.items();
  *version.mutable_contents() = filled.contents();
  const auto make = [&](int number) {
    version.set_name(FormatBankVersionName(request.parent(), number));
    return StoreVersion(version);
  };
  ASSIGN_OR_RETURN(
      const int number,
      store_->PutBankVersion(request.parent(), request.request_id(), make));
  ASSIGN_OR_RETURN(const StoredBankVersion stored,
                   store_->GetBankVersion(request.parent(), number));
  StoredBankVersion header = stored;
  header.payload.clear();
  return ReadVersion(header);
}

absl::StatusOr<v1::ListBankVersionsResponse> BankCatalog::ListExams() {
  v1::ListBankVersionsResponse response;
  ASSIGN_OR_RETURN(const std::vector<std::string> exams, store_->ListExams());
  for (const std::string& exam : exams) {
    v1::ListBankVersionsRequest request;
    request.set_parent(exam);
    request.set_page_size(kMaxPageSize);
    ASSIGN_OR_RETURN(v1::ListBankVersionsResponse versions, List(request));
    response.mutable_bank_versions()->MergeFrom(versions.bank_versions());
  }
  return response;
}

absl::StatusOr<v1::ListBankVersionsResponse> BankCatalog::List(
    const v1::ListBankVersionsRequest& request) {
  if (request.parent() == "exams/-") return ListExams();
  if (request.page_size() < 0 || request.page_size() > kMaxPageSize) {
    return FieldError("page_size",
                      absl::StrCat(request.page_size(), " is outside [0, ",
                                   kMaxPageSize, "]"));
  }
  int before = std::numeric_limits<int>::max();
  if (!request.page_token().empty() &&
      !absl::SimpleAtoi(request.page_token(), &before)) {
    return FieldError("page_token", absl::StrCat("\"", request.page_token(),
                                                 "\" is not from a reply"));
  }
  const int size =
      request.page_size() == 0 ? kDefaultPageSize : request.page_size();
  ASSIGN_OR_RETURN(
      const auto versions,
      store_->ListBankVersions(request.parent(), before, size + 1));
  v1::ListBankVersionsResponse response;
  for (const StoredBankVersion& stored : versions) {
    if (response.bank_versions_size() == size) {
      response.set_next_page_token(absl::StrCat(stored.number + 1));
      break;
    }
    ASSIGN_OR_RETURN(*response.add_bank_versions(), ReadVersion(stored));
  }
  return response;
}

absl::StatusOr<v1::BankVersion> BankCatalog::Get(const std::string& name) {
  ASSIGN_OR_RETURN(BankVersionName parsed, ParseBankVersionName(name));
  if (parsed.number == 0) {
    ASSIGN_OR_RETURN(const auto active, Active(parsed.exam));
    ASSIGN_OR_RETURN(parsed, ParseBankVersionName(active->name));
  }
  ASSIGN_OR_RETURN(const StoredBankVersion stored,
                   store_->GetBankVersion(parsed.exam, parsed.number));
  return ReadVersion(stored);
}

absl::StatusOr<v1::BankVersion> BankCatalog::Activate(const std::string& name) {
  ASSIGN_OR_RETURN(const BankVersionName parsed, ParseBankVersionName(name));
  if (parsed.number == 0) {
    return FieldError("name", "names no number; allowed: a number from 1");
  }
  ASSIGN_OR_RETURN(const auto prepared, Prepared(name));
  RETURN_IF_ERROR(
      store_->Activate(parsed.exam, parsed.number, clock_->NowMs()));
  ASSIGN_OR_RETURN(StoredBankVersion stored,
                   store_->GetBankVersion(parsed.exam, parsed.number));
  stored.payload.clear();
  ASSIGN_OR_RETURN(v1::BankVersion version, ReadVersion(stored));
  for (const PreparedMode& mode : prepared->exam->modes()) {
    const std::string note =
        ThinNote(CountDisjointForms(mode.blueprint, FormSupply::kThin));
    if (note.empty()) continue;
    version.add_notes(
        absl::StrCat("mode ", NameOf(mode.mode.kind), ": ", note));
  }
  return version;
}

absl::StatusOr<std::shared_ptr<const PreparedVersion>> BankCatalog::Active(
    const std::string& exam) {
  // Asked of the store each time: another process may have activated one.
  ASSIGN_OR_RETURN(const int number, store_->ActiveVersion(exam));
  if (number != 0) return Prepared(FormatBankVersionName(exam, number));
  ASSIGN_OR_RETURN(
      const auto versions,
      store_->ListBankVersions(exam, std::numeric_limits<int>::max(), 1));
  if (versions.empty()) {
    return absl::NotFoundError(absl::StrCat("exam ", exam, " is unknown"));
  }
  return absl::FailedPreconditionError(
      absl::StrCat("exam ", exam, " has no active bank version"));
}

std::shared_ptr<const PreparedVersion> BankCatalog::Known(
    const std::string& name) {
  const std::lock_guard lock(mutex_);
  const auto known = prepared_.find(name);
  return known == prepared_.end() ? nullptr : known->second;
}

absl::StatusOr<std::shared_ptr<const PreparedVersion>> BankCatalog::Prepared(
    const std::string& name) {
  if (auto known = Known(name)) return known;
  ASSIGN_OR_RETURN(const BankVersionName parsed, ParseBankVersionName(name));
  if (parsed.number == 0) return Active(parsed.exam);
  // All who ask for the same version after a start wait for the first.
  const std::lock_guard one_at_a_time(preparing_);
  if (auto known = Known(name)) return known;
  ASSIGN_OR_RETURN(const v1::BankVersion version, Get(name));
  ASSIGN_OR_RETURN(const auto prepared, PrepareVersion(version));
  const std::lock_guard lock(mutex_);
  return prepared_.emplace(prepared->name, prepared).first->second;
}

void BankCatalog::PrepareActive(std::chrono::steady_clock::time_point until) {
  const absl::StatusOr<std::vector<std::string>> exams = store_->ListExams();
  if (!exams.ok()) return;
  for (const std::string& exam : *exams) {
    if (std::chrono::steady_clock::now() >= until) return;
    (void)Active(exam);
  }
}

std::vector<std::shared_ptr<const PreparedVersion>> BankCatalog::InUse() {
  const std::lock_guard lock(mutex_);
  std::vector<std::shared_ptr<const PreparedVersion>> versions;
  for (const auto& [name, version] : prepared_) versions.push_back(version);
  return versions;
}

}  // namespace adaptest
