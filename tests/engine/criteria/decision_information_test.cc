#include "engine/criteria/decision_information.h"

#include "tests/engine/criteria/criterion_case.h"

namespace adaptest {
namespace {

CriterionCase CutAt(double cut) {
  ScoreScale scale;
  scale.theta_cut = cut;
  return CriterionCase(RandomBank("3pl", 12, 2), {}, ThetaGrid(), scale);
}

// P(theta < -4.6) is 2e-6 under N(0, 1), so H(M) is 3e-5; below -4 it is 3e-5,
// so H(M) is 3.6e-4.
TEST(DecisionInformation, GivesWayToWeightedInformationWhereAllIsDecided) {
  for (const double cut : {-4.6, 4.6, -9.0, 9.0}) {
    const CriterionCase at = CutAt(cut);
    EXPECT_EQ(at.GainsOf(DecisionInformation()),
              at.GainsOf(PosteriorWeightedInformation()))
        << "cut " << cut;
  }
  for (const double cut : {-4.0, 4.0}) {
    const CriterionCase at = CutAt(cut);
    EXPECT_NE(at.GainsOf(DecisionInformation()),
              at.GainsOf(PosteriorWeightedInformation()))
        << "cut " << cut;
  }
}

TEST(DecisionInformation, IsNotNegativeAndAtMostTheEntropyOfTheDecision) {
  for (const double cut : {-4.0, -1.0, 0.0, 2.5}) {
    for (const double gain : CutAt(cut).GainsOf(DecisionInformation())) {
      EXPECT_GE(gain, -1e-15);
      EXPECT_LE(gain, std::log(2.0));
    }
  }
}

TEST(DecisionInformation, PrefersItemsNearTheCut) {
  ScoreScale scale;
  scale.theta_cut = 1;
  const CriterionCase at(MakeBank("rasch", {{1, -2}, {1, 1}, {1, 4}}), {},
                         ThetaGrid(), scale);
  const auto gains = at.GainsOf(DecisionInformation());
  EXPECT_GT(gains[1], gains[0]);
  EXPECT_GT(gains[1], gains[2]);
}

}  // namespace
}  // namespace adaptest
