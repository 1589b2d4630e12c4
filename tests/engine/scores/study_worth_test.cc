#include "engine/scores/study_worth.h"

#include <cmath>

#include "engine/prior.h"
#include "engine/scores/form_score.h"
#include "engine/scores/number_right.h"
#include "engine/scores/pass_probability.h"
#include "tests/engine/bank_builder.h"

namespace adaptest {
namespace {

// Area 0 has every fourth item.
std::vector<int> AreaOfItems(int size) {
  std::vector<int> areas;
  for (int i = 0; i < size; ++i) areas.push_back(i % 4 == 0 ? 0 : 1);
  return areas;
}

TEST(AreaShares, AreThoseOfTheItemsWhereAllAreAlike) {
  const BankTables tables(
      MakeBank("2pl", std::vector(40, std::vector{1.0, 0.0})), ThetaGrid());
  const auto shares = AreaShares(tables, {AllItems(40)}, AreaOfItems(40), 2);
  for (int q = 0; q < 121; ++q) {
    EXPECT_NEAR(shares[0][q], 0.25, 1e-12);
    EXPECT_NEAR(shares[1][q], 0.75, 1e-12);
  }
}

TEST(PassGains, AgreeWithRaisingTheAreaOnEveryItem) {
  const ItemBank bank = RandomBank("3pl", 40, 1);
  const BankTables tables(bank, ThetaGrid());
  const std::vector<std::vector<int>> forms = {AllItems(40)};
  const auto areas = AreaOfItems(40);
  const auto curve = PassCurve(bank, tables, forms, ScoreScale());
  Posterior posterior(ThetaGrid(), LogPrior(NormalPrior(), ThetaGrid()));
  for (int i = 0; i < 15; ++i) {
    posterior.Update(tables.log_probability(i, i % 2));
  }
  const auto gains = PassGains(
      posterior, curve, AreaShares(tables, forms, areas, 2), kWhatIfRise);
  const int cut = RawCut(bank, forms[0], 0);
  for (int area = 0; area < 2; ++area) {
    double expected = 0;
    for (int q = 0; q < 121; ++q) {
      std::vector<double> p;
      for (int i = 0; i < 40; ++i) {
        const double rise = areas[i] == area ? kWhatIfRise : 0;
        p.push_back(ProbabilityRight(bank.item(i).model,
                                     bank.item(i).parameters,
                                     ThetaGrid().theta(q) + rise));
      }
      const auto f = NumberRightDistribution(p);
      double pass = 0;
      for (int x = cut; x <= 40; ++x) pass += f[x];
      expected += posterior.weights()[q] * (pass - curve[q]);
    }
    EXPECT_GT(expected, 0.02);
    EXPECT_NEAR(gains[area], expected, 0.01) << area;
  }
  EXPECT_GT(gains[1], gains[0]);
}

TEST(PassGains, AreNothingWithoutARise) {
  const BankTables tables(RandomBank("3pl", 8, 1), ThetaGrid());
  const Posterior prior(ThetaGrid(), LogPrior(NormalPrior(), ThetaGrid()));
  const auto shares = AreaShares(tables, {AllItems(8)}, AreaOfItems(8), 2);
  std::vector<double> curve(121);
  for (int q = 0; q < 121; ++q) curve[q] = q / 120.0;
  EXPECT_NEAR(PassGains(prior, curve, shares, 0)[0], 0, 1e-15);
}

}  // namespace
}  // namespace adaptest
