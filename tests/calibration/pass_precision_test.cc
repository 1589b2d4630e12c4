#include "calibration/pass_precision.h"

#include <gtest/gtest.h>

#include "engine/random.h"

namespace adaptest {
namespace {

constexpr int kNumbers = 40;
constexpr int kBlocks = 60;
constexpr double kHighest = 1000;

// What a block adds to number j: of very different size in the blocks.
std::vector<float> SomeSums() {
  Random random(5);
  std::vector<float> sums;
  for (int i = 0; i < kBlocks * kNumbers; ++i) {
    const double size = std::ldexp(kHighest / kBlocks, -i * 7 % 40);
    sums.push_back(static_cast<float>(size * (2 * random.Uniform() - 1)));
  }
  return sums;
}

// Blocks summed in groups, from the last to the first where `backward`.
AlignedVector TotalsInGroups(int groups, bool backward) {
  const std::vector<float> of_blocks = SomeSums();
  AlignedVector all(kNumbers, 0);
  for (int g = 0; g < groups; ++g) {
    AlignedVector totals(kNumbers, 0);
    Sums<float> sums(totals, 1, kHighest);
    for (int i = g * kBlocks / groups; i < (g + 1) * kBlocks / groups; ++i) {
      const int block = backward ? kBlocks - 1 - i : i;
      for (int j = 0; j < kNumbers; ++j) {
        sums.data()[j] += of_blocks[block * kNumbers + j];
      }
      sums.Added(1);
    }
    for (int j = 0; j < kNumbers; ++j) all[j] += totals[j];
  }
  return all;
}

TEST(PassPrecision, SumsInSinglePrecisionAreTheSameInAnyOrder) {
  const AlignedVector totals = TotalsInGroups(1, false);
  for (const int groups : {1, 2, 3, 7, 60}) {
    EXPECT_EQ(TotalsInGroups(groups, false), totals) << groups;
    EXPECT_EQ(TotalsInGroups(groups, true), totals) << groups;
  }
}

TEST(PassPrecision, RoundingOfSumsIsBelowThatOfTheirHighest) {
  const std::vector<float> of_blocks = SomeSums();
  const AlignedVector totals = TotalsInGroups(1, false);
  for (int j = 0; j < kNumbers; ++j) {
    double exact = 0;
    for (int i = 0; i < kBlocks; ++i) exact += of_blocks[i * kNumbers + j];
    EXPECT_NEAR(totals[j], exact, kBlocks * kHighest * std::ldexp(1, -51));
  }
}

TEST(PassPrecision, NothingToAddIsNothing) {
  AlignedVector totals(3, 0);
  Sums<float> sums(totals, 10, 0);
  sums.Added(1);
  sums.Flush();
  EXPECT_EQ(totals, AlignedVector(3, 0));
}

}  // namespace
}  // namespace adaptest
