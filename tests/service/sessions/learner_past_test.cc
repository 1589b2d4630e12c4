#include "service/sessions/learner_past.h"

#include <cmath>
#include <set>
#include <string>

#include "tests/service/sessions/session_fixture.h"

namespace adaptest {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Not;

constexpr char kLearner[] = "ann";

v1::ImportBankVersionRequest ImportWith(const std::string& mode_json) {
  v1::ImportBankVersionRequest import = SmallImport();
  import.mutable_exam()->mutable_modes()->Clear();
  const v1::Exam extra = *ParseExamJson(
      absl::StrCat(R"({"name": "exams/small", "modes": [)", mode_json, "]}"));
  *import.mutable_exam()->mutable_modes() = extra.modes();
  return import;
}

class LearnerPastTest : public SessionTest {
 protected:
  v1::Session CreateFor(const std::string& examinee, uint64_t seed = 7) {
    return Create("", seed, examinee);
  }

  // The items given in a session from its start to its end.
  std::set<std::string> Sit(const v1::Session& session, int answers = 8) {
    std::set<std::string> items;
    for (int i = 0; i < answers; ++i) {
      items.insert(Next(session.name()).item_id());
      if (!Answer(session.name()).has_next_item()) break;
    }
    EXPECT_TRUE(manager().Finish(session.name()).ok());
    return items;
  }
};

constexpr char kNoRepeat[] = R"({
    "mode": "adaptive", "scoredItems": 6, "pretestItems": 2,
    "exposure": [{"rule": "no_repeat",
                  "parameters": {"days": 10, "sessions": 1}}]})";

TEST_F(LearnerPastTest, NoItemIsGivenToTheSamePersonAgain) {
  ImportAndActivate(ImportWith(kNoRepeat));
  const auto first = Sit(CreateFor(kLearner));
  ASSERT_EQ(first.size(), 8);
  const auto second = Sit(CreateFor(kLearner));
  for (const std::string& item : first)
    EXPECT_THAT(second, Not(Contains(item)));
  EXPECT_EQ(Sit(CreateFor("bob")), first);
  EXPECT_EQ(Sit(CreateFor("")), first);
  EXPECT_EQ(Sit(CreateFor("")), first);
}

// It is as if it had not been, and locks nobody out.
TEST_F(LearnerPastTest, ADamagedSessionIsPassedOver) {
  ImportAndActivate(ImportWith(kNoRepeat));
  const auto first = Sit(CreateFor(kLearner));
  AddDamaged(kLearner);
  for (const std::string& item : Sit(CreateFor(kLearner))) {
    EXPECT_THAT(first, Not(Contains(item)));
  }
}

TEST_F(LearnerPastTest, AnItemReturnsAfterTheDaysAndSessions) {
  ImportAndActivate(ImportWith(kNoRepeat));
  const auto first = Sit(CreateFor(kLearner));
  clock().AdvanceSeconds(11 * kDaySeconds);
  const auto second = Sit(CreateFor(kLearner));  // one session is too few
  for (const std::string& item : first)
    EXPECT_THAT(second, Not(Contains(item)));
  clock().AdvanceSeconds(11 * kDaySeconds);
  EXPECT_EQ(Sit(CreateFor(kLearner)), first);
}

TEST_F(LearnerPastTest, WhatWasHeldBackIsReadAgainAfterARestart) {
  ImportAndActivate(ImportWith(kNoRepeat));
  Sit(CreateFor(kLearner));
  const v1::Session second = CreateFor(kLearner);
  Answer(second.name());
  const std::string state = StateOf(second.name());
  Restart();
  EXPECT_EQ(StateOf(second.name()), state);
}

constexpr char kHistory[] = R"({
    "mode": "practice", "scoredItems": 6, "feedback": "full",
    "scorePrior": {"rule": "history",
                   "parameters": {"variance_per_day": 0.01}},
    "selectionPrior": {"rule": "history",
                       "parameters": {"variance_per_day": 0.01}}})";

TEST_F(LearnerPastTest, ThePriorCarriesTheLastSessionForward) {
  ImportAndActivate(ImportWith(kHistory));
  const v1::Session first = CreateFor(kLearner);
  EXPECT_EQ(manager().GetEstimate(first.name())->prior(), "normal");
  Sit(first);
  const v1::Estimate before = *manager().GetEstimate(first.name());
  clock().AdvanceSeconds(5 * kDaySeconds);
  const v1::Session second = CreateFor(kLearner, 8);
  const v1::Estimate after = *manager().GetEstimate(second.name());
  EXPECT_EQ(after.prior(), "history");
  EXPECT_EQ(after.item_count(), 0);
  // The grid of 31 nodes has steps of 0.4.
  EXPECT_NEAR(after.theta(), before.theta(), 0.02);
  const double sd = before.standard_error();
  EXPECT_NEAR(after.standard_error(), std::sqrt(sd * sd + 0.05), 0.01);
  Restart();
  EXPECT_EQ(manager().GetEstimate(second.name())->SerializeAsString(),
            after.SerializeAsString());
}

TEST_F(LearnerPastTest, ASessionWithoutAnswersLeavesTheOneBefore) {
  ImportAndActivate(ImportWith(kHistory));
  const v1::Session first = CreateFor(kLearner);
  Sit(first);
  const v1::Session given_up = CreateFor(kLearner);
  ASSERT_TRUE(manager().Finish(given_up.name()).ok());
  const auto third = manager().GetEstimate(CreateFor(kLearner).name());
  EXPECT_NEAR(third->theta(), manager().GetEstimate(first.name())->theta(),
              0.02);
}

TEST_F(LearnerPastTest, NothingIsLookedUpThatNoRuleAsksFor) {
  Sit(CreateFor(kLearner));
  const auto version = catalog().Active(kSmallExam);
  const auto past = FindLearnerPast(*replica().store, catalog(), **version, 0,
                                    kLearner, clock().NowMs());
  ASSERT_TRUE(past.ok()) << past.status();
  EXPECT_THAT(past->seen, IsEmpty());
  EXPECT_FALSE(past->history.has_value());
}

}  // namespace
}  // namespace adaptest
