// What a rescoring refuses, and what it does where there is more than one
// version, page or process.

#include <string>

#include "tests/service/sessions/rescoring_fixture.h"
#include "tests/service/sessions/two_replicas.h"

namespace adaptest {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class RescoringErrorsTest : public RescoringTest {
 protected:
  void ExpectRefused(const v1::RescoreSessionsRequest& request,
                     const std::string& field, const std::string& why) {
    const absl::Status status = TryToRescore(request).status();
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << status;
    EXPECT_THAT(std::string(status.message()),
                AllOf(HasSubstr(field + ": "), HasSubstr(why)));
  }
};

TEST_F(RescoringErrorsTest, RefusesWhatAsksForNothing) {
  ExpectRefused(DropRequest({}), "key_version",
                "is missing; allowed: a bank version with corrected keys, or "
                "dropped_items");
}

TEST_F(RescoringErrorsTest, RefusesAnUnknownItem) {
  ExpectRefused(DropRequest({"Q1", "Q99"}), "dropped_items",
                "item \"Q99\" is not in exams/small/bankVersions/1");
}

TEST_F(RescoringErrorsTest, RefusesABadReason) {
  v1::RescoreSessionsRequest request = DropRequest({"Q1"});
  request.set_reason("");
  ExpectRefused(request, "reason", "0 bytes; allowed: 1 to 1000");
  request.set_reason(std::string(1001, 'x'));
  ExpectRefused(request, "reason", "1001 bytes; allowed: 1 to 1000");
}

TEST_F(RescoringErrorsTest, KnowsNoUnknownVersion) {
  v1::RescoreSessionsRequest request = DropRequest({"Q1"});
  request.set_bank_version("exams/small/bankVersions/9");
  EXPECT_TRUE(absl::IsNotFound(TryToRescore(request).status()));
  request = DropRequest({"Q1"});
  request.set_key_version("exams/small/bankVersions/9");
  EXPECT_TRUE(absl::IsNotFound(TryToRescore(request).status()));
}

TEST_F(RescoringErrorsTest, RefusesWhatIsNoVersion) {
  v1::RescoreSessionsRequest request = DropRequest({"Q1"});
  request.set_bank_version("exams/small");
  ExpectRefused(request, "name", "is not exams/{exam}/bankVersions/{n}");
}

TEST_F(RescoringErrorsTest, ARefusedRescoringChangesNothing) {
  const v1::Session session = Sit("adaptive");
  const std::string item = ScoredRight(session);
  EXPECT_FALSE(TryToRescore(DropRequest({item, "Q99"})).ok());
  EXPECT_EQ(manager().Get(session.name())->SerializeAsString(),
            session.SerializeAsString());
}

TEST_F(RescoringErrorsTest, ADamagedSessionIsCountedAndTheOthersAreDone) {
  const v1::Session session = Sit("adaptive");
  AddDamaged("");
  const auto counts = Rescore(DropRequest({ScoredRight(session)}));
  EXPECT_EQ(counts.unreadable_count(), 1);
  EXPECT_EQ(counts.rescored_count(), 1);
  EXPECT_EQ(manager().Get(session.name())->earlier_reports_size(), 1);
}

// The same request is meant of another version once one is activated.
TEST_F(RescoringErrorsTest, TheActiveVersionIsTheOneOfNow) {
  Sit("adaptive");
  v1::RescoreSessionsRequest request = DropRequest({"Q0"});
  request.set_bank_version("exams/small/bankVersions/active");
  EXPECT_EQ(Rescore(request).session_count(), 1);
  ImportAndActivate(SmallImport());
  EXPECT_EQ(Rescore(request).session_count(), 0);
  Sit("adaptive");
  Sit("adaptive");
  EXPECT_EQ(Rescore(request).session_count(), 2);
}

TEST_F(RescoringErrorsTest, EveryPageOfSessionsIsLookedAt) {
  for (int i = 0; i < 201; ++i) {
    ASSERT_TRUE(manager().Finish(Create("adaptive").name()).ok());
  }
  EXPECT_EQ(Rescore(DropRequest({"Q0"})).session_count(), 201);
}

// A replica that has the session in memory as it was before its end.
TEST(RescoringOfReplicas, ASessionThatEndedElsewhereIsRescored) {
  TwoReplicas replicas;
  Replica& one = replicas.one;
  Replica& two = replicas.two;
  const std::string name = replicas.Create();
  const v1::PresentedItem item = two.manager.GetNextItem(name)->next_item();
  for (int answers = 0; answers < 4; ++answers) {
    const auto next = one.manager.GetNextItem(name)->next_item();
    ASSERT_TRUE(one.Submit(Submission(name, next, Omitted())).ok());
  }
  ASSERT_TRUE(one.manager.Finish(name).ok());
  v1::RescoreSessionsRequest request;
  request.set_bank_version(replicas.version);
  request.set_reason("a wrong key");
  request.add_dropped_items(item.item_id());
  ASSERT_TRUE(
      RescoreSessions(request, *two.store, two.catalog, two.manager).ok());
  for (Replica* replica : {&one, &two}) {
    EXPECT_EQ(replica->manager.Get(name)->report().revision(), 2);
  }
}

}  // namespace
}  // namespace adaptest
