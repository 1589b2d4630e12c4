#include "calibration/simulation/report/axis.h"

namespace adaptest {
namespace {

TEST(Axis, EndsAtTicksOfRoundSteps) {
  const Axis axis("theta", -2.7, 3.1);
  EXPECT_EQ(axis.least(), -3);
  EXPECT_EQ(axis.most(), 4);
  EXPECT_EQ(axis.Ticks(), (std::vector<double>{-3, -2, -1, 0, 1, 2, 3, 4}));
  EXPECT_EQ(axis.TickLabel(-3), "-3");
}

TEST(Axis, LabelsFractionsByTheirStep) {
  const Axis axis("share", 0, 1);
  EXPECT_EQ(axis.step(), 0.2);
  EXPECT_EQ(axis.TickLabel(axis.Ticks()[3]), "0.6");
  EXPECT_EQ(Axis("share", 0, 0.004).TickLabel(0.0005), "0.0005");
}

TEST(Axis, PlacesValuesBetweenItsEnds) {
  const Axis axis("", 0, 10);
  EXPECT_DOUBLE_EQ(axis.Position(2.5), 0.25);
  EXPECT_DOUBLE_EQ(axis.Position(-5), 0);
  EXPECT_DOUBLE_EQ(axis.Position(50), 1);
}

TEST(Axis, WidensAnEmptyInterval) {
  const Axis axis("", 3, 3);
  EXPECT_LT(axis.least(), 3);
  EXPECT_GT(axis.most(), 3);
}

}  // namespace
}  // namespace adaptest
