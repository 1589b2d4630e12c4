#include "engine/exposure_control.h"

#include <cmath>

#include "engine/session/selection_explanation.h"
#include "tests/engine/exposure/exposure_run.h"

namespace adaptest {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Rule SympsonHetterRule(std::map<std::string, double> items) {
  Rule rule = NamedRule("sympson_hetter");
  rule.items = std::move(items);
  return rule;
}

ExposureControl Control(const Rule& rule, const ItemBank& bank) {
  auto control = MakeExposureControl(rule, bank);
  EXPECT_TRUE(control.ok()) << control.status();
  return *control;
}

std::string ErrorOf(const Rule& rule) {
  return std::string(
      MakeExposureControl(rule, RandomBank("2pl", 4, 1)).status().message());
}

TEST(SympsonHetter, HoldsItemsBackWithTheProbabilitiesOfTheRule) {
  constexpr int kDraws = 20000;
  const ItemBank bank = RandomBank("2pl", 4, 1);
  const auto control =
      Control(SympsonHetterRule({{"Q0", 0.3}, {"Q2", 0.9}, {"Q3", 1}}), bank);
  const ExposureCounts counts = NewCounts(control, 4);
  std::vector<int> held(4, 0);
  for (int seed = 0; seed < kDraws; ++seed) {
    const HeldBack drawn = DrawHeldBack(control, counts, bank, {}, seed, 1);
    ASSERT_EQ(drawn.size(), 1u);
    for (const int i : drawn[0]) ++held[i];
  }
  EXPECT_NEAR(held[0], 0.7 * kDraws, 4.5 * std::sqrt(kDraws * 0.21));
  EXPECT_NEAR(held[2], 0.1 * kDraws, 4.5 * std::sqrt(kDraws * 0.09));
  EXPECT_EQ(held[1], 0);
  EXPECT_EQ(held[3], 0);
}

TEST(SympsonHetter, KeepsTheRateOfAnItemAtItsProbability) {
  std::map<std::string, double> k;
  for (int i = 0; i < 60; ++i) k[absl::StrCat("Q", i)] = 0.3;
  ExposureRun run(SympsonHetterRule(k), 6, 60);
  ExposureRates rates;
  Random random(2);
  for (int t = 0; t < 800; ++t) {
    const Session session = run.Test(random.Normal(), t);
    if (run.last_feasible()) rates.Add(session, 0);
  }
  EXPECT_GT(rates.tests[-1], 750);
  EXPECT_LE(rates.Largest(-1), 0.3 + 4.5 * std::sqrt(0.21 / 800));
}

TEST(SympsonHetter, RefusesARuleWithoutProbabilities) {
  EXPECT_EQ(ErrorOf(NamedRule("sympson_hetter")),
            "exposure sympson_hetter has no probabilities of items; adaptest "
            "simulate finds them and writes them into exam.json");
}

TEST(SympsonHetter, RefusesUnknownItemsAndBadProbabilities) {
  EXPECT_EQ(ErrorOf(SympsonHetterRule({{"Q9", 0.5}})),
            "exposure sympson_hetter: item Q9 is not in the bank; find the "
            "probabilities again");
  EXPECT_EQ(ErrorOf(SympsonHetterRule({{"Q1", 0}})),
            "exposure sympson_hetter: probability of item Q1 = 0 is outside "
            "(0, 1]");
  EXPECT_NE(ErrorOf(SympsonHetterRule({{"Q1", 1.01}})), "");
  EXPECT_NE(ErrorOf(SympsonHetterRule({{"Q1", std::nan("")}})), "");
}

TEST(ProgressiveRestricted, NeverPassesItsRate) {
  ExposureRun run(NamedRule("progressive_restricted", {{"max_rate", 0.3}}), 6,
                  60);
  Random random(3);
  for (int t = 1; t <= 400; ++t) {
    run.Test(random.Normal(), t);
    ASSERT_TRUE(run.last_feasible());
    for (const double given : run.counts().given) {
      ASSERT_LE(given, 0.3 * t + 1) << "after " << t;
    }
  }
}

TEST(ProgressiveRestricted, GivesRandomGainsWayToTheCriterion) {
  const ItemBank bank = RandomBank("2pl", 4, 1);
  const auto control = Control(NamedRule("progressive_restricted"), bank);
  const std::vector<double> criterion = {4, 1, 2, 3};
  std::vector<double> gains = criterion;
  AdjustGains(control, 1, 9, 10, absl::MakeSpan(gains));
  EXPECT_EQ(gains, criterion);
  AdjustGains(control, 1, 0, 10, absl::MakeSpan(gains));
  std::vector<double> other = {0, 4, 0, 0};
  AdjustGains(control, 1, 0, 10, absl::MakeSpan(other));
  EXPECT_EQ(gains, other);  // of the largest gain alone
}

TEST(ExposureControl, LeavesGainsAloneWhereItOnlyHoldsBack) {
  const ItemBank bank = RandomBank("2pl", 4, 1);
  for (const Rule& rule :
       {NamedRule("item_eligibility"), NamedRule("no_repeat"),
        SympsonHetterRule({{"Q1", 0.5}})}) {
    std::vector<double> gains = {4, 1, 2, 3};
    AdjustGains(Control(rule, bank), 1, 0, 10, absl::MakeSpan(gains));
    EXPECT_THAT(gains, ElementsAre(4, 1, 2, 3));
  }
}

TEST(NoRepeat, HoldsBackWhatTheLearnerSawOfLate) {
  const ItemBank bank = RandomBank("2pl", 6, 1);
  const auto control =
      Control(NamedRule("no_repeat", {{"days", 30}, {"sessions", 2}}), bank);
  const std::vector<SeenItem> seen = {{4, 29, 9}, {1, 30, 3},  {2, 30, 3},
                                      {0, 99, 2}, {2, 400, 1}, {4, 99, 9}};
  const HeldBack held =
      DrawHeldBack(control, NewCounts(control, 6), bank, seen, 1, 1);
  ASSERT_EQ(held.size(), 1u);
  EXPECT_THAT(held[0], ElementsAre(0, 2, 4));
}

TEST(NoRepeat, LooksAtDaysOrSessionsAlone) {
  NoRepeat control;
  control.days = 0;
  control.sessions = 1;
  EXPECT_TRUE(control.HoldsBack({0, 1000, 1}));
  EXPECT_FALSE(control.HoldsBack({0, 0, 2}));
  control.days = 7;
  control.sessions = 0;
  EXPECT_TRUE(control.HoldsBack({0, 6.9, 5}));
  EXPECT_FALSE(control.HoldsBack({0, 7, 1}));
}

TEST(ExposureControl, DrawsForOperationalItemsOnlyAndFromTheSeed) {
  std::vector<Item> items = RandomBank("2pl", 40, 1).items();
  for (int i = 20; i < 40; ++i) items[i].status = ItemStatus::kPretest;
  const ItemBank bank = *ItemBank::Make(std::move(items));
  std::map<std::string, double> k;
  for (int i = 0; i < 40; ++i) k[absl::StrCat("Q", i)] = 0.5;
  const auto control = Control(SympsonHetterRule(k), bank);
  const ExposureCounts counts = NewCounts(control, 40);
  const auto draw = [&](uint64_t seed, uint64_t stream) {
    return DrawHeldBack(control, counts, bank, {}, seed, stream)[0];
  };
  ASSERT_FALSE(draw(1, 1).empty());
  EXPECT_LT(draw(1, 1).back(), 20);
  EXPECT_EQ(draw(1, 1), draw(1, 1));
  EXPECT_NE(draw(1, 1), draw(1, 2));
  EXPECT_NE(draw(1, 1), draw(2, 1));
}

// As if the items held back had been retired.
TEST(ExposureControl, GivesTheBestOfTheItemsLeft) {
  std::vector<Item> items = ContentBank("2pl", 40, 0, 2).items();
  std::map<std::string, double> k;
  for (int i = 0; i < 40; ++i) k[absl::StrCat("Q", i)] = 0.7;
  Exam exam = ContentExam(6, 0);
  exam.modes[0].exposure = {SympsonHetterRule(k)};
  const auto with = Prepare(exam, *ItemBank::Make(items));
  Session session = StartSession(with, kAdaptiveMode, 3);
  ASSERT_GE(session.plan().held_back[0][0].size(), 4u);
  for (const int i : session.plan().held_back[0][0]) {
    items[i].status = ItemStatus::kRetired;
  }
  exam.modes[0].exposure.clear();
  Session other =
      StartSession(Prepare(exam, *ItemBank::Make(items)), kAdaptiveMode, 3);
  for (Session* s : {&session, &other}) {
    Continue(*s, [](int item) { return item % 2; });
  }
  EXPECT_EQ(session.ScoredItems(), other.ScoredItems());
}

// Twelve items, of which the blueprint needs six.
Session SessionAfterSeeing(int num_seen) {
  Exam exam = ContentExam(6, 0);
  exam.modes[0].exposure = {NamedRule("no_repeat")};
  const auto prepared = Prepare(exam, ContentBank("2pl", 12, 0, 1));
  std::vector<SeenItem> seen;
  for (int i = 0; i < num_seen; ++i) seen.push_back({i, 1, 1});
  SessionStart start;
  start.seen = seen;
  return Session(prepared, kAdaptiveMode,
                 MakeSessionPlan(*prepared, prepared->modes()[0], 1, start));
}

TEST(ExposureControl, KeepsHeldBackItemsOutOfASession) {
  Session session = SessionAfterSeeing(4);
  EXPECT_FALSE(session.Select().set_free);
  Continue(session, [](int item) { return item % 2; });
  EXPECT_EQ(session.ScoredItems().size(), 6u);
  for (const int item : session.ScoredItems()) EXPECT_GE(item, 4);
}

TEST(ExposureControl, SetsItemsFreeWhereNoTestIsLeft) {
  const ItemSelection selection = SessionAfterSeeing(12).Select();
  EXPECT_TRUE(selection.set_free);
  EXPECT_EQ(selection.item, SessionAfterSeeing(0).Select().item);
  Session session = SessionAfterSeeing(8);
  EXPECT_TRUE(session.Select().set_free);
  Continue(session, [](int item) { return item % 2; });
  EXPECT_TRUE(CheckTest(session.mode().blueprint, session.ScoredItems()).ok());
}

TEST(ExposureControl, IsToldOfWithEverySelection) {
  const Session session = SessionAfterSeeing(4);
  const auto alternatives = session.WithSelection(
      [](const SelectionRules& rules, const SelectionSnapshot& snapshot) {
        return ExplainSelection(rules, snapshot, /*count=*/1).alternatives;
      });
  ASSERT_FALSE(alternatives.empty());
  EXPECT_EQ(alternatives[0].without, "exposure");
  EXPECT_EQ(alternatives[0].item, SessionAfterSeeing(0).Select().item);
}

}  // namespace
}  // namespace adaptest
