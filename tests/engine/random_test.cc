#include "engine/random.h"

#include <algorithm>
#include <cmath>

namespace adaptest {
namespace {

TEST(Random, GivesTheReferenceSequence) {
  // xoshiro256** 1.0 behind splitmix64, computed independently.
  Random zero(0);
  EXPECT_EQ(zero.Bits(), 0x99ec5f36cb75f2b4u);
  EXPECT_EQ(zero.Bits(), 0xbf6e1f784956452au);
  EXPECT_EQ(zero.Bits(), 0x1a5f849d4933e6e0u);
  EXPECT_EQ(zero.Bits(), 0x6aa594f1262d2d2cu);
  Random other(42);
  EXPECT_EQ(other.Bits(), 0x15780b2e0c2ec716u);
  EXPECT_EQ(other.Bits(), 0x6104d9866d113a7eu);
  EXPECT_EQ(other.Bits(), 0xae17533239e499a1u);
}

TEST(Random, NormalHasItsMoments) {
  Random random(7);
  constexpr int kDraws = 200000;
  double m1 = 0, m2 = 0, m3 = 0, m4 = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double z = random.Normal();
    m1 += z / kDraws;
    m2 += z * z / kDraws;
    m3 += z * z * z / kDraws;
    m4 += z * z * z * z / kDraws;
  }
  EXPECT_NEAR(m1, 0, 0.01);
  EXPECT_NEAR(m2, 1, 0.015);
  EXPECT_NEAR(m3, 0, 0.04);
  EXPECT_NEAR(m4, 3, 0.1);
}

TEST(Random, UniformFillsTheOpenInterval) {
  Random random(8);
  std::vector<int> counts(10);
  for (int i = 0; i < 100000; ++i) {
    const double u = random.Uniform();
    ASSERT_GT(u, 0);
    ASSERT_LT(u, 1);
    ++counts[static_cast<int>(10 * u)];
  }
  for (const int count : counts) EXPECT_NEAR(count, 10000, 500);
}

TEST(Random, BelowIsUnbiased) {
  Random random(9);
  std::vector<int> counts(7);
  for (int i = 0; i < 70000; ++i) ++counts[random.Below(7)];
  for (const int count : counts) EXPECT_NEAR(count, 10000, 500);
}

TEST(Random, StreamsDiffer) {
  Random a = Random::Stream(1, 0);
  Random b = Random::Stream(1, 1);
  Random again = Random::Stream(1, 0);
  const uint64_t first = a.Bits();
  EXPECT_NE(first, b.Bits());
  EXPECT_EQ(first, again.Bits());
}

TEST(Random, ShuffleReachesEveryOrderEquallyOften) {
  Random random(10);
  std::vector<int> counts(6);
  for (int i = 0; i < 60000; ++i) {
    std::vector<int> v = {0, 1, 2};
    random.Shuffle(v);
    ++counts[2 * v[0] + (v[1] > v[2])];
  }
  for (const int count : counts) EXPECT_NEAR(count, 10000, 500);
}

}  // namespace
}  // namespace adaptest
