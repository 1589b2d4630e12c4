#include "service/sessions/bank_catalog.h"

#include <functional>
#include <map>
#include <string>
#include <utility>

#include "adaptest/v1/error_details.pb.h"
#include "service/sessions/field_error.h"
#include "tests/service/sessions/session_fixture.h"

namespace adaptest {
namespace {

using testing::HasSubstr;
using Request = v1::ImportBankVersionRequest;

class BankCatalogTest : public testing::Test {
 protected:
  BankCatalog& catalog() { return replica_.catalog; }
  std::unique_ptr<Replica> NewReplica() {
    return std::make_unique<Replica>("sqlite:" + directory_.File("store.db"),
                                     &clock_);
  }
  int NumVersions(const std::string& exam = kSmallExam) {
    v1::ListBankVersionsRequest request;
    request.set_parent(exam);
    return catalog().List(request)->bank_versions_size();
  }
  // Refused for the field with a message that has the part, and not stored.
  void ExpectRefused(const Request& request, const std::string& field,
                     const std::string& part) {
    const absl::Status status = catalog().Import(request).status();
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << part << ": " << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr(part));
    const auto payload = status.GetPayload(kBadRequestUrl);
    v1::BadRequest details;
    ASSERT_TRUE(payload && details.ParseFromString(std::string(*payload)));
    EXPECT_EQ(details.field_violations(0).field(), field) << part;
    EXPECT_EQ(NumVersions(), 0) << part;
  }

 private:
  TemporaryDirectory directory_;
  FakeClock clock_;
  Replica replica_{"sqlite:" + directory_.File("store.db"), &clock_};
};

TEST_F(BankCatalogTest, ImportsAVersionThatIsNotYetActive) {
  const auto version = catalog().Import(SmallImport());
  ASSERT_TRUE(version.ok()) << version.status();
  EXPECT_EQ(version->name(), "exams/small/bankVersions/1");
  EXPECT_EQ(version->item_count(), 30);
  EXPECT_EQ(version->content_count(), 30);
  EXPECT_EQ(version->items_size(), 0);
  EXPECT_FALSE(version->active());
  const auto whole = catalog().Get(version->name());
  ASSERT_TRUE(whole.ok()) << whole.status();
  EXPECT_EQ(whole->items(7).SerializeAsString(),
            SmallItem(7).SerializeAsString());
  EXPECT_EQ(whole->contents_size(), 30);
}

TEST_F(BankCatalogTest, ImportsOneVersionForOneRequestId) {
  Request request = SmallImport();
  request.set_request_id("request");
  ASSERT_TRUE(catalog().Import(request).ok());
  const auto again = catalog().Import(request);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->name(), "exams/small/bankVersions/1");
  EXPECT_EQ(NumVersions(), 1);
}

TEST_F(BankCatalogTest, TakesTheProfileOfTheLatestVersion) {
  ASSERT_TRUE(catalog().Import(SmallImport()).ok());
  Request request = SmallImport();
  request.clear_exam();
  const auto version = catalog().Import(request);
  ASSERT_TRUE(version.ok()) << version.status();
  EXPECT_EQ(
      version->exam().SerializeAsString(),
      catalog().Get("exams/small/bankVersions/1")->exam().SerializeAsString());
}

TEST_F(BankCatalogTest, RefusesImportWithoutAnyProfile) {
  Request request = SmallImport();
  request.clear_exam();
  ExpectRefused(request, "exam", "is missing, and exams/small has no version");
}

TEST_F(BankCatalogTest, RefusesProfileOfAnotherExam) {
  Request request = SmallImport();
  request.set_parent("exams/other");
  ExpectRefused(request, "exam", "differs from the parent \"exams/other\"");
}

TEST_F(BankCatalogTest, RefusesNameThatMeansAllExams) {
  Request request = SmallImport();
  request.set_parent("exams/-");
  request.mutable_exam()->set_name("exams/-");
  const absl::Status status = catalog().Import(request).status();
  EXPECT_TRUE(absl::IsInvalidArgument(status)) << status;
}

TEST_F(BankCatalogTest, RefusesInvalidProfile) {
  Request request = SmallImport();
  request.mutable_exam()->mutable_modes(0)->set_scored_items(0);
  ExpectRefused(request, "exam", "scoredItems = 0");
}

TEST_F(BankCatalogTest, RefusesItemTwice) {
  Request request = SmallImport();
  *request.add_items() = SmallItem(7);
  ExpectRefused(request, "items", "Q7");
}

TEST_F(BankCatalogTest, RefusesBadParameter) {
  Request request = SmallImport();
  request.mutable_items(3)->set_parameters(2, 1.2);
  ExpectRefused(request, "items", "item Q3: lower asymptote c = 1.2");
}

TEST_F(BankCatalogTest, RefusesUnknownModel) {
  Request request = SmallImport();
  request.mutable_items(3)->set_model("5pl");
  ExpectRefused(request, "items", "5pl");
}

TEST_F(BankCatalogTest, RefusesUnknownStatusOfAnItem) {
  Request request = SmallImport();
  request.mutable_items(3)->set_status("active");
  ExpectRefused(request, "items", "active");
}

TEST_F(BankCatalogTest, RefusesContentOfUnknownItem) {
  Request request = SmallImport();
  *request.add_contents() = SmallQuestion(30);
  ExpectRefused(request, "contents[30]",
                "itemId \"Q30\" is not an item of the bank");
}

TEST_F(BankCatalogTest, RefusesContentTwice) {
  Request request = SmallImport();
  *request.add_contents() = SmallQuestion(4);
  ExpectRefused(request, "contents[30]",
                "question Q4: occurs twice in language \"\"");
}

TEST_F(BankCatalogTest, RefusesContentWithoutKey) {
  Request request = SmallImport();
  request.mutable_contents(2)->clear_key();
  ExpectRefused(request, "contents[2]", "question Q2: key has 0 options");
}

TEST_F(BankCatalogTest, RefusesLongRequestId) {
  Request request = SmallImport();
  request.set_request_id(std::string(129, 'x'));
  ExpectRefused(request, "request_id", "129 bytes");
}

TEST_F(BankCatalogTest, RefusesToActivateInfeasibleBlueprint) {
  Request request = SmallImport();
  request.mutable_exam()->mutable_constraints(0)->set_lower(4);
  request.mutable_exam()->mutable_constraints(0)->set_upper(4);
  ASSERT_TRUE(catalog().Import(request).ok());
  const auto active = catalog().Activate("exams/small/bankVersions/1");
  EXPECT_TRUE(absl::IsFailedPrecondition(active.status())) << active.status();
  EXPECT_THAT(std::string(active.status().message()),
              testing::AllOf(HasSubstr("D1"), HasSubstr("D2")));
  EXPECT_FALSE(catalog().Get("exams/small/bankVersions/1")->active());
}

TEST_F(BankCatalogTest, RefusesToActivateItemThatNobodyCanAnswer) {
  Request request = SmallImport();
  request.mutable_contents()->RemoveLast();
  ASSERT_TRUE(catalog().Import(request).ok());
  const auto active = catalog().Activate("exams/small/bankVersions/1");
  EXPECT_TRUE(absl::IsFailedPrecondition(active.status())) << active.status();
  EXPECT_THAT(std::string(active.status().message()),
              HasSubstr("item Q29 has no question"));
}

TEST_F(BankCatalogTest, ActivatesItemsWithoutQuestionsWhereAllowed) {
  Request request = SmallImport();
  request.clear_contents();
  request.mutable_exam()->set_allow_category_answers(true);
  ASSERT_TRUE(catalog().Import(request).ok());
  EXPECT_TRUE(catalog().Activate("exams/small/bankVersions/1").ok());
}

TEST_F(BankCatalogTest, ActivatesNothingUnknown) {
  ASSERT_TRUE(catalog().Import(SmallImport()).ok());
  const std::map<std::string, absl::StatusCode> codes = {
      {"exams/small/bankVersions/2", absl::StatusCode::kNotFound},
      {"exams/none/bankVersions/1", absl::StatusCode::kNotFound},
      {"exams/small/bankVersions/active", absl::StatusCode::kInvalidArgument},
      {"exams/small/bankVersions/0", absl::StatusCode::kInvalidArgument},
      {"exams/small/bankVersions/1x", absl::StatusCode::kInvalidArgument},
      {"exams/small", absl::StatusCode::kInvalidArgument}};
  for (const auto& [name, code] : codes) {
    EXPECT_EQ(catalog().Activate(name).status().code(), code) << name;
  }
}

TEST_F(BankCatalogTest, RollingBackIsActivatingAnEarlierVersion) {
  ASSERT_TRUE(catalog().Import(SmallImport()).ok());
  ASSERT_TRUE(catalog().Import(SmallImport()).ok());
  ASSERT_TRUE(catalog().Activate("exams/small/bankVersions/2").ok());
  ASSERT_TRUE(catalog().Activate("exams/small/bankVersions/1").ok());
  EXPECT_EQ(catalog().Get("exams/small/bankVersions/active")->name(),
            "exams/small/bankVersions/1");
  EXPECT_FALSE(catalog().Get("exams/small/bankVersions/2")->active());
}

TEST_F(BankCatalogTest, ListsPageByPage) {
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(catalog().Import(SmallImport()).ok());
  v1::ListBankVersionsRequest request;
  request.set_parent(kSmallExam);
  request.set_page_size(2);
  std::string names;
  int pages = 0;
  do {
    const auto page = catalog().List(request);
    ASSERT_TRUE(page.ok()) << page.status();
    EXPECT_LE(page->bank_versions_size(), 2);
    for (const v1::BankVersion& version : page->bank_versions()) {
      names += version.name().back();
      EXPECT_EQ(version.items_size() + version.contents_size(), 0);
    }
    request.set_page_token(page->next_page_token());
    ++pages;
  } while (!request.page_token().empty() && pages < 9);
  EXPECT_EQ(names, "54321");
  EXPECT_EQ(pages, 3);
}

TEST_F(BankCatalogTest, RefusesPagesThatCannotBe) {
  v1::ListBankVersionsRequest request;
  request.set_parent(kSmallExam);
  for (const int size : {-1, 1001}) {
    request.set_page_size(size);
    EXPECT_TRUE(absl::IsInvalidArgument(catalog().List(request).status()));
  }
  request.set_page_size(0);
  request.set_page_token("next");
  EXPECT_TRUE(absl::IsInvalidArgument(catalog().List(request).status()));
}

TEST_F(BankCatalogTest, ListsAllExams) {
  ASSERT_TRUE(catalog().Import(SmallImport()).ok());
  Request other = SmallImport();
  other.set_parent("exams/another");
  other.mutable_exam()->set_name("exams/another");
  ASSERT_TRUE(catalog().Import(other).ok());
  EXPECT_EQ(NumVersions("exams/-"), 2);
  EXPECT_EQ(NumVersions("exams/another"), 1);
  EXPECT_EQ(NumVersions("exams/none"), 0);
}

TEST_F(BankCatalogTest, SeesActivationOfAnotherProcess) {
  ASSERT_TRUE(catalog().Import(SmallImport()).ok());
  ASSERT_TRUE(catalog().Activate("exams/small/bankVersions/1").ok());
  EXPECT_EQ((*catalog().Active(kSmallExam))->name,
            "exams/small/bankVersions/1");
  const auto other = NewReplica();
  ASSERT_TRUE(other->catalog.Import(SmallImport()).ok());
  ASSERT_TRUE(other->catalog.Activate("exams/small/bankVersions/2").ok());
  EXPECT_EQ((*catalog().Active(kSmallExam))->name,
            "exams/small/bankVersions/2");
}

}  // namespace
}  // namespace adaptest
