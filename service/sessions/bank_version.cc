#include "service/sessions/bank_version.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"
#include "engine/uncertainty/cold_start.h"
#include "proto/conversion/exam_conversion.h"
#include "proto/conversion/item_conversion.h"
#include "service/sessions/field_error.h"
#include "service/sessions/question.h"

namespace adaptest {
namespace {

absl::Status ValidateContents(const ItemBank& bank,
                              const v1::ImportBankVersionRequest& request) {
  std::map<std::string, Question> questions;
  for (int i = 0; i < request.contents_size(); ++i) {
    const v1::Content& content = request.contents(i);
    const std::string field = absl::StrCat("contents[", i, "]");
    if (!bank.Find(content.item_id())) {
      return FieldError(field, absl::StrCat("itemId \"", content.item_id(),
                                            "\" is not an item of the bank"));
    }
    absl::Status status = ValidateContent(content);
    if (status.ok()) status = questions[content.item_id()].Add(content);
    if (!status.ok()) return FieldError(field, status.message());
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::ImportBankVersionRequest> WithProvisionalParameters(
    v1::ImportBankVersionRequest request) {
  std::vector<Item> items;
  for (const v1::Item& message : request.items()) {
    const absl::StatusOr<Item> item = ItemFromProto(message);
    if (!item.ok()) return FieldError("items", item.status().message());
    if (item->parameters.empty() && !item->provisional) {
      return FieldError("items",
                        absl::StrCat("item ", item->id,
                                     ": no parameters; allowed where the item "
                                     "has provisional: true"));
    }
    if (item->parameters.empty() && !item->covariance.empty()) {
      return FieldError("items",
                        absl::StrCat("item ", item->id, ": covariance has ",
                                     item->covariance.size(),
                                     " elements, but there are no parameters; "
                                     "allowed: both or neither"));
    }
    items.push_back(*item);
  }
  const auto filled = FillProvisional(std::move(items));
  if (!filled.ok()) return FieldError("items", filled.status().message());
  for (int i = 0; i < request.items_size(); ++i) {
    if (!request.items(i).parameters().empty()) continue;
    *request.mutable_items(i) = ItemToProto((*filled)[i]);
  }
  return request;
}

absl::Status ValidateImport(const v1::Exam& profile,
                            const v1::ImportBankVersionRequest& request) {
  const absl::StatusOr<Exam> exam = ExamFromProto(profile);
  if (!exam.ok()) return FieldError("exam", exam.status().message());
  if (exam->name != request.parent()) {
    return FieldError("exam", absl::StrCat("name \"", exam->name,
                                           "\" differs from the parent \"",
                                           request.parent(), "\""));
  }
  if (exam->name == "exams/-") {
    return FieldError("parent", "exams/- means all exams; choose another name");
  }
  const absl::StatusOr<ItemBank> bank = BankFromProto(request.items());
  if (!bank.ok()) return FieldError("items", bank.status().message());
  return ValidateContents(*bank, request);
}

StoredBankVersion StoreVersion(const v1::BankVersion& version) {
  StoredBankVersion stored;
  stored.payload = version.SerializeAsString();
  v1::BankVersion header = version;
  header.clear_items();
  header.clear_contents();
  stored.header = header.SerializeAsString();
  return stored;
}

absl::StatusOr<v1::BankVersion> ReadVersion(const StoredBankVersion& stored) {
  v1::BankVersion version;
  const std::string& bytes =
      stored.payload.empty() ? stored.header : stored.payload;
  if (!version.ParseFromString(bytes)) {
    return absl::DataLossError(
        absl::StrCat("stored bank version ", stored.number, " is damaged"));
  }
  version.set_active(stored.active);
  return version;
}

absl::StatusOr<std::shared_ptr<const PreparedVersion>> PrepareVersion(
    const v1::BankVersion& version) {
  ASSIGN_OR_RETURN(Exam exam, ExamFromProto(version.exam()));
  ASSIGN_OR_RETURN(ItemBank items, BankFromProto(version.items()));
  auto bank = std::make_shared<const ItemBank>(std::move(items));
  auto prepared = std::make_shared<PreparedVersion>();
  prepared->name = version.name();
  prepared->questions.resize(bank->size());
  for (const v1::Content& content : version.contents()) {
    RETURN_IF_ERROR(
        prepared->questions[*bank->Find(content.item_id())].Add(content));
  }
  for (int i = 0; i < bank->size(); ++i) {
    if (exam.allow_category_answers || !prepared->questions[i].empty() ||
        bank->item(i).status == ItemStatus::kRetired) {
      continue;
    }
    return absl::FailedPreconditionError(
        absl::StrCat("item ", bank->item(i).id,
                     " has no question, and the exam does not allow answers "
                     "by category (allowCategoryAnswers)"));
  }
  ASSIGN_OR_RETURN(prepared->exam,
                   PreparedExam::Make(std::move(exam), std::move(bank)));
  prepared->exposure =
      std::make_unique<ExposureLedger>(prepared->exam, prepared->name);
  return prepared;
}

}  // namespace adaptest
