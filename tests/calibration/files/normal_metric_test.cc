#include "calibration/files/normal_metric.h"

#include <cmath>

#include "engine/math/normal.h"
#include "tests/engine/bank_builder.h"

namespace adaptest {
namespace {

TEST(FromNormalMetric, IsCloseToTheNormalOgive) {
  const auto item = FromNormalMetric(MakeItem("A", "2pl", {0.8, 0.4}));
  ASSERT_TRUE(item.ok()) << item.status();
  for (double theta = -4; theta <= 4; theta += 0.1) {
    EXPECT_NEAR(ProbabilityRight(item->model, item->parameters, theta),
                NormalCdf(0.8 * (theta - 0.4)), 0.0096);
  }
}

TEST(FromNormalMetric, TakesCovariancesAlong) {
  Item item = MakeItem("A", "3pl", {1, 0.5, 0.2});
  item.covariance = {0.04, 0.01, 0, 0.01, 0.09, 0, 0, 0, 0.0025};
  const auto converted = FromNormalMetric(item);
  ASSERT_TRUE(converted.ok()) << converted.status();
  EXPECT_DOUBLE_EQ(converted->parameters[0], 1.702);
  EXPECT_EQ(converted->parameters[1], 0.5);
  EXPECT_DOUBLE_EQ(converted->covariance[0], 0.04 * 1.702 * 1.702);
  EXPECT_DOUBLE_EQ(converted->covariance[1], 0.01 * 1.702);
  EXPECT_EQ(converted->covariance[4], 0.09);
  EXPECT_TRUE(ValidateItem(*converted).ok());
}

TEST(FromNormalMetric, TakesSlopesAndInterceptsOfNrm) {
  const auto item = FromNormalMetric(MakeItem("A", "nrm", {1, 2, -1, 0.5}));
  ASSERT_TRUE(item.ok()) << item.status();
  EXPECT_DOUBLE_EQ(item->parameters[1], 2 * 1.702);
  EXPECT_DOUBLE_EQ(item->parameters[2], -1.702);
}

TEST(FromNormalMetric, RefusesModelsWithoutADiscrimination) {
  const auto item = FromNormalMetric(MakeItem("A", "rasch", {1, 0}));
  EXPECT_EQ(item.status().message().substr(0, 19), "item A: model rasch");
}

}  // namespace
}  // namespace adaptest
