#include "engine/criteria/progressive.h"

#include "engine/criteria/random_gain.h"
#include "tests/engine/criteria/criterion_case.h"

namespace adaptest {
namespace {

std::vector<ScoredAnswer> FirstItemsRight(int count) {
  std::vector<ScoredAnswer> answers;
  for (int i = 0; i < count; ++i) answers.push_back({i, 1});
  return answers;
}

TEST(TestProgression, GoesFromZeroBeforeTheFirstItemToOneAtTheLast) {
  for (const double s : {0.0, 0.5, 1.0, 2.0, 20.0}) {
    EXPECT_EQ(TestProgression(0, 20, s), 0);
    EXPECT_EQ(TestProgression(19, 20, s), 1);
    for (int n = 1; n < 20; ++n) {
      EXPECT_GT(TestProgression(n, 20, s), TestProgression(n - 1, 20, s));
    }
  }
}

TEST(TestProgression, SumsPowersOfTheItemsGiven) {
  EXPECT_DOUBLE_EQ(TestProgression(2, 5, 1), 3.0 / 10);
  EXPECT_DOUBLE_EQ(TestProgression(2, 5, 0), 2.0 / 4);
  EXPECT_DOUBLE_EQ(TestProgression(2, 5, 2), 5.0 / 30);
}

TEST(TestProgression, IsOverInATestOfOneItem) {
  EXPECT_EQ(TestProgression(0, 1, 1), 1);
}

TEST(Progressive, MixesRandomNumbersAndInformation) {
  std::vector<double> values = {0.2, 0.8, 0.4};
  Progressive::Mix(0.25, {0.5, 0.1, 0.9}, absl::MakeSpan(values));
  EXPECT_DOUBLE_EQ(values[0], 0.75 * 0.5 * 0.8 + 0.25 * 0.2);
  EXPECT_DOUBLE_EQ(values[1], 0.75 * 0.1 * 0.8 + 0.25 * 0.8);
  EXPECT_DOUBLE_EQ(values[2], 0.75 * 0.9 * 0.8 + 0.25 * 0.4);
}

TEST(Progressive, BeginsAtRandom) {
  const CriterionCase at(RandomBank("3pl", 15, 1));
  const auto random = RandomGains(15, 5, 0);
  const auto information = at.GainsOf(MaximumInformation(), 0.3);
  const double largest =
      *std::max_element(information.begin(), information.end());
  const auto gains = at.GainsOf(Progressive(), 0.3, 5);
  for (int i = 0; i < 15; ++i) {
    EXPECT_DOUBLE_EQ(gains[i], random[i] * largest);
  }
}

TEST(Progressive, EndsByInformation) {
  const CriterionCase at(RandomBank("3pl", 15, 1), FirstItemsRight(9));
  EXPECT_EQ(at.GainsOf(Progressive(), 0.3, 5, 10),
            at.GainsOf(MaximumInformation(), 0.3));
}

TEST(Progressive, TakesItsAccelerationFromTheRule) {
  const auto criterion =
      Criterion(NamedRule("progressive", {{"acceleration", 2.5}}));
  EXPECT_EQ(std::get<Progressive>(criterion).acceleration, 2.5);
  const auto refused =
      MakeSelectionCriterion(NamedRule("progressive", {{"acceleration", -1}}));
  EXPECT_THAT(std::string(refused.status().message()),
              testing::HasSubstr("acceleration = -1 is outside [0, 20]"));
}

}  // namespace
}  // namespace adaptest
