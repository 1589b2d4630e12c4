#include "engine/criteria/maximum_information.h"

#include <cmath>

#include "tests/engine/criteria/criterion_case.h"

namespace adaptest {
namespace {

TEST(MaximumInformation, IsTheFisherInformationAtTheta) {
  const CriterionCase at(MakeBank("3pl", {{1.2, 0.3, 0.2}, {0.7, -1, 0.1}}));
  const auto gains = at.GainsOf(MaximumInformation(), 0.55);
  for (int i = 0; i < 2; ++i) {
    const std::vector<double>& x = at.bank().item(i).parameters;
    const double p = x[2] + (1 - x[2]) / (1 + std::exp(-x[0] * (0.55 - x[1])));
    const double s = x[0] * (p - x[2]) / (1 - x[2]);
    EXPECT_NEAR(gains[i], s * s * (1 - p) / p, 1e-14);
  }
}

TEST(MaximumInformation, PrefersItemsAtTheAbility) {
  const CriterionCase at(MakeBank("rasch", {{1, -2}, {1, 0}, {1, 2}}));
  const auto low = at.GainsOf(MaximumInformation(), -1.8);
  EXPECT_TRUE(low[0] > low[1] && low[1] > low[2]);
  const auto high = at.GainsOf(MaximumInformation(), 1.8);
  EXPECT_TRUE(high[2] > high[1] && high[1] > high[0]);
}

TEST(MaximumInformation, IsPositiveAndFiniteFarAway) {
  const CriterionCase at(RandomBank("3pl", 50, 1));
  for (const double theta : {-12.0, 12.0}) {
    for (const double gain : at.GainsOf(MaximumInformation(), theta)) {
      EXPECT_TRUE(std::isfinite(gain) && gain > 0) << gain;
    }
  }
}

TEST(CutInformation, IsInformationAtTheCutWhateverTheEstimate) {
  ScoreScale scale;
  scale.theta_cut = 0.4;
  const CriterionCase at(RandomBank("4pl", 9, 1), {}, ThetaGrid(), scale);
  EXPECT_EQ(at.GainsOf(CutInformation(), -2),
            at.GainsOf(MaximumInformation(), 0.4));
}

TEST(SelectionCriterion, IsMaximumInformationByDefault) {
  EXPECT_TRUE(std::holds_alternative<MaximumInformation>(Criterion(Rule())));
}

TEST(SelectionCriterion, KnowsTheNamesOfOtherPrograms) {
  EXPECT_EQ(NameOf(Criterion(NamedRule("MFI"))), "mfi");
  EXPECT_EQ(NameOf(Criterion(NamedRule("bOpt"))), "closest_difficulty");
  EXPECT_EQ(NameOf(Criterion(NamedRule("urry"))), "closest_difficulty");
  EXPECT_EQ(NameOf(Criterion(NamedRule("thOpt"))), "theta_optimal");
  EXPECT_EQ(NameOf(Criterion(NamedRule("a-stratified"))), "a_stratified");
}

TEST(SelectionCriterion, RefusesUnknownNamesAndParameters) {
  EXPECT_EQ(MakeSelectionCriterion(NamedRule("mfii")).status().message(),
            "criterion \"mfii\" is unknown; allowed: mfi, mpwi, mlwi, mei, "
            "mepv, kl, klp, closest_difficulty, theta_optimal, gdi, gdip, "
            "progressive, proportional, a_stratified, cut_information, "
            "entropy, decision_information, random");
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
