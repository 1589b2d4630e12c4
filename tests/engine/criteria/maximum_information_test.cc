#include "engine/criteria/maximum_information.h"

#include <cmath>

#include "engine/selection_criterion.h"
#include "tests/support/exam_builder.h"

namespace adaptest {
namespace {

using ::testing::Each;

TEST(MaximumInformation, IsTheFisherInformationAtTheta) {
  const ItemBank bank = MakeBank("3pl", {{1.2, 0.3, 0.2}, {0.7, -1, 0.1}});
  const auto gains = Gains(MaximumInformation(), {bank, 0.55, 1, 0});
  for (int i = 0; i < 2; ++i) {
    const std::vector<double>& x = bank.item(i).parameters;
    const double p = x[2] + (1 - x[2]) / (1 + std::exp(-x[0] * (0.55 - x[1])));
    const double s = x[0] * (p - x[2]) / (1 - x[2]);
    EXPECT_NEAR(gains[i], s * s * (1 - p) / p, 1e-14);
  }
}

TEST(MaximumInformation, PrefersItemsAtTheAbility) {
  const ItemBank bank = MakeBank("rasch", {{1, -2}, {1, 0}, {1, 2}});
  const auto low = Gains(MaximumInformation(), {bank, -1.8, 1, 0});
  EXPECT_TRUE(low[0] > low[1] && low[1] > low[2]);
  const auto high = Gains(MaximumInformation(), {bank, 1.8, 1, 0});
  EXPECT_TRUE(high[2] > high[1] && high[1] > high[0]);
}

TEST(MaximumInformation, IgnoresSeedAndProgress) {
  const ItemBank bank = RandomBank("2pl", 5, 1);
  EXPECT_EQ(Gains(MaximumInformation(), {bank, 0.5, 1, 0}),
            Gains(MaximumInformation(), {bank, 0.5, 2, 7}));
}

TEST(MaximumInformation, IsPositiveAndFiniteFarAway) {
  const ItemBank bank = RandomBank("3pl", 50, 1);
  for (const double theta : {-12.0, 12.0}) {
    for (const double gain : Gains(MaximumInformation(), {bank, theta, 1, 0})) {
      EXPECT_TRUE(std::isfinite(gain) && gain > 0) << gain;
    }
  }
}

TEST(SelectionCriterion, IsMaximumInformationByDefault) {
  const auto criterion = MakeSelectionCriterion(Rule());
  ASSERT_TRUE(criterion.ok()) << criterion.status();
  EXPECT_TRUE(std::holds_alternative<MaximumInformation>(*criterion));
}

TEST(SelectionCriterion, RefusesUnknownNamesAndParameters) {
  EXPECT_EQ(MakeSelectionCriterion(NamedRule("mfii")).status().message(),
            "criterion \"mfii\" is unknown; allowed: mfi, random");
  EXPECT_EQ(MakeSelectionCriterion(NamedRule("mfi", {{"nodes", 3}}))
                .status()
                .message(),
            "rule mfi: parameter \"nodes\" is unknown; allowed: none");
  EXPECT_EQ(
      MakeSelectionCriterion(NamedRule("", {{"nodes", 3}})).status().message(),
      "rule mfi: parameter \"nodes\" is unknown; allowed: none");
}

}  // namespace
}  // namespace adaptest
