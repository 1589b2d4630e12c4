// LSAT-7 at mirt's two-parameter estimates (data/lsat7_reference.csv) against
// what mirt 1.45.1 says of that fit: itemfit (S_X2 and, at EAP, infit), M2,
// residuals of type Q3. To 1e-6 relative.

#include <gtest/gtest.h>

#include "calibration/files/items_csv.h"
#include "calibration/fit/assess_fit.h"
#include "tests/calibration/small_data.h"

namespace adaptest {
namespace {

constexpr double kExact = 1e-6;

class LsatFit : public testing::Test {
 protected:
  void SetUp() override {
    const auto bank = ReadItemsCsv(ProjectFile("data/lsat7_reference.csv"));
    ASSERT_TRUE(bank.ok()) << bank.status();
    const auto report =
        AssessFit(*bank, ReadAnswers(ProjectFile("data/lsat7.csv"), TwoPl()),
                  FitOptions());
    ASSERT_TRUE(report.ok()) << report.status();
    report_ = *report;
    for (ItemFit& item : report_.items) item.item = nullptr;  // of the bank
  }

  FitReport report_;
};

TEST_F(LsatFit, HasTheSX2OfTheReference) {
  const double statistic[] = {4.75053877356765, 14.4534520618155,
                              1.27265743357625, 5.23648336489746,
                              0.94094172268378};
  const double p[] = {0.0929894357112582, 0.000726896809327364,
                      0.529231821727949, 0.0729309859865177, 0.624708048149852};
  const double adjusted[] = {0.15498239285, 0.00363448405, 0.62470804815,
                             0.15498239285, 0.62470804815};
  for (int i = 0; i < 5; ++i) {
    EXPECT_NEAR(*report_.items[i].s_x2.statistic, statistic[i], kExact * 10);
    EXPECT_EQ(*report_.items[i].s_x2.df, 2);
    EXPECT_NEAR(*report_.items[i].s_x2.p, p[i], kExact);
    EXPECT_NEAR(*report_.items[i].s_x2_p_adjusted, adjusted[i], kExact);
  }
}

TEST_F(LsatFit, HasTheM2OfTheReference) {
  const ModelFit& fit = report_.model_fit;
  EXPECT_NEAR(*fit.m2, 11.9384116409767, kExact * 10);
  EXPECT_EQ(*fit.df, 5);
  EXPECT_NEAR(*fit.p, 0.035641498319506, kExact);
  EXPECT_NEAR(*fit.rmsea, 0.0372702481826314, kExact);
  EXPECT_NEAR(*fit.rmsea_lower, 0.00895473895641156, kExact);
  EXPECT_NEAR(*fit.rmsea_upper, 0.0649674162147682, kExact);
  EXPECT_NEAR(*fit.srmsr, 0.0319629115259505, kExact);
}

TEST_F(LsatFit, HasTheMeanSquaresOfTheReference) {
  const ResidualFit& first = report_.items[0].residuals;
  EXPECT_NEAR(*first.outfit.value, 0.775813444843398, kExact);
  EXPECT_NEAR(*first.outfit.z, -3.14157286600784, kExact * 10);
  EXPECT_NEAR(*first.infit.value, 0.958175644638593, kExact);
  EXPECT_NEAR(*first.infit.z, -0.702286524464604, kExact * 10);
}

TEST_F(LsatFit, HasTheQ3OfTheReference) {
  ASSERT_EQ(report_.q3.pairs.size(), 10);
  EXPECT_NEAR(*report_.q3.pairs[0].q3, -0.134483784116842, kExact);
  EXPECT_NEAR(*report_.q3.pairs[9].q3, -0.054469798535072, kExact);
  EXPECT_EQ(report_.q3.pairs[9].n, 1000);
}

TEST_F(LsatFit, HasClassicalStatistics) {
  const ClassicalStatistics& c = report_.items[0].classical;
  EXPECT_EQ(c.n, 1000);
  EXPECT_NEAR(*c.p_value.value, 0.828, 1e-12);
  EXPECT_NEAR(*c.p_value.standard_error, std::sqrt(0.828 * 0.172 / 1000),
              1e-12);
  EXPECT_NEAR(*c.p_value_population.value, 0.828, 1e-3);
}

}  // namespace
}  // namespace adaptest
