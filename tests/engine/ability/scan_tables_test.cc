#include "engine/ability/scan_tables.h"

#include <cmath>

#include "engine/ability_estimator.h"
#include "tests/engine/ability/answer_builder.h"

namespace adaptest {
namespace {

TEST(ScanTables, LeaveEstimatesAsTheyAre) {
  for (int seed = 0; seed < 10; ++seed) {
    const ItemBank bank = RandomBank("3pl", 12, seed);
    const auto answers = CoinAnswers(12, 300 + seed);
    const ScanTables all(bank, AllItems(12), -4, 4);
    const ScanTables some(bank, AllItems(5), -4, 4);
    for (const AbilityEstimator& estimator :
         {AbilityEstimator(Mle()), AbilityEstimator(Map()),
          AbilityEstimator(Wle())}) {
      EstimationSettings settings = {ThetaGrid(), NormalPrior(), -4, 4};
      const auto direct = EstimateAbility(estimator, bank, answers, settings);
      for (const ScanTables* tables : {&all, &some}) {
        settings.scan = tables;
        const auto by_table =
            EstimateAbility(estimator, bank, answers, settings);
        EXPECT_NEAR(*by_table.theta, *direct.theta, 1e-11) << seed;
        EXPECT_EQ(by_table.state, direct.state);
      }
    }
  }
}

TEST(ScanTables, AreExactAtEveryTheta) {
  const ItemBank bank = RandomBank("2pl", 5, 1);
  const auto answers = CoinAnswers(5, 2);
  const ScanTables tables(bank, AllItems(5), -4, 4);
  const EstimationSettings settings = {ThetaGrid(), NormalPrior(), -4, 4,
                                       &tables};
  const InformationScan scan(bank, answers, settings);
  for (const double theta : {-5.0, -4.0, -3.95, 0.123, 4.0, 7.0}) {
    const auto expected = InformationAt(bank, answers, theta);
    const auto found = scan.At(theta);
    EXPECT_NEAR(found.information.value, expected.information.value, 1e-13);
    EXPECT_NEAR(found.warm_slope, expected.warm_slope, 1e-13);
  }
}

}  // namespace
}  // namespace adaptest
