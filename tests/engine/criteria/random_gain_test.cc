#include "engine/criteria/random_gain.h"

#include <cmath>

#include "tests/engine/criteria/criterion_case.h"

namespace adaptest {
namespace {

TEST(RandomGain, LiesBetweenZeroAndOne) {
  double sum = 0;
  for (const double gain : RandomGains(500, 1, 0)) {
    EXPECT_TRUE(gain > 0 && gain < 1) << gain;
    sum += gain;
  }
  EXPECT_NEAR(sum / 500, 0.5, 5 / std::sqrt(12 * 500));
}

TEST(RandomGain, FollowsFromSeedAndProgress) {
  const CriterionCase none(RandomBank("2pl", 20, 1));
  const CriterionCase one(RandomBank("2pl", 20, 1), {{0, 1}});
  const auto gains = none.GainsOf(RandomGain());
  EXPECT_EQ(gains, none.GainsOf(RandomGain()));
  EXPECT_NE(gains, none.GainsOf(RandomGain(), 0, 2));
  EXPECT_NE(gains, one.GainsOf(RandomGain()));
}

TEST(RandomGain, IgnoresAbility) {
  const CriterionCase none(RandomBank("2pl", 20, 1));
  EXPECT_EQ(none.GainsOf(RandomGain(), -3), none.GainsOf(RandomGain(), 3));
}

}  // namespace
}  // namespace adaptest
