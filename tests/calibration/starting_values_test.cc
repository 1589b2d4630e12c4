#include "calibration/starting_values.h"

#include <gtest/gtest.h>

#include "calibration/response_part.h"
#include "engine/math/logistic.h"
#include "tests/calibration/small_data.h"
#include "tests/support/thread_ranks.h"

namespace adaptest {
namespace {

std::vector<std::vector<double>> TwoPlItems(int n) {
  auto items = RandomThreePlItems(n, 4);
  for (auto& item : items) item[2] = 0;
  return items;
}

// Means over items of the absolute errors of a and b.
std::pair<double, double> MeanErrors(
    const std::vector<std::vector<double>>& items, const ResponseData& data) {
  const StartingValues start(data);
  double a = 0, b = 0;
  for (size_t i = 0; i < items.size(); ++i) {
    const std::vector<double> x = start.Of(static_cast<int>(i));
    a += std::abs(x[0] - items[i][0]);
    b += std::abs(x[1] - items[i][1]);
  }
  return {a / items.size(), b / items.size()};
}

TEST(StartingValues, AreNearTheTruth) {
  const auto items = TwoPlItems(40);
  for (const double missing : {0.0, 0.7}) {
    const auto [a, b] =
        MeanErrors(items, SimulateAnswers(items, 6000, TwoPl(), 5, missing));
    EXPECT_LT(a, 0.12);
    EXPECT_LT(b, 0.08);
  }
}

TEST(StartingValues, ASampleOfManyAnswersIsEnough) {
  const auto items = TwoPlItems(6);
  const auto [a, b] =
      MeanErrors(items, SimulateAnswers(items, 20000, TwoPl(), 5));
  EXPECT_LT(a, 0.15);
  EXPECT_LT(b, 0.08);
}

TEST(StartingValues, SlopesAreUsualWherePersonsHaveOneAnswer) {
  ResponseDataBuilder builder;
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(builder.AddItem(absl::StrCat("i", i), TwoPl()).ok());
  }
  for (int p = 0; p < 300; ++p) {
    builder.AddResponse(builder.AddPerson(absl::StrCat("p", p)), p % 3,
                        p % 4 == 0, {});
  }
  std::vector<ResponseDataBuilder::Duplicate> duplicates;
  const ResponseData data = std::move(builder).Build(&duplicates);
  const std::vector<double> x = StartingValues(data).Of(0);
  EXPECT_NEAR(x[0], 1, 1.0 / 64);
  EXPECT_GT(x[1], 1);
}

// All slopes are 1. Every 500th person answers five of the rare items.
TEST(StartingValues, SlopesOfRareItemsAreNearTheUsualOne) {
  constexpr int kCommon = 10, kRare = 10;
  ResponseDataBuilder builder;
  for (int i = 0; i < kCommon + kRare; ++i) {
    ASSERT_TRUE(builder.AddItem(absl::StrCat("i", i), TwoPl()).ok());
  }
  Random random(9);
  for (int p = 0; p < 20000; ++p) {
    const int person = builder.AddPerson(absl::StrCat("p", p));
    const double theta = random.Normal();
    for (int i = 0; i < kCommon + kRare; ++i) {
      if (i >= kCommon && (p % 500 != 0 || i % 2 != p / 500 % 2)) continue;
      const double b = i % 5 - 2;
      builder.AddResponse(person, i, random.Uniform() < Logistic(theta - b),
                          {});
    }
  }
  std::vector<ResponseDataBuilder::Duplicate> duplicates;
  const ResponseData data = std::move(builder).Build(&duplicates);
  const StartingValues start(data);
  for (int i = 0; i < kCommon + kRare; ++i) {
    EXPECT_NEAR(start.Of(i)[0], 1, i < kCommon ? 0.2 : 0.35) << i;
  }
}

TEST(StartingValues, AMiskeyedItemHasTheLeastSlope) {
  auto items = TwoPlItems(20);
  items[7][0] = -1;
  const ResponseData data = SimulateAnswers(items, 2000, TwoPl(), 5);
  const StartingValues start(data);
  for (int i = 0; i < 20; ++i) {
    EXPECT_GE(start.Of(i)[0], start.Of(7)[0]);
  }
  EXPECT_NEAR(start.Of(7)[0], 0.46, 0.02);
}

TEST(StartingValues, AreTheSameOnAnyNumberOfRanks) {
  const auto items = RandomThreePlItems(40, 3);
  const ResponseData whole = SimulateAnswers(items, 8000, ThreePl(), 8, 0.4);
  ASSERT_GE(whole.blocks().size(), 5);
  const StartingValues expected(whole);
  for (const int size : {2, 3, 4}) {
    ThreadRanks::Run(size, [&](Ranks& ranks) {
      const ResponseData part = PartOf(whole, ranks);
      const StartingValues start(part);
      for (int i = 0; i < 40; ++i) EXPECT_EQ(start.Of(i), expected.Of(i));
    });
  }
}

}  // namespace
}  // namespace adaptest
