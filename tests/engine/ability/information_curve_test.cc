#include "engine/ability/information_curve.h"

#include <cmath>

#include "engine/ability/likelihood.h"
#include "tests/engine/ability/answer_builder.h"

namespace adaptest {
namespace {

TEST(InformationCurve, SlopesMatchDifferences) {
  constexpr double kStep = 1e-4;
  for (const char* model : {"rasch", "2pl", "3pl", "4pl"}) {
    const ItemBank bank = RandomBank(model, 6, 3);
    const auto answers = SameAnswers(6, 1);
    for (const double theta : {-3.0, -0.7, 0.2, 2.4}) {
      const auto at = InformationAt(bank, answers, theta);
      const auto above = InformationAt(bank, answers, theta + kStep);
      const auto below = InformationAt(bank, answers, theta - kStep);
      EXPECT_NEAR(at.information.value, TestInformation(bank, answers, theta),
                  1e-12);
      EXPECT_NEAR(
          at.information.slope,
          (above.information.value - below.information.value) / (2 * kStep),
          1e-6);
      EXPECT_NEAR(
          at.information.curvature,
          (above.information.slope - below.information.slope) / (2 * kStep),
          1e-6);
      EXPECT_NEAR(at.warm_slope, (above.warm - below.warm) / (2 * kStep), 1e-6);
      EXPECT_NEAR(
          WarmCorrectionOf(at).slope,
          (WarmCorrectionOf(above).value - WarmCorrectionOf(below).value) /
              (2 * kStep),
          1e-6);
    }
  }
}

TEST(InformationCurve, TakesItemsOfMoreThanTwoCategories) {
  constexpr double kStep = 1e-4;
  const ItemBank bank =
      *ItemBank::Make({MakeItem("G", "grm", {1.3, -1, 0.2, 1.1}),
                       MakeItem("C", "gpcm", {0.9, 0.3, -0.5}),
                       MakeItem("P", "pcm", {-0.2, 0.9, 1.4}),
                       MakeItem("N", "nrm", {0.8, 1.5, 0.2, -0.4})});
  const std::vector<ScoredAnswer> answers = {{0, 3}, {1, 0}, {2, 2}, {3, 1}};
  for (const double theta : {-3.0, -0.7, 0.2, 2.4}) {
    const auto at = InformationAt(bank, answers, theta);
    const auto above = InformationAt(bank, answers, theta + kStep);
    const auto below = InformationAt(bank, answers, theta - kStep);
    EXPECT_NEAR(at.information.value, TestInformation(bank, answers, theta),
                1e-12);
    EXPECT_NEAR(
        at.information.slope,
        (above.information.value - below.information.value) / (2 * kStep),
        1e-6);
    EXPECT_NEAR(at.warm_slope, (above.warm - below.warm) / (2 * kStep), 1e-6);
  }
}

TEST(InformationCurve, WarmsTermIsTheSlopeOfInformationForTwoParameters) {
  const ItemBank bank = RandomBank("2pl", 6, 4);
  const auto answers = SameAnswers(6, 0);
  for (const double theta : {-4.0, 0.0, 1.3}) {
    const auto at = InformationAt(bank, answers, theta);
    EXPECT_NEAR(at.warm, at.information.slope, 1e-14);
  }
}

TEST(InformationCurve, IsFiniteFarFromTheItems) {
  for (const char* model : {"2pl", "3pl", "4pl"}) {
    std::vector<double> x = {20, 50, 0.2, 0.9};
    x.resize(ParametersOf(*ResponseModelByName(model), 2).size());
    const ItemBank bank = MakeBank(model, {x});
    for (const double theta : {-50.0, 0.0, 40.0, 49.0}) {
      const auto at = InformationAt(bank, SameAnswers(1, 0), theta);
      EXPECT_TRUE(std::isfinite(at.information.curvature)) << theta;
      EXPECT_TRUE(std::isfinite(WarmCorrectionOf(at).value)) << theta;
      EXPECT_TRUE(std::isfinite(WarmCorrectionOf(at).slope)) << theta;
    }
  }
}

}  // namespace
}  // namespace adaptest
