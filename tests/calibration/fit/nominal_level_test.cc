// S-X2 and M2 have their nominal distributions where the model holds: over
// simulated data sets the mean of a chi-square with df is df, and its
// probabilities are uniform.

#include <gtest/gtest.h>

#include "calibration/calibrate.h"
#include "calibration/fit/assess_fit.h"
#include "tests/calibration/fit/simulated_fit.h"

namespace adaptest {
namespace {

struct Level {
  double ratio = 0;     // mean of statistic / df, 1 if nominal
  double rejected = 0;  // share with p < 0.05
};

// Adds up tests.
class LevelSums {
 public:
  void Add(double statistic, int df, double p) {
    ++n_;
    ratio_ += statistic / df;
    rejected_ += p < 0.05;
  }
  Level Mean() const { return {ratio_ / n_, rejected_ / n_}; }

 private:
  int n_ = 0;
  double ratio_ = 0;
  double rejected_ = 0;
};

struct Levels {
  LevelSums s_x2;
  LevelSums m2;

  void Add(const FitReport& report) {
    for (const ItemFit& item : report.items) {
      ASSERT_TRUE(item.s_x2.statistic) << item.s_x2.reason;
      s_x2.Add(*item.s_x2.statistic, *item.s_x2.df, *item.s_x2.p);
    }
    ASSERT_TRUE(report.model_fit.m2) << report.model_fit.reason;
    m2.Add(*report.model_fit.m2, *report.model_fit.df, *report.model_fit.p);
  }
};

FitReport AssessSimulated(const ItemBank& bank, const ResponseData& data,
                          bool known) {
  FitOptions options;
  options.known_parameters = known;
  options.threads = 2;
  const auto report = AssessFit(bank, data, options);
  EXPECT_TRUE(report.ok()) << report.status();
  return report.ok() ? *report : FitReport();
}

// Four standard errors of a share of 0.05 in n.
double ToleranceOfRate(int n) { return 4 * std::sqrt(0.05 * 0.95 / n); }

TEST(NominalLevel, WithKnownParametersOfThreeParameterItems) {
  const ItemBank bank = RandomFitBank(12, ThreePl(), 3);
  Levels levels;
  for (int r = 0; r < 150; ++r) {
    levels.Add(
        AssessSimulated(bank, SimulateFitData(bank, 600, 100 + r), true));
  }
  EXPECT_NEAR(levels.s_x2.Mean().ratio, 1, 0.05);
  EXPECT_NEAR(levels.s_x2.Mean().rejected, 0.05, 0.02);
  EXPECT_NEAR(levels.m2.Mean().ratio, 1, 0.06);
  EXPECT_NEAR(levels.m2.Mean().rejected, 0.05, ToleranceOfRate(150));
}

// mirt's M2 of a 3pl has another slope in a and differs by some percent; with
// the exact slope the mean of M2 is that of its chi-square.
TEST(NominalLevel, WithEstimatedParameters) {
  for (const ResponseModel& model :
       {ResponseModel(TwoPl()), ResponseModel(Rasch())}) {
    const ItemBank truth = RandomFitBank(10, model, 5);
    std::vector<Item> items = truth.items();
    if (NameOf(model) == "rasch") {
      for (Item& item : items) item.parameters[0] = 1;
    }
    const ItemBank bank = FitBank(std::move(items));
    Levels levels;
    for (int r = 0; r < 60; ++r) {
      const ResponseData data = SimulateFitData(bank, 800, 500 + r);
      CalibrationOptions options;
      options.information = ParameterInformation::kNone;
      const auto fit = Calibrate(data, options);
      ASSERT_TRUE(fit.ok()) << fit.status();
      levels.Add(AssessSimulated(FitBank(fit->items), data, false));
    }
    EXPECT_NEAR(levels.s_x2.Mean().ratio, 1, 0.08) << NameOf(model);
    EXPECT_NEAR(levels.s_x2.Mean().rejected, 0.05, 0.03) << NameOf(model);
    EXPECT_NEAR(levels.m2.Mean().ratio, 1, 0.08) << NameOf(model);
    EXPECT_NEAR(levels.m2.Mean().rejected, 0.05, ToleranceOfRate(60));
  }
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
    levels.Add(
        AssessSimulated(bank, SimulateFitData(bank, 600, 900 + r), true));
  }
  EXPECT_NEAR(levels.s_x2.Mean().ratio, 1, 0.05);
  EXPECT_NEAR(levels.s_x2.Mean().rejected, 0.05, 0.02);
  EXPECT_NEAR(levels.m2.Mean().ratio, 1, 0.08);
  EXPECT_NEAR(levels.m2.Mean().rejected, 0.05, ToleranceOfRate(150));
}

}  // namespace
}  // namespace adaptest
