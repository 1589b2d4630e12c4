#include "engine/blueprint/gain_order.h"

#include <cmath>
#include <numeric>

#include "tests/engine/bank_builder.h"

namespace adaptest {
namespace {

using ::testing::ElementsAre;

TEST(OrderByGain, TakesGainsWithin1e12RelativeAsEqual) {
  const ItemBank bank = RandomBank("2pl", 3, 1);
  EXPECT_THAT(OrderByGain(bank, {2, 2 + 1e-12, 1}), ElementsAre(0, 1, 2));
  EXPECT_THAT(OrderByGain(bank, {2, 2 + 1e-11, 1}), ElementsAre(1, 0, 2));
  EXPECT_THAT(OrderByGain(bank, {-2, -2 + 1e-12, -1}), ElementsAre(2, 0, 1));
  EXPECT_THAT(OrderByGain(bank, {0, 0, 1e-300}), ElementsAre(2, 0, 1));
}

TEST(OrderByGain, OrdersIdsAsText) {
  const ItemBank bank = RandomBank("2pl", 11, 1);
  EXPECT_THAT(OrderByGain(bank, std::vector<double>(11, 1)),
              ElementsAre(0, 1, 10, 2, 3, 4, 5, 6, 7, 8, 9));
}

// Gains of every size and sign, many of them one float but not equal.
TEST(OrderByGain, IsAPlainSortWhereGainsDifferByMore) {
  const ItemBank bank = RandomBank("2pl", 300, 1);
  Random random(5);
  for (int t = 0; t < 200; ++t) {
    std::vector<double> gains(300);
    for (int i = 0; i < 300; ++i) {
      const double scale = std::pow(10, 60 * random.Uniform() - 30);
      gains[i] = random.Uniform() < 0.3 ? 1 + 1e-10 * ((i * 37) % 300)
                                        : scale * random.Normal();
    }
    std::vector<int> expected(300);
    std::iota(expected.begin(), expected.end(), 0);
    std::sort(expected.begin(), expected.end(),
              [&](int i, int j) { return gains[i] > gains[j]; });
    EXPECT_EQ(OrderByGain(bank, gains), expected) << t;
  }
}

}  // namespace
}  // namespace adaptest
