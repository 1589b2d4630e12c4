#include "engine/criteria/random_gain.h"

#include <cmath>

#include "engine/selection_criterion.h"
#include "tests/engine/bank_builder.h"

namespace adaptest {
namespace {

TEST(RandomGain, LiesBetweenZeroAndOne) {
  const ItemBank bank = RandomBank("2pl", 500, 1);
  double sum = 0;
  for (const double gain : Gains(RandomGain(), {bank, 0, 1, 0})) {
    EXPECT_TRUE(gain > 0 && gain < 1) << gain;
    sum += gain;
  }
  EXPECT_NEAR(sum / 500, 0.5, 5 / std::sqrt(12 * 500));
}

TEST(RandomGain, FollowsFromSeedAndProgress) {
  const ItemBank bank = RandomBank("2pl", 20, 1);
  const auto gains = Gains(RandomGain(), {bank, 0, 1, 0});
  EXPECT_EQ(gains, Gains(RandomGain(), {bank, 0, 1, 0}));
  EXPECT_NE(gains, Gains(RandomGain(), {bank, 0, 2, 0}));
  EXPECT_NE(gains, Gains(RandomGain(), {bank, 0, 1, 1}));
}

TEST(RandomGain, IgnoresAbility) {
  const ItemBank bank = RandomBank("2pl", 20, 1);
  EXPECT_EQ(Gains(RandomGain(), {bank, -3, 1, 0}),
            Gains(RandomGain(), {bank, 3, 1, 0}));
}

}  // namespace
}  // namespace adaptest
