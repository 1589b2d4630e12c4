// Whole sessions of practice on the learner's weak areas.

#include <gmock/gmock.h>

#include <bit>

#include "engine/blueprint/shadow_test.h"
#include "engine/session/selection_explanation.h"
#include "tests/engine/blueprint/random_blueprint.h"
#include "tests/engine/session/brute_force.h"
#include "tests/support/session_runner.h"
#include "tests/support/shipped_exam.h"

namespace adaptest {
namespace {

// Areas of a ContentBank by name.
constexpr int k1a = 0, k1b = 1, k2a = 2, k2b = 3;

// A practice mode of six items beside a mock exam of twelve. Half of the set is
// of domain 1, and one or two items of area 1a.
Exam PracticeExam() {
  Exam exam = ContentExam(6, 0);
  exam.modes[0].kind = ModeKind::kPractice;
  exam.modes[0].strategy = NamedRule("weak_areas", {{"areas", 2}});
  exam.modes[0].constraints = exam.constraints;
  exam.modes[1].scored_items = 12;
  exam.constraints = {CountOf("D1", "domain == \"1\"", 6, 6)};
  exam.area_attribute = "area";
  return exam;
}

Session Start(const std::shared_ptr<const PreparedExam>& exam, int mode,
              const std::vector<int>& weak_areas, uint64_t seed = 1,
              const std::vector<SeenItem>& seen = {}) {
  SessionStart start;
  start.weak_areas = weak_areas;
  start.seen = seen;
  return Session(exam, mode,
                 MakeSessionPlan(*exam, exam->modes()[mode], seed, start));
}

// Areas of the items given.
std::vector<int> AreasOf(const Session& session) {
  std::vector<int> areas;
  for (const int item : session.ScoredItems()) {
    areas.push_back(session.exam().areas().model.area_of_item[item]);
  }
  return areas;
}

// Whether these of the first 12 items are a practice set.
bool IsPracticeSet(const ItemBank& bank, uint32_t test) {
  int domain = 0, area = 0;
  for (const int i : ItemsOf(test)) {
    domain += bank.item(i).attributes.at("domain") == "1";
    area += bank.item(i).attributes.at("area") == "1a";
  }
  return std::popcount(test) == 6 && domain == 3 && 1 <= area && area <= 2;
}

// The most informative item of the area, or of the bank where it is -1, that
// some set holds with those given, by trying every set; -1 where none does.
int BestThatFits(const Session& session, int area) {
  const ItemBank& bank = session.exam().bank();
  const uint32_t given = MaskOf(session.ScoredItems());
  const double theta = PosteriorByFormula(session).mean;
  uint32_t fits = 0;
  for (uint32_t test = 0; test < uint32_t{1} << 12; ++test) {
    if ((test & given) == given && IsPracticeSet(bank, test)) fits |= test;
  }
  int best = -1;
  double most = -1;
  for (const int i : ItemsOf(fits & ~given)) {
    const int area_of_i = (i % 2 == 0 ? k1a : k2a) + i / 2 % 2;
    if (area >= 0 && area_of_i != area) continue;
    const double information = InformationByFormula(bank.item(i), theta);
    if (information > most) best = i;
    most = std::max(most, information);
  }
  return best;
}

TEST(PracticeSession, AgreesWithTryingEverySet) {
  for (int seed = 0; seed < 20; ++seed) {
    const auto exam = Prepare(PracticeExam(), ContentBank("2pl", 12, 0, seed));
    Random random(seed);
    std::vector<int> weak = {k1a, k1b, k2a, k2b};
    random.Shuffle(weak);
    Session session = Start(exam, 0, weak, seed);
    for (int step = 0; step < 6; ++step) {
      const std::vector<int> areas = AreasOf(session);
      const auto first = std::count(areas.begin(), areas.end(), weak[0]);
      const auto second = std::count(areas.begin(), areas.end(), weak[1]);
      const int turn = second < first ? weak[1] : weak[0];
      int expected = BestThatFits(session, turn);
      if (expected < 0) {
        expected = BestThatFits(session, turn == weak[0] ? weak[1] : weak[0]);
      }
      if (expected < 0) expected = BestThatFits(session, -1);
      EXPECT_EQ(session.SelectNext(), expected) << seed << ", step " << step;
      Continue(
          session, [&](int) { return static_cast<int>(random.Below(2)); }, 1);
    }
    EXPECT_TRUE(IsPracticeSet(exam->bank(), MaskOf(session.ScoredItems())));
  }
}

TEST(PracticeSession, IsAsByTheBestItemWhereNothingIsKnown) {
  const ItemBank bank = ContentBank("3pl", 40, 0, 2);
  const auto weak = Prepare(PracticeExam(), ItemBank(bank));
  Exam exam = PracticeExam();
  exam.modes[0].strategy = Rule();
  const auto best = Prepare(exam, ItemBank(bank));
  Session a = StartSession(weak, 0, 1);
  Session b = StartSession(best, 0, 1);
  Continue(a, [](int item) { return item % 3 == 0; });
  Continue(b, [](int item) { return item % 3 == 0; });
  EXPECT_EQ(a.ScoredItems(), b.ScoredItems());
}

TEST(PracticeSession, PassesOverAnAreaThatExposureControlHoldsBack) {
  Exam exam = PracticeExam();
  exam.modes[0].exposure = {NamedRule("no_repeat")};
  const auto prepared = Prepare(exam, ContentBank("2pl", 40, 0, 3));
  std::vector<SeenItem> seen;
  for (int i = 3; i < 40; i += 4) seen.push_back({i, 1, 1});  // all of 2b
  Session session = Start(prepared, 0, {k2b, k1b, k1a, k2a}, 1, seen);
  Continue(session, [](int item) { return item % 2; });
  const std::vector<int> areas = AreasOf(session);
  EXPECT_EQ(std::count(areas.begin(), areas.end(), k2b), 0);
  EXPECT_THAT(std::vector<int>(areas.begin(), areas.begin() + 2),
              testing::ElementsAre(k1b, k1b));
}

TEST(PracticeSession, IsExplained) {
  const auto exam = Prepare(PracticeExam(), ContentBank("2pl", 40, 0, 4));
  Session session = Start(exam, 0, {k2b, k1b});
  Continue(
      session, [](int item) { return item % 2; }, 1);
  const auto explanation = session.WithSelection(
      [](const SelectionRules& rules, const SelectionSnapshot& snapshot) {
        return ExplainSelection(rules, snapshot, 5);
      });
  EXPECT_EQ(explanation.strategy, "weak_areas");
  EXPECT_EQ(explanation.selection.item, session.SelectNext());
  Session nothing_known = StartSession(exam, 0, 1);
  nothing_known.Give(session.given()[0].item);
  nothing_known.Answer(*session.given()[0].category);
  ASSERT_FALSE(explanation.alternatives.empty());
  EXPECT_EQ(explanation.alternatives[0].without, "strategy");
  EXPECT_EQ(explanation.alternatives[0].item, nothing_known.SelectNext());
}

TEST(PracticeSession, OfTheShippedExamTakesThreeAreasInTurn) {
  const auto& exam = ShippedPreparedExam();
  for (int seed = 0; seed < 10; ++seed) {
    std::vector<int> weak = AllItems(14);
    Random random(seed);
    random.Shuffle(weak);
    Session session = Start(exam, kPracticeMode, weak, seed);
    Continue(session, [&](int) { return static_cast<int>(random.Below(2)); });
    const std::vector<int> areas = AreasOf(session);
    ASSERT_EQ(areas.size(), 10u);
    for (int n = 0; n < 10; ++n) EXPECT_EQ(areas[n], weak[n % 3]);
    EXPECT_TRUE(CheckTest(session.mode().blueprint, GivenItems(session)).ok());
  }
}

TEST(PracticeSession, ReplaysTheSame) {
  const auto& exam = ShippedPreparedExam();
  Session session = Start(exam, kPracticeMode, {5, 2, 11, 0});
  Continue(session, [](int item) { return item % 3 == 0; });
  Session replayed(exam, kPracticeMode, session.plan());
  for (const GivenItem& given : session.given()) {
    EXPECT_EQ(replayed.SelectNext(), given.item);
    replayed.Give(given.item);
    replayed.Answer(*given.category);
  }
  EXPECT_FALSE(replayed.SelectNext());
}

}  // namespace
}  // namespace adaptest
