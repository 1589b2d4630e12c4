#include "engine/session/session_report.h"
#include "tests/support/exam_builder.h"
#include "tests/support/session_runner.h"

namespace adaptest {
namespace {

// Twenty scored items and five pretest ones, with one more stopping rule.
std::shared_ptr<const PreparedExam> ExamWith(const Rule& rule,
                                             double time_limit = 0) {
  Exam exam = ContentExam(20, 5);
  exam.modes.resize(1);
  exam.modes[0].stopping_rules.push_back(rule);
  exam.modes[0].time_limit_seconds = time_limit;
  return Prepare(exam, ContentBank("2pl", 60, 5, 1));
}

// Scored answers when the test is over, all of them `category`.
size_t LengthOf(const std::shared_ptr<const PreparedExam>& exam, int category,
                uint64_t seed = 1) {
  Session session = StartSession(exam, 0, seed);
  Continue(session, [&](int) { return category; });
  session.Finish();
  EXPECT_FALSE(session.cut_short());
  return session.ScoredItems().size();
}

TEST(EarlyStop, EndsATestWhereARuleSaysSo) {
  EXPECT_EQ(LengthOf(ExamWith(NamedRule("length", {{"items", 7}})), 1), 7u);
  EXPECT_EQ(LengthOf(ExamWith(NamedRule("fixed_length")), 1), 20u);
}

TEST(EarlyStop, ComesSoonerWhereTheDecisionIsClear) {
  const auto exam = ExamWith(
      NamedRule("mastery_decided", {{"probability", 0.95}, {"min_items", 4}}));
  EXPECT_LT(LengthOf(exam, 1), 12u);
  EXPECT_LT(LengthOf(exam, 0), 12u);
  EXPECT_GE(LengthOf(exam, 0), 4u);
}

TEST(EarlyStop, KnowsTheDecisionAtFullLength) {
  const auto exam =
      ExamWith(NamedRule("curtailment", {{"gamma", 0.95}, {"min_items", 1}}));
  for (const int category : {0, 1}) {
    Session session = StartSession(exam, 0, 3);
    Continue(session, [&](int) { return category; });
    Session longer = session;
    ASSERT_LT(session.ScoredItems().size(), 20u);
    session.Finish();
    while (const auto next = longer.NextItem()) {
      longer.Give(*next);
      longer.Answer(category);
    }
    longer.Finish();
    EXPECT_EQ(MakeReport(session).passed, category == 1);
    EXPECT_EQ(MakeReport(longer).passed, category == 1);
  }
}

TEST(EarlyStop, TellsThatTheTimeIsUpFromTheTimeOfTheLastAnswer) {
  const auto exam =
      ExamWith(NamedRule("time_limit", {{"reserve_seconds", 60}}), 600);
  Session session = StartSession(exam, 0, 1);
  for (double elapsed = 100; elapsed < 540; elapsed += 100) {
    ASSERT_TRUE(session.SelectNext()) << elapsed;
    session.Give(*session.SelectNext());
    session.Answer(1, elapsed);
  }
  session.Give(*session.SelectNext());
  session.Answer(1, 540);
  EXPECT_FALSE(session.SelectNext());
}

TEST(EarlyStop, LeavesPretestItemsNoLargerAShareThanTheWholeTest) {
  const auto exam = ExamWith(NamedRule("length", {{"items", 19}}));
  for (int seed = 0; seed < 200; ++seed) {
    Session session = StartSession(exam, 0, seed);
    int pretest = 0;
    while (const auto next = session.SelectNext()) {
      session.Give(*next);
      session.Answer(1);
      pretest += !session.given().back().scored;
      EXPECT_LE(pretest * 25, static_cast<int>(session.given().size()) * 5);
    }
  }
}

TEST(EarlyStop, IsNotWhatACutShortTestIs) {
  Session session =
      StartSession(ExamWith(NamedRule("length", {{"items", 7}})), 0, 1);
  Continue(
      session, [](int) { return 1; }, 3);
  session.Finish(/*cut_short=*/true);
  EXPECT_TRUE(session.cut_short());
}

// The learner's own prior moves the selection, not the score of an exam.
TEST(History, IsWhereSelectionBegins) {
  Exam exam = ContentExam(6, 0);
  exam.modes[0].selection_prior =
      NamedRule("history", {{"growth_per_day", 0.01}});
  const auto prepared = Prepare(exam, ContentBank("3pl", 12, 0, 3));
  SessionStart start;
  start.history = LearnerHistory{0.7, 0.3, 20};
  const Session session(
      prepared, 0, MakeSessionPlan(*prepared, prepared->modes()[0], 1, start));
  EXPECT_NEAR(session.SelectionTheta(), 0.9, 1e-9);
  EXPECT_NEAR(*session.Ability().theta, 0, 1e-9);
  const Session without = StartSession(prepared, 0, 1);
  EXPECT_NEAR(without.SelectionTheta(), 0, 1e-9);
}

TEST(History, ReplacesThePopulationsPriorInPractice) {
  Exam exam = ContentExam(6, 0);
  exam.modes[0].kind = ModeKind::kPractice;
  exam.modes[0].score_prior = exam.modes[0].selection_prior =
      NamedRule("history", {{"variance_per_day", 0.01}});
  const auto prepared = Prepare(exam, ContentBank("3pl", 12, 0, 3));
  SessionStart start;
  start.history = LearnerHistory{0.7, 0.3, 7};
  const Session session(
      prepared, 0, MakeSessionPlan(*prepared, prepared->modes()[0], 1, start));
  EXPECT_NEAR(*session.Ability().theta, 0.7, 1e-9);
  EXPECT_NEAR(*session.Ability().standard_error, 0.4, 1e-9);
}

}  // namespace
}  // namespace adaptest
