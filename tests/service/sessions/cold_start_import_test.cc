// Import and activation of banks that nobody has answered yet.

#include <string>

#include "service/sessions/bank_catalog.h"
#include "tests/service/sessions/session_fixture.h"

namespace adaptest {
namespace {

using testing::HasSubstr;

class ColdStartImportTest : public testing::Test {
 protected:
  BankCatalog& catalog() { return replica_.catalog; }

  // What an import that is refused as invalid says.
  std::string Refusal(const v1::ImportBankVersionRequest& request) {
    const absl::Status status = catalog().Import(request).status();
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << status;
    return std::string(status.message());
  }

 private:
  TemporaryDirectory directory_;
  FakeClock clock_;
  Replica replica_{"sqlite:" + directory_.File("store.db"), &clock_};
};

TEST_F(ColdStartImportTest, GivesProvisionalItemsTheirParameters) {
  ASSERT_TRUE(catalog().Import(ColdStartImport()).ok());
  const auto version = catalog().Get("exams/small/bankVersions/1");
  ASSERT_TRUE(version.ok()) << version.status();
  for (const v1::Item& item : version->items()) {
    EXPECT_TRUE(item.provisional());
    EXPECT_EQ(item.parameters_size(), 3);
    EXPECT_EQ(item.covariance_size(), 9);
  }
  EXPECT_NEAR(version->items(0).parameters(2), 0.25, 1e-12);
  EXPECT_NEAR(version->items(1).parameters(2), 0.1, 1e-12);
  EXPECT_TRUE(catalog().Activate("exams/small/bankVersions/1").ok());
}

TEST_F(ColdStartImportTest, KeepsProvisionalParametersThatAreThere) {
  ASSERT_TRUE(catalog().Import(ColdStartImport()).ok());
  const auto first = catalog().Get("exams/small/bankVersions/1");
  v1::ImportBankVersionRequest request = ColdStartImport();
  *request.mutable_items() = first->items();
  ASSERT_TRUE(catalog().Import(request).ok());
  const auto second = catalog().Get("exams/small/bankVersions/2");
  for (int i = 0; i < 30; ++i) {
    EXPECT_EQ(second->items(i).parameters(1), first->items(i).parameters(1));
    EXPECT_EQ(second->items(i).covariance(4), first->items(i).covariance(4));
  }
}

TEST_F(ColdStartImportTest,
       RefusesItemsWithoutParametersThatAreNotProvisional) {
  v1::ImportBankVersionRequest request = ColdStartImport();
  request.mutable_items(3)->set_provisional(false);
  EXPECT_THAT(Refusal(request),
              HasSubstr("item Q3: no parameters; allowed where the item has "
                        "provisional: true"));
}

TEST_F(ColdStartImportTest, RefusesProvisionalItemsThatCannotBeFilled) {
  v1::ImportBankVersionRequest request = ColdStartImport();
  request.mutable_items(3)->set_model("grm");
  EXPECT_THAT(Refusal(request),
              HasSubstr("item Q3: parameters of model grm need"));
  request = ColdStartImport();
  (*request.mutable_items(3)->mutable_attributes())["type"] = "essay";
  EXPECT_THAT(Refusal(request),
              HasSubstr("item Q3: type \"essay\" is unknown"));
}

TEST_F(ColdStartImportTest, RefusesToActivateGuessesTakenAsKnown) {
  v1::ImportBankVersionRequest request = ColdStartImport();
  request.mutable_exam()->set_parameter_uncertainty(false);
  ASSERT_TRUE(catalog().Import(request).ok());
  const auto active = catalog().Activate("exams/small/bankVersions/1");
  EXPECT_TRUE(absl::IsFailedPrecondition(active.status())) << active.status();
  EXPECT_THAT(std::string(active.status().message()),
              testing::AllOf(HasSubstr("item Q0: "),
                             HasSubstr("set parameterUncertainty: true")));
}

}  // namespace
}  // namespace adaptest
