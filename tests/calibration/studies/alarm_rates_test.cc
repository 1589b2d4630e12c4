#include "bench/studies/alarm_rates.h"

#include <gtest/gtest.h>

namespace adaptest {
namespace {

TEST(AlarmRates, HitsAreAboveTheValueThatTheAllowedShareExceeds) {
  const std::vector<double> index = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 8.5, 9.5};
  std::vector<bool> is_known(10, false);
  is_known.insert(is_known.end(), {true, true});
  EXPECT_EQ(HitsAt(index, is_known, 0), 0);
  EXPECT_EQ(HitsAt(index, is_known, 0.1), 1);
  EXPECT_EQ(HitsAt(index, is_known, 0.2), 2);
}

TEST(AlarmRates, AreaIsTheShareOfPairsInOrderWithTiesHalved) {
  EXPECT_DOUBLE_EQ(
      AreaUnderCurve({1, 2, 2, 3}, {false, false, true, true}).value, 0.875);
}

}  // namespace
}  // namespace adaptest
