#include "engine/session/session_person_fit.h"

#include <cmath>
#include <vector>

#include "engine/person_fit/lz_star.h"
#include "tests/support/exam_builder.h"
#include "tests/support/session_runner.h"

namespace adaptest {
namespace {

// Twelve scored and three pretest positions; all items take about e^4 seconds.
std::shared_ptr<const PreparedExam> TimedExam(const Rule& person_fit = {}) {
  std::vector<Item> items = ContentBank("3pl", 60, 5, 1).items();
  for (Item& item : items) item.response_time = ResponseTimeParameters{4, 2};
  Exam exam = ContentExam(12, 3);
  for (Mode& mode : exam.modes) mode.person_fit = person_fit;
  return Prepare(exam, *ItemBank::Make(std::move(items)));
}

const std::shared_ptr<const PreparedExam>& NoBounds() {
  static const auto& exam =
      *new std::shared_ptr<const PreparedExam>(TimedExam());
  return exam;
}

// Answers everything with this category, in the usual time, but the answer at
// `position`: in two seconds.
Session Hurried(const std::shared_ptr<const PreparedExam>& exam, int position,
                int category) {
  Session session = StartSession(exam, kAdaptiveMode, 1);
  for (int i = 0; const auto next = session.SelectNext(); ++i) {
    session.Give(*next);
    session.Answer(category, 60 * i, i == position ? 2 : std::exp(4.0));
  }
  session.Finish();
  return session;
}

int PositionOf(const Session& session, bool scored) {
  for (size_t i = 0; i < session.given().size(); ++i) {
    if (session.given()[i].scored == scored) return static_cast<int>(i);
  }
  return -1;
}

TEST(SessionPersonFit, IsThatOfTheScoredAnswersAtTheEstimate) {
  for (const char* estimator : {"eap", "map", "wle"}) {
    Exam exam = ContentExam(12, 3);
    exam.estimator = NamedRule(estimator);
    const auto prepared = Prepare(exam, ContentBank("3pl", 60, 5, 1));
    const Session session = RandomSession(prepared, kAdaptiveMode, 4);
    const PersonFit fit = SessionPersonFit(session);
    const auto answers = session.ScoredAnswers();
    const AbilityEstimate estimate = session.Ability();
    const auto lz_star =
        LzStar(prepared->estimator(), estimate, prepared->bank(), answers,
               session.ScoreSettings());
    ASSERT_TRUE(fit.lz_star && lz_star) << estimator;
    EXPECT_NEAR(*fit.lz_star, *lz_star, 1e-9);
    const CusumExtremes cusum =
        ResidualCusum(prepared->bank(), answers, *estimate.theta);
    EXPECT_EQ(fit.cusum.upper, cusum.upper);
    EXPECT_EQ(fit.cusum.lower, cusum.lower);
    EXPECT_FALSE(fit.speed.has_value());  // no item has times
  }
}

TEST(SessionPersonFit, IsEmptyWithoutAnswers) {
  Session session = StartSession(NoBounds(), kAdaptiveMode, 1);
  session.Give(*session.SelectNext());
  const PersonFit fit = SessionPersonFit(session);
  EXPECT_FALSE(fit.lz_star || fit.aberrant || fit.speed);
  EXPECT_EQ(fit.cusum.upper, 0);
  EXPECT_EQ(fit.cusum.lower, 0);
  EXPECT_TRUE(fit.rapid_positions.empty());
}

TEST(SessionPersonFit, FlagsRapidAnswersThatAreWrong) {
  const int position = PositionOf(Hurried(NoBounds(), -1, 0), true);
  const PersonFit wrong = SessionPersonFit(Hurried(NoBounds(), position, 0));
  EXPECT_THAT(wrong.rapid_positions, testing::ElementsAre(position));
  const PersonFit right = SessionPersonFit(Hurried(NoBounds(), position, 1));
  EXPECT_TRUE(right.rapid_positions.empty());
  // Eleven answers at the speed 0, one of 4 - log 2.
  EXPECT_NEAR(right.speed->speed, (4 - std::log(2.0)) / 12, 1e-12);
  EXPECT_NEAR(right.speed->standard_error, 1 / std::sqrt(12 * 4.0), 1e-12);
}

TEST(SessionPersonFit, LeavesPretestAnswersOut) {
  const int position = PositionOf(Hurried(NoBounds(), -1, 0), false);
  const PersonFit fit = SessionPersonFit(Hurried(NoBounds(), position, 0));
  EXPECT_TRUE(fit.rapid_positions.empty());
  EXPECT_NEAR(fit.speed->speed, 0, 1e-12);
}

TEST(SessionPersonFit, LeavesAnswersWithoutTimesOut) {
  Session session = StartSession(NoBounds(), kAdaptiveMode, 1);
  Continue(session, [](int) { return 0; });
  session.Finish();
  const PersonFit fit = SessionPersonFit(session);
  EXPECT_FALSE(fit.speed.has_value());
  EXPECT_TRUE(fit.rapid_positions.empty());
}

TEST(SessionPersonFit, TakesPartOfTheCreditAsWrong) {
  std::vector<Item> items = ContentBank("3pl", 24, 0, 1).items();
  for (Item& item : items) {
    item.model = GradedResponse();
    item.parameters = {1.2, -0.8, 0.7};
    item.response_time = ResponseTimeParameters{4, 2};
  }
  const auto exam =
      Prepare(ContentExam(6, 0), *ItemBank::Make(std::move(items)));
  EXPECT_THAT(SessionPersonFit(Hurried(exam, 2, 1)).rapid_positions,
              testing::ElementsAre(2));
  EXPECT_TRUE(SessionPersonFit(Hurried(exam, 2, 2)).rapid_positions.empty());
}

TEST(SessionPersonFit, HasAVerdictOnWholeTestsWithBounds) {
  const auto strict = TimedExam(
      NamedRule("residual_cusum", {{"upper", 0.001}, {"lower", -0.001}}));
  const auto lenient =
      TimedExam(NamedRule("residual_cusum", {{"upper", 1}, {"lower", -1}}));
  for (const int mode : {kAdaptiveMode, kMockMode}) {
    const auto verdict = [mode](const auto& exam) {
      return SessionPersonFit(RandomSession(exam, mode, 4)).aberrant;
    };
    EXPECT_EQ(verdict(strict), true);
    EXPECT_EQ(verdict(lenient), false);
    EXPECT_EQ(verdict(NoBounds()), std::nullopt);
    Session session = StartSession(strict, mode, 4);
    Continue(
        session, [](int item) { return item % 2; }, 9);
    EXPECT_EQ(SessionPersonFit(session).aberrant, std::nullopt);
    session.Finish(/*cut_short=*/true);
    EXPECT_EQ(SessionPersonFit(session).aberrant, std::nullopt);
  }
}

}  // namespace
}  // namespace adaptest
