#include "engine/blueprint/shadow_test.h"
#include "tests/engine/blueprint/random_blueprint.h"
#include "tests/engine/session/brute_force.h"
#include "tests/support/session_runner.h"
#include "tests/support/shipped_exam.h"

namespace adaptest {
namespace {

// Whether these of a ContentBank's first 12 items satisfy ContentExam(6, ..).
bool IsContentTest(const ItemBank& bank, uint32_t test) {
  int domain = 0, area = 0;
  for (const int i : ItemsOf(test)) {
    domain += bank.item(i).attributes.at("domain") == "1";
    area += bank.item(i).attributes.at("area") == "1a";
  }
  return std::popcount(test) == 6 && domain == 3 && 1 <= area && area <= 2;
}

// The most informative item of the best test with the items given, by trying
// every test.
int SelectByEnumeration(const Session& session, double theta) {
  const ItemBank& bank = session.exam().bank();
  const uint32_t required = MaskOf(session.ScoredItems());
  double best_sum = -1;
  uint32_t best = 0;
  for (uint32_t test = 0; test < uint32_t{1} << 12; ++test) {
    if ((test & required) != required || !IsContentTest(bank, test)) continue;
    double sum = 0;
    for (const int i : ItemsOf(test)) {
      sum += InformationByFormula(bank.item(i), theta);
    }
    if (sum > best_sum) best = test;
    best_sum = std::max(best_sum, sum);
  }
  int selected = -1;
  double most = -1;
  for (const int i : ItemsOf(best & ~required)) {
    const double information = InformationByFormula(bank.item(i), theta);
    if (information > most) selected = i;
    most = std::max(most, information);
  }
  return selected;
}

class SelectionOfModel : public testing::TestWithParam<const char*> {};

TEST_P(SelectionOfModel, AgreesWithEnumerationOfShadowTests) {
  for (int seed = 0; seed < 20; ++seed) {
    const auto exam =
        Prepare(ContentExam(6, 0), ContentBank(GetParam(), 12, 0, seed));
    Random random(seed);
    Session session = StartSession(exam, kAdaptiveMode, seed);
    for (int step = 0; step < 6; ++step) {
      const int expected =
          SelectByEnumeration(session, PosteriorByFormula(session).mean);
      const auto next = session.SelectNext();
      ASSERT_TRUE(next);
      EXPECT_EQ(*next, expected) << "seed " << seed << ", step " << step;
      session.Give(*next);
      session.Answer(static_cast<int>(random.Below(2)));
    }
    EXPECT_FALSE(session.SelectNext());
    EXPECT_TRUE(IsContentTest(exam->bank(), MaskOf(session.ScoredItems())));
  }
}

INSTANTIATE_TEST_SUITE_P(Models, SelectionOfModel,
                         testing::Values("2pl", "3pl"));

TEST(SessionSelection, SatisfiesTheShippedBlueprintWhateverTheAnswers) {
  const auto& exam = ShippedPreparedExam();
  for (int seed = 0; seed < 100; ++seed) {
    const int mode = seed % 4 == 0 ? kMockMode : kAdaptiveMode;
    const Session session = RandomSession(exam, mode, seed);
    EXPECT_EQ(session.given().size(), 65u);
    EXPECT_TRUE(
        CheckTest(exam->modes()[mode].blueprint, session.ScoredItems()).ok());
  }
}

TEST(SessionSelection, UsesTheSelectionPriorAndScoresByTheScorePrior) {
  Exam exam = ContentExam(6, 0);
  exam.modes[0].selection_prior = NamedRule("normal", {{"mean", 2}});
  exam.modes[0].score_prior = NamedRule("normal", {{"mean", -1}, {"sd", 0.5}});
  const auto prepared = Prepare(exam, ContentBank("3pl", 12, 0, 3));
  Session session = StartSession(prepared, kAdaptiveMode, 1);
  EXPECT_NEAR(session.SelectionTheta(), 2, 1e-3);  // cut at 6
  EXPECT_NEAR(*session.Ability().theta, -1, 1e-9);
  for (int step = 0; step < 6; ++step) {
    const double theta = PosteriorByFormula(session, 2, 1).mean;
    EXPECT_NEAR(session.SelectionTheta(), theta, 1e-12);
    EXPECT_EQ(*session.SelectNext(), SelectByEnumeration(session, theta));
    Continue(
        session, [](int) { return 1; }, 1);
    EXPECT_NEAR(*session.Ability().theta,
                PosteriorByFormula(session, -1, 0.5).mean, 1e-12);
  }
}

TEST(SessionSelection, FollowsTheFormInAMockExam) {
  const auto& exam = ShippedPreparedExam();
  Session session = StartSession(exam, kMockMode, 5);
  Continue(session, [](int item) { return item % 2; });
  EXPECT_EQ(session.ScoredItems(), session.plan().form);
}

TEST(SessionSelection, WorksByMaximumLikelihoodFromTheFirstItem) {
  Exam exam = ContentExam(6, 0);
  exam.estimator = NamedRule("mle");
  const auto prepared = Prepare(exam, ContentBank("2pl", 12, 0, 4));
  for (const int answer : {0, 1}) {
    Session session = StartSession(prepared, kAdaptiveMode, 1);
    EXPECT_NEAR(session.SelectionTheta(), 0, 1e-12);  // the prior's mean
    Continue(
        session, [&](int) { return answer; }, 1);
    EXPECT_EQ(session.SelectionTheta(), answer == 1 ? 6 : -6);
    EXPECT_EQ(*session.SelectNext(),
              SelectByEnumeration(session, answer == 1 ? 6 : -6));
    Continue(session, [&](int) { return 1 - answer; });
    EXPECT_EQ(session.given().size(), 6u);
    EXPECT_EQ(session.Ability().state, AbilityState::kOk);
  }
}

}  // namespace
}  // namespace adaptest
