#include "engine/scores/form_quality.h"

#include "engine/posterior.h"
#include "engine/prior.h"
#include "engine/scores/form_score.h"
#include "tests/engine/bank_builder.h"

namespace adaptest {
namespace {

// Two sittings of the form by each of many examinees.
TEST(AssessForm, PredictsWhatSimulatedSittingsShow) {
  constexpr int kExaminees = 40000;
  constexpr double kCut = 0.3;
  const ItemBank bank = RandomBank("3pl", 30, 4);
  const ThetaGrid grid;
  const BankTables tables(bank, grid);
  const Posterior population(grid, LogPrior(NormalPrior(), grid));
  const FormQuality quality =
      AssessForm(bank, tables, AllItems(30), kCut, population.weights());
  EXPECT_EQ(quality.raw_cut, RawCut(bank, AllItems(30), kCut));
  Random random(9);
  int right = 0, alike = 0;
  for (int n = 0; n < kExaminees; ++n) {
    const double theta = random.Normal();
    bool passed[2];
    for (bool& pass : passed) {
      int raw = 0;
      for (const Item& item : bank.items()) {
        raw += random.Uniform() <
               ProbabilityRight(item.model, item.parameters, theta);
      }
      pass = raw >= quality.raw_cut;
    }
    right += passed[0] == (theta >= kCut);
    alike += passed[0] == passed[1];
  }
  // 4 standard errors of a share near 0.8.
  EXPECT_NEAR(right / double(kExaminees), quality.by_raw_score.accuracy, 0.008);
  EXPECT_NEAR(alike / double(kExaminees), quality.by_raw_score.consistency,
              0.008);
}

TEST(AssessForm, GivesTheErrorsAtTheCutOfRaschItemsInClosedForm) {
  const ItemBank bank =
      MakeBank("1pl", {{1, 0.5}, {1, 0.5}, {1, 0.5}, {1, 0.5}});
  const ThetaGrid grid;
  const Posterior population(grid, LogPrior(NormalPrior(), grid));
  const FormQuality quality = AssessForm(
      bank, BankTables(bank, grid), AllItems(4), 0.5, population.weights());
  EXPECT_EQ(quality.raw_cut, 2);
  EXPECT_DOUBLE_EQ(*quality.standard_error_at_cut, 1.0);  // 4 items at P = 1/2
  EXPECT_DOUBLE_EQ(quality.raw_standard_error_at_cut, 1.0);
}

}  // namespace
}  // namespace adaptest
