#include "engine/scores/classification.h"

#include <cmath>

#include "engine/posterior.h"
#include "engine/prior.h"
#include "engine/scores/form_score.h"
#include "tests/engine/bank_builder.h"

namespace adaptest {
namespace {

Posterior Population(const ThetaGrid& grid) {
  return Posterior(grid, LogPrior(NormalPrior(), grid));
}

TEST(RudnerClassification, AgreesWithTheClosedForm) {
  // Bivariate normal with correlation r and cuts at the means: the quadrants
  // of equal signs have probability 1/2 + asin(r) / pi.
  const ThetaGrid grid = *ThetaGrid::Make(1201, -6, 6);
  const Posterior population = Population(grid);
  const double se = 0.4;
  const auto result = RudnerClassification(grid, std::vector<double>(1201, se),
                                           0, population.weights());
  const double variance = 1 + se * se;
  EXPECT_NEAR(result.accuracy, 0.5 + std::asin(1 / std::sqrt(variance)) / M_PI,
              1e-4);
  EXPECT_NEAR(result.consistency, 0.5 + std::asin(1 / variance) / M_PI, 1e-4);
}

TEST(RudnerClassification, IsCertainWithoutError) {
  const ThetaGrid grid;
  const Posterior population = Population(grid);
  const auto result = RudnerClassification(grid, std::vector<double>(121, 0.0),
                                           0.05, population.weights());
  EXPECT_NEAR(result.accuracy, 1, 1e-12);
  EXPECT_NEAR(result.consistency, 1, 1e-12);
}

TEST(LeeClassification, AgreesWithSimulation) {
  const ItemBank bank = RandomBank("3pl", 40, 5);
  const BankTables tables(bank, ThetaGrid());
  const std::vector<int> form = AllItems(40);
  const int cut = RawCut(bank, form, 0.2);
  const Posterior population = Population(ThetaGrid());
  const auto result =
      LeeClassification(tables, form, cut, 0.2, population.weights());
  Random random(6);
  constexpr int kPersons = 10000;
  int accurate = 0;
  int consistent = 0;
  for (int n = 0; n < kPersons; ++n) {
    const double theta = random.Normal();
    bool pass[2];
    for (bool& each : pass) {
      int raw = 0;
      for (const auto& answer : SimulateAnswers(bank, 40, theta, random)) {
        raw += answer.category;
      }
      each = raw >= cut;
    }
    accurate += pass[0] == (theta >= 0.2);
    consistent += pass[0] == pass[1];
  }
  EXPECT_NEAR(result.accuracy, accurate / double{kPersons}, 0.015);
  EXPECT_NEAR(result.consistency, consistent / double{kPersons}, 0.015);
}

}  // namespace
}  // namespace adaptest
