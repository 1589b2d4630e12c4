#include "service/sessions/store_responses.h"

#include <map>
#include <string>
#include <vector>

#include "service/sessions/erasure.h"
#include "tests/service/sessions/rescoring_fixture.h"

namespace adaptest {
namespace {

using testing::HasSubstr;

class StoreResponsesTest : public RescoringTest {
 protected:
  std::vector<SourceSession> ReadAll(int64_t unreadable = 0) {
    StoreResponses source(*replica().store, catalog(), kSmallExam);
    std::vector<SourceSession> sessions;
    const absl::Status status = source.ForEach([&](const SourceSession& one) {
      sessions.push_back(one);
      return absl::OkStatus();
    });
    EXPECT_TRUE(status.ok()) << status;
    EXPECT_EQ(source.num_unreadable(), unreadable);
    return sessions;
  }

  static std::map<std::string, int> Categories(const SourceSession& session) {
    std::map<std::string, int> categories;
    for (const SourceSession::Answer& answer : session.answers) {
      categories[answer.item_id] = answer.category;
    }
    return categories;
  }
};

TEST_F(StoreResponsesTest, TellAllAnswersOfASession) {
  const std::string name = Create("adaptive", 7, "ann").name();
  AnswerAll(name);
  const auto sessions = ReadAll();
  ASSERT_EQ(sessions.size(), 1u);
  EXPECT_EQ(sessions[0].person_id, "ann");
  EXPECT_EQ(sessions[0].session_id, "sessions/1");
  EXPECT_EQ(sessions[0].time, 1'700'000'000);
  EXPECT_TRUE(sessions[0].is_finished);
  EXPECT_FALSE(sessions[0].is_practice_with_feedback);
  const v1::Session session = *manager().Get(name);
  std::map<std::string, int> reported;
  for (const v1::AnsweredItem& answer : session.report().answers()) {
    reported[answer.item_id()] = answer.response();
  }
  EXPECT_EQ(Categories(sessions[0]), reported);
  EXPECT_EQ(sessions[0].answers[0].seconds, 1.5);
}

TEST_F(StoreResponsesTest, TellSessionsThatAreNotFinished) {
  const std::string name = Create("mock").name();
  Answer(name);
  const auto sessions = ReadAll();
  ASSERT_EQ(sessions.size(), 1u);
  EXPECT_FALSE(sessions[0].is_finished);
  EXPECT_EQ(sessions[0].answers.size(), 1u);
}

TEST_F(StoreResponsesTest, TellPracticeWithFeedback) {
  Sit("practice");
  EXPECT_TRUE(ReadAll()[0].is_practice_with_feedback);
}

TEST_F(StoreResponsesTest, TellOmittedAndNotReachedItems) {
  const std::string name = Create("mock").name();
  v1::Answer omitted;
  omitted.set_omitted(true);
  ASSERT_TRUE(Submit(name, Next(name), omitted).ok());
  const v1::PresentedItem second = Next(name);
  ASSERT_TRUE(Submit(name, second, RightAnswerTo(second.item_id())).ok());
  ASSERT_TRUE(manager().Finish(name).ok());
  const auto sessions = ReadAll();
  ASSERT_EQ(sessions.size(), 1u);
  ASSERT_EQ(sessions[0].answers.size(), 2u);
  EXPECT_TRUE(sessions[0].answers[0].is_omitted);
  EXPECT_EQ(sessions[0].answers[0].category, 0);
  EXPECT_FALSE(sessions[0].answers[1].is_omitted);
  const SessionRecord record = Stored(1);
  EXPECT_EQ(sessions[0].not_reached,
            record.session().mode().num_positions() - 2);
}

TEST_F(StoreResponsesTest, TellTheCategoriesOfTheNewestRescoring) {
  const v1::Session session = SitAllRight("mock");
  const std::string item = ScoredRight(session);
  EXPECT_EQ(Categories(ReadAll()[0])[item], 1);
  Rescore(KeyRequest({item}));
  EXPECT_EQ(Categories(ReadAll()[0])[item], 0);
}

TEST_F(StoreResponsesTest, LeaveOutItemsThatARescoringDropped) {
  const v1::Session session = SitAllRight("mock");
  const std::string item = ScoredRight(session);
  const size_t before = ReadAll()[0].answers.size();
  Rescore(DropRequest({item}));
  const SourceSession after = ReadAll()[0];
  EXPECT_EQ(after.answers.size(), before - 1);
  EXPECT_EQ(Categories(after).count(item), 0u);
}

TEST_F(StoreResponsesTest, CountSessionsThatCannotBeRead) {
  Sit("adaptive");
  AddDamaged("bob");
  EXPECT_EQ(ReadAll(1).size(), 1u);
}

TEST_F(StoreResponsesTest, KeepTheAnswersOfAnErasedPerson) {
  const std::string name = Create("adaptive", 7, "ann").name();
  AnswerAll(name);
  const size_t before = ReadAll()[0].answers.size();
  v1::EraseExamineeRequest request;
  request.set_examinee("ann");
  ASSERT_TRUE(EraseExaminee(request, *replica().store, manager()).ok());
  const auto sessions = ReadAll();
  ASSERT_EQ(sessions.size(), 1u);
  EXPECT_EQ(sessions[0].person_id, "");
  EXPECT_EQ(sessions[0].answers.size(), before);
}

TEST_F(StoreResponsesTest, ReadMoreSessionsThanAPage) {
  for (int i = 0; i < 201; ++i) Create("adaptive", i + 1);
  EXPECT_EQ(ReadAll().size(), 201u);
}

TEST_F(StoreResponsesTest, TheOnlyExamIsChosenWithoutAName) {
  Store& store = *replica().store;
  EXPECT_EQ(*ChosenExam(store, ""), kSmallExam);
  EXPECT_EQ(*ChosenExam(store, kSmallExam), kSmallExam);
  EXPECT_THAT(std::string(ChosenExam(store, "exams/none").status().message()),
              HasSubstr("exam exams/none is not in the store; it has: exams/"));
  v1::ImportBankVersionRequest other = SmallImport();
  other.mutable_exam()->set_name("exams/other");
  other.set_parent("exams/other");
  ASSERT_TRUE(catalog().Import(other).ok());
  EXPECT_THAT(std::string(ChosenExam(store, "").status().message()),
              HasSubstr("several exams; choose one of: "));
}

}  // namespace
}  // namespace adaptest
