#include "engine/session/session.h"

#include <algorithm>

#include "tests/engine/session/brute_force.h"
#include "tests/support/session_runner.h"
#include "tests/support/shipped_exam.h"

namespace adaptest {
namespace {

const std::shared_ptr<const PreparedExam>& SmallExam() {
  static const auto& exam = *new std::shared_ptr<const PreparedExam>(
      Prepare(ContentExam(6, 2), ContentBank("3pl", 12, 5, 1)));
  return exam;
}

std::vector<double> ScoreWeights(const Session& session) {
  const Posterior posterior = session.ScorePosterior();
  return {posterior.weights().begin(), posterior.weights().end()};
}

TEST(Session, IsTheSameAfterAReplayOfTheSameCalls) {
  for (int seed = 0; seed < 20; ++seed) {
    const Session live = RandomSession(ShippedPreparedExam(), seed % 2, seed);
    Session replayed(ShippedPreparedExam(), seed % 2, live.plan());
    for (const GivenItem& given : live.given()) {
      EXPECT_EQ(replayed.SelectNext(), given.item);
      replayed.Give(given.item);
      replayed.Answer(*given.category);
    }
    replayed.Finish();
    EXPECT_EQ(ScoreWeights(replayed), ScoreWeights(live));
    EXPECT_EQ(replayed.Ability().theta, live.Ability().theta);
  }
}

TEST(Session, SelectsTheSameItemHoweverOftenItIsAsked) {
  Session session = StartSession(SmallExam(), kAdaptiveMode, 1);
  while (const auto next = session.SelectNext()) {
    EXPECT_EQ(session.SelectNext(), next);
    const Session copy = session;
    EXPECT_EQ(copy.SelectNext(), next);
    session.Give(*next);
    session.Answer(1);
  }
}

TEST(Session, GivesPretestItemsAtTheirPositionsOnly) {
  const Session session = RandomSession(ShippedPreparedExam(), 0, 3);
  const SessionPlan& plan = session.plan();
  ASSERT_EQ(session.given().size(), 65u);
  size_t pretest = 0;
  for (int position = 0; position < 65; ++position) {
    const GivenItem& given = session.given()[position];
    const bool planned = std::count(plan.pretest_positions.begin(),
                                    plan.pretest_positions.end(), position);
    EXPECT_EQ(given.scored, !planned);
    if (!planned) continue;
    EXPECT_EQ(given.item, plan.pretest_items[pretest++]);
  }
  EXPECT_EQ(pretest, 15u);
  EXPECT_EQ(session.ScoredItems().size(), 50u);
}

TEST(Session, NeverRepeatsAnItem) {
  for (const int mode : {kAdaptiveMode, kMockMode}) {
    std::vector<int> items =
        GivenItems(RandomSession(ShippedPreparedExam(), mode, 4));
    std::sort(items.begin(), items.end());
    EXPECT_EQ(std::adjacent_find(items.begin(), items.end()), items.end());
  }
}

TEST(Session, IsBlindToPretestAnswers) {
  for (int seed = 0; seed < 20; ++seed) {
    Session right = StartSession(SmallExam(), kAdaptiveMode, seed);
    Session wrong = right;
    const auto answer = [&](int pretest) {
      return [=](int item) {
        const Item& given = SmallExam()->bank().item(item);
        return given.status == ItemStatus::kPretest ? pretest : item % 2;
      };
    };
    Continue(right, answer(1));
    Continue(wrong, answer(0));
    EXPECT_EQ(GivenItems(right), GivenItems(wrong));
    EXPECT_EQ(ScoreWeights(right), ScoreWeights(wrong));
    EXPECT_EQ(right.ScoredAnswers().size(), 6u);
  }
}

TEST(Session, KeepsThePosteriorWhenAPretestItemIsAnswered) {
  Session session = StartSession(SmallExam(), kAdaptiveMode, 2);
  for (auto next = session.SelectNext(); next; next = session.SelectNext()) {
    const double before = session.score_mean();
    session.Give(*next);
    EXPECT_EQ(session.score_mean(), before);
    session.Answer(1);
    EXPECT_EQ(session.score_mean() == before, !session.given().back().scored);
  }
}

TEST(Session, WaitsForTheAnswerToWhatItGave) {
  Session session = StartSession(SmallExam(), kAdaptiveMode, 2);
  EXPECT_FALSE(session.waiting());
  session.Give(*session.SelectNext());
  EXPECT_TRUE(session.waiting());
  EXPECT_EQ(session.num_answered(), 0);
  EXPECT_EQ(session.given().size(), 1u);
  session.Answer(0);
  EXPECT_FALSE(session.waiting());
  EXPECT_EQ(session.num_answered(), 1);
}

TEST(Session, EstimatesByThePosteriorMeanOfTheFormulas) {
  for (int seed = 0; seed < 30; ++seed) {
    const Session session = RandomSession(SmallExam(), seed % 2, seed);
    const Moments expected = PosteriorByFormula(session);
    EXPECT_NEAR(*session.Ability().theta, expected.mean, 1e-12);
    EXPECT_NEAR(*session.Ability().standard_error, expected.sd, 1e-12);
  }
}

TEST(Session, EstimatesALongSessionByTheSameFormulas) {
  const Session session = RandomSession(ShippedPreparedExam(), 0, 8);
  const Moments expected = PosteriorByFormula(session);
  EXPECT_NEAR(*session.Ability().theta, expected.mean, 1e-10);
  EXPECT_NEAR(*session.Ability().standard_error, expected.sd, 1e-10);
}

TEST(Session, NeverRaisesThetaAfterAWrongAnswer) {
  for (int seed = 0; seed < 40; ++seed) {
    const auto exam =
        Prepare(ContentExam(12, 0),
                ContentBank(seed % 2 == 0 ? "2pl" : "3pl", 40, 0, seed));
    Session session = StartSession(exam, kAdaptiveMode, seed);
    Random random(seed);
    while (const auto next = session.SelectNext()) {
      const double before = *session.Ability().theta;
      session.Give(*next);
      const int answer = static_cast<int>(random.Below(2));
      session.Answer(answer);
      const double after = *session.Ability().theta;
      EXPECT_TRUE(answer == 1 ? after >= before : after <= before)
          << "seed " << seed << ": " << before << " to " << after;
    }
  }
}

TEST(Session, SaysThatThereAreNoAnswersBeforeTheFirst) {
  Session session = StartSession(SmallExam(), kAdaptiveMode, 1);
  EXPECT_EQ(session.Ability().state, AbilityState::kNoAnswers);
  EXPECT_NEAR(*session.Ability().theta, 0, 1e-12);
  EXPECT_NEAR(*session.Ability().standard_error, 1, 1e-5);
  Continue(session, [](int) { return 1; });
  EXPECT_EQ(session.Ability().state, AbilityState::kOk);
}

}  // namespace
}  // namespace adaptest
