#include "engine/exposure/item_eligibility.h"

#include <cmath>

#include "tests/engine/exposure/exposure_run.h"

namespace adaptest {
namespace {

using ::testing::ElementsAre;

// Counts of 10 tests in segment 0, 8 of them feasible, and one item.
ExposureCounts Counts(double given, double eligible) {
  ExposureCounts counts(1, 1);
  counts.tests = {10};
  counts.feasible = {8};
  counts.given = {given};
  counts.eligible = {eligible};
  return counts;
}

double Probability(const ItemEligibility& control, double given,
                   double eligible) {
  return control.EligibleProbability(Counts(given, eligible), 0, 0);
}

TEST(ItemEligibility, FollowsTheFormula) {
  ItemEligibility control;
  control.max_rate = 0.2;
  // 1 - n/f + (n/f) (r / (a/n)) (rho/n)
  EXPECT_DOUBLE_EQ(Probability(control, 4, 9),
                   1 - 10.0 / 8 + 10.0 / 8 * (0.2 / 0.4) * 0.9);
  EXPECT_DOUBLE_EQ(Probability(control, 3, 10),
                   1 - 10.0 / 8 + 10.0 / 8 * (0.2 / 0.3) * 1.0);
}

TEST(ItemEligibility, IsTheRateTimesEligibleOverGivenWhereAllWereFeasible) {
  ItemEligibility control;
  ExposureCounts counts = Counts(6, 7);
  counts.feasible = {10};
  EXPECT_DOUBLE_EQ(control.EligibleProbability(counts, 0, 0), 0.25 * 7 / 6);
}

TEST(ItemEligibility, LiesBetweenZeroAndOne) {
  const ItemEligibility control;
  EXPECT_EQ(Probability(control, 0, 10), 1);
  EXPECT_EQ(Probability(control, 1, 10), 1);
  EXPECT_EQ(Probability(control, 10, 1), 0);
  ExposureCounts counts = Counts(5, 5);
  counts.feasible = {0};
  EXPECT_EQ(control.EligibleProbability(counts, 0, 0), 1);
  EXPECT_EQ(control.EligibleProbability(ExposureCounts(1, 1), 0, 0), 1);
}

TEST(ItemEligibility, HoldsOverexposedItemsBackFasterWithAcceleration) {
  ItemEligibility control;
  control.max_rate = 0.2;
  control.acceleration = 2;
  EXPECT_DOUBLE_EQ(Probability(control, 2.5, 9),
                   1 - 10.0 / 8 + 10.0 / 8 * (0.8 * 0.8) * 0.9);
  ItemEligibility plain = control;
  plain.acceleration = 1;
  EXPECT_EQ(Probability(control, 1, 9), Probability(plain, 1, 9));
}

TEST(ItemEligibility, DividesTheThetaScaleEvenlyAboutZero) {
  ItemEligibility control;
  EXPECT_THAT(control.SegmentBounds(),
              ElementsAre(-2.5, -1.5, -0.5, 0.5, 1.5, 2.5));
  control.segments = 2;
  EXPECT_THAT(control.SegmentBounds(), ElementsAre(0));
  control.segments = 1;
  EXPECT_THAT(control.SegmentBounds(), ElementsAre());
  const ExposureControl family = ItemEligibility();
  EXPECT_EQ(NumSegments(family), 7);
  EXPECT_EQ(SegmentOf(family, -9), 0);
  EXPECT_EQ(SegmentOf(family, -2.5), 1);
  EXPECT_EQ(SegmentOf(family, 0.4), 3);
  EXPECT_EQ(SegmentOf(family, 0.5), 4);
  EXPECT_EQ(SegmentOf(family, 9), 6);
}

TEST(RecordTest, FadesWhatCameBeforeInItsSegment) {
  ItemEligibility rule;
  rule.segments = 2;
  rule.fading = 0.9;
  const ExposureControl control = rule;
  ExposureCounts counts = NewCounts(control, 3);
  RecordTest(control, {-1, {0}, {true, true, false}, true}, counts);
  RecordTest(control, {1, {1}, {true, true, true}, true}, counts);
  RecordTest(control, {-1, {0, 2}, {true, false, false}, false}, counts);
  EXPECT_THAT(counts.tests, ElementsAre(1.9, 1));
  EXPECT_THAT(counts.feasible, ElementsAre(0.9, 1));
  EXPECT_THAT(counts.given, ElementsAre(1.9, 0, 1, 0, 1, 0));
  EXPECT_THAT(counts.eligible, ElementsAre(1.9, 1.9, 1, 1, 1, 1));
}

class EligibilityRatesOf : public testing::TestWithParam<int> {};

// The second half of 3 000 examinees.
TEST_P(EligibilityRatesOf, StayAtOrBelowTheirMaximum) {
  constexpr int kTests = 3000;
  ExposureRun run(
      NamedRule("item_eligibility",
                {{"max_rate", 0.25}, {"segments", double(GetParam())}}),
      8, 120);
  ExposureRates rates;
  Random random(1);
  int infeasible = 0;
  for (int t = 0; t < kTests; ++t) {
    const Session session = run.Test(random.Normal(), t);
    infeasible += !run.last_feasible();
    if (t >= kTests / 2) rates.Add(session, run.last_segment());
  }
  EXPECT_LE(rates.Largest(-1), 0.25 + 0.02);
  for (const auto& [segment, tests] : rates.tests) {
    if (tests < 200) continue;
    const double error = std::sqrt(0.25 * 0.75 / tests);
    EXPECT_LE(rates.Largest(segment), 0.25 + 4 * error)
        << "segment " << segment;
  }
  EXPECT_LT(infeasible, kTests / 50);
}

INSTANTIATE_TEST_SUITE_P(Segments, EligibilityRatesOf, testing::Values(1, 7));

TEST(EligibilityRates, AreFarAboveTheMaximumWithoutControl) {
  ExposureRun run(NamedRule("item_eligibility", {{"max_rate", 1}}), 8, 120);
  ExposureRates rates;
  Random random(1);
  for (int t = 0; t < 300; ++t) rates.Add(run.Test(random.Normal(), t), 0);
  EXPECT_GT(rates.Largest(-1), 0.6);
}

}  // namespace
}  // namespace adaptest
