// S-X2 and M2 have their nominal distributions where the model holds: over
// simulated data sets the mean of a chi-square with df is df, and 5 % of its
// probabilities are below 0.05.

#include <gtest/gtest.h>

#include <cmath>

#include "calibration/calibrate.h"
#include "calibration/fit/latent_sd.h"
#include "calibration/fit/m2.h"
#include "calibration/fit/s_x2.h"
#include "tests/calibration/fit/simulated_fit.h"

namespace adaptest {
namespace {

// Many tests of a statistic that has `extra` degrees of freedom more than it
// says.
class LevelSums {
 public:
  void Add(double statistic, int df, double p) {
    ++n_;
    statistic_ += statistic;
    df_ += df;
    rejected_ += p < 0.05;
  }

  void ExpectNominal(const std::string& what, double extra = 0) const {
    SCOPED_TRACE(what);
    // The variance of a chi-square is 2 df; items of a test are dependent.
    const double df = df_ + extra * n_;
    EXPECT_NEAR(statistic_ / df, 1, 6 * std::sqrt(2 / df));
    if (extra > 0) return;
    EXPECT_NEAR(rejected_ / n_, 0.05, 4 * std::sqrt(0.05 * 0.95 / n_) + 0.01);
  }

 private:
  double n_ = 0;
  double statistic_ = 0;
  double df_ = 0;
  double rejected_ = 0;
};

struct Levels {
  LevelSums s_x2;
  LevelSums m2;

  void Add(const ItemBank& bank, const ResponseData& data, bool known) {
    auto model = FittedModel::Make(bank, data, *ThetaGrid::Make(61, -6, 6));
    ASSERT_TRUE(model.ok()) << model.status();
    if (model->HasFreeLatentSd()) EstimateLatentSd(*model, 2);
    const CompleteBlock block = FindCompleteBlock(data, 100);
    for (const ChiSquareTest& test : SX2(*model, block, known, 2)) {
      ASSERT_TRUE(test.statistic) << test.reason;
      s_x2.Add(*test.statistic, *test.df, *test.p);
    }
    const ModelFit fit = M2(*model, block, known, 2);
    ASSERT_TRUE(fit.m2) << fit.reason;
    m2.Add(*fit.m2, *fit.df, *fit.p);
  }
};

// Of data sets to which the model was calibrated.
Levels CalibratedLevels(const ItemBank& bank, const char* prior, int sets) {
  Levels levels;
  for (int r = 0; r < sets; ++r) {
    const ResponseData data = SimulateFitData(bank, 800, 500 + r);
    CalibrationOptions options;
    options.priors = *PriorChoice::Parse({prior});
    options.information = ParameterInformation::kNone;
    const auto fit = Calibrate(data, options);
    EXPECT_TRUE(fit.ok()) << fit.status();
    if (fit.ok()) levels.Add(FitBank(fit->items), data, false);
  }
  return levels;
}

TEST(NominalLevel, WithKnownParametersOfThreeParameterItems) {
  const ItemBank bank = RandomFitBank(12, ThreePl(), 3);
  Levels levels;
  for (int r = 0; r < 150; ++r) {
    levels.Add(bank, SimulateFitData(bank, 600, 100 + r), true);
  }
  levels.s_x2.ExpectNominal("S-X2");
  levels.m2.ExpectNominal("M2");
}

TEST(NominalLevel, WithSeveralCategories) {
  std::vector<Item> items;
  Random random(7);
  for (int i = 0; i < 8; ++i) {
    const double b = random.Normal();
    items.push_back(i % 2 == 0 ? FitItem(absl::StrCat("g", i), GradedResponse(),
                                         {1.2, b - 0.8, b, b + 0.9})
                               : FitItem(absl::StrCat("c", i),
                                         GeneralizedPartialCredit(),
                                         {0.8, b - 0.3, b + 0.4}));
  }
  const ItemBank bank = FitBank(std::move(items));
  Levels levels;
  for (int r = 0; r < 150; ++r) {
    levels.Add(bank, SimulateFitData(bank, 600, 900 + r), true);
  }
  levels.s_x2.ExpectNominal("S-X2");
  levels.m2.ExpectNominal("M2");
}

TEST(NominalLevel, WithEstimatedParameters) {
  const Levels levels =
      CalibratedLevels(RandomFitBank(10, TwoPl(), 5), "none", 60);
  levels.s_x2.ExpectNominal("S-X2");
  levels.m2.ExpectNominal("M2");
}

// The one latent sd is taken off each item's degrees of freedom in full, though
// all items together determine it: the sums are those of nearly one more.
TEST(NominalLevel, OfRaschItemsErrsByTheSharedParameter) {
  const Levels levels =
      CalibratedLevels(RandomFitBank(10, Rasch(), 5), "none", 60);
  levels.s_x2.ExpectNominal("S-X2", 0.9);
  levels.m2.ExpectNominal("M2");
}

}  // namespace
}  // namespace adaptest
