#include "calibration/fit/assess_fit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "calibration/fit/option_analysis.h"
#include "tests/calibration/fit/simulated_fit.h"

namespace adaptest {
namespace {

using testing::HasSubstr;

FitReport Assess(const ItemBank& bank, const ResponseData& data,
                 FitOptions options = {}) {
  const auto report = AssessFit(bank, data, options);
  EXPECT_TRUE(report.ok()) << report.status();
  return report.ok() ? *report : FitReport();
}

TEST(AssessFit, DoesNotDependOnTheNumberOfThreads) {
  const ItemBank bank = RandomFitBank(12, ThreePl(), 1);
  const ResponseData data = SimulateFitData(bank, 700, 2, 0.1);
  FitOptions options;
  const FitReport one = Assess(bank, data, options);
  options.threads = 3;
  const FitReport three = Assess(bank, data, options);
  EXPECT_EQ(one.model_fit.m2, three.model_fit.m2);
  for (int i = 0; i < bank.size(); ++i) {
    EXPECT_EQ(one.items[i].s_x2.statistic, three.items[i].s_x2.statistic);
    EXPECT_EQ(one.items[i].residuals.outfit.value,
              three.items[i].residuals.outfit.value);
    EXPECT_EQ(one.items[i].curve.largest_z, three.items[i].curve.largest_z);
  }
  for (size_t i = 0; i < one.q3.pairs.size(); ++i) {
    EXPECT_EQ(one.q3.pairs[i].q3, three.q3.pairs[i].q3);
  }
}

TEST(AssessFit, LeavesBlockStatisticsEmptyOnSparseData) {
  const ItemBank bank = RandomFitBank(40, TwoPl(), 1);
  const FitReport report = Assess(bank, SimulateFitData(bank, 800, 2, 0.6));
  EXPECT_FALSE(report.model_fit.m2);
  EXPECT_THAT(report.model_fit.reason, HasSubstr("no complete block"));
  for (const ItemFit& item : report.items) {
    EXPECT_FALSE(item.s_x2.statistic);
    EXPECT_THAT(item.s_x2.reason, HasSubstr("no complete block"));
    EXPECT_FALSE(item.classical.point_biserial.value);
    EXPECT_TRUE(item.classical.point_biserial_eap.value);
    EXPECT_TRUE(item.curve.largest_z);
  }
}

TEST(AssessFit, DeviatesOfBinsAreStandardNormalOnSparseData) {
  const ItemBank bank = RandomFitBank(60, ThreePl(), 11);
  const FitReport report = Assess(bank, SimulateFitData(bank, 4000, 12, 0.7));
  double n = 0, sum = 0, squares = 0;
  for (const ItemFit& item : report.items) {
    for (const CurveBin& bin : item.curve.bins) {
      if (bin.category == 0 || !bin.z) continue;
      ++n;
      sum += *bin.z;
      squares += *bin.z * *bin.z;
    }
  }
  EXPECT_GT(n, 400);
  EXPECT_NEAR(sum / n, 0, 4 / std::sqrt(n));
  EXPECT_NEAR(squares / n, 1, 4 * std::sqrt(2 / n));
}

TEST(AssessFit, FindsTheItemWhoseCurveIsWrong) {
  const ItemBank truth = RandomFitBank(30, TwoPl(), 21);
  std::vector<Item> items = truth.items();
  items[7].parameters[0] = truth.item(7).parameters[0] / 3;
  const ItemBank bank = FitBank(std::move(items));
  for (const double missing : {0.0, 0.5}) {
    FitOptions options;
    options.known_parameters = true;
    const FitReport report =
        Assess(bank, SimulateFitData(truth, 3000, 22, missing), options);
    for (int i = 0; i < bank.size(); ++i) {
      EXPECT_EQ(*report.items[i].curve_p_adjusted < 0.001, i == 7) << i;
      if (missing > 0) continue;
      EXPECT_EQ(*report.items[i].s_x2_p_adjusted < 0.001, i == 7) << i;
    }
  }
}

TEST(AssessFit, EstimatesTheLatentSdOfRaschItems) {
  std::vector<Item> items;
  for (int i = 0; i < 15; ++i) {
    items.push_back(FitItem(absl::StrCat("i", i), Rasch(), {1, (i - 7) * 0.3}));
  }
  const ItemBank bank = FitBank(std::move(items));
  const FitReport report =
      Assess(bank, SimulateFitData(bank, 2000, 31, 0, 1.6));
  EXPECT_TRUE(report.latent_sd_estimated);
  ASSERT_TRUE(report.latent_sd.standard_error);
  EXPECT_NEAR(report.latent_sd.value, 1.6,
              4 * *report.latent_sd.standard_error);
  EXPECT_LT(*report.latent_sd.standard_error, 0.06);
}

TEST(AssessFit, FindsAPairOfItemsThatDependOnEachOther) {
  const ItemBank bank = RandomFitBank(12, TwoPl(), 41);
  ResponseDataBuilder builder;
  Random random(42);
  for (const Item& item : bank.items()) {
    ASSERT_TRUE(builder.AddItem(item.id, item.model).ok());
  }
  for (int p = 0; p < 1500; ++p) {
    builder.AddPerson(absl::StrCat("p", p));
    const double theta = random.Normal();
    int before = 0;
    for (int i = 0; i < bank.size(); ++i) {
      const Item& item = bank.item(i);
      int x =
          DrawCategory(item.model, item.parameters, theta, random.Uniform());
      if (i == 5 && random.Uniform() < 0.5) x = before;
      builder.AddResponse(p, i, x, {});
      before = x;
    }
  }
  std::vector<ResponseDataBuilder::Duplicate> duplicates;
  const FitReport report = Assess(bank, std::move(builder).Build(&duplicates));
  for (const ResidualCorrelation& pair : report.q3.pairs) {
    const bool is_dependent = pair.item_1 == 4 && pair.item_2 == 5;
    EXPECT_EQ(*pair.adjusted > 0.2, is_dependent)
        << pair.item_1 << ", " << pair.item_2;
  }
}

TEST(AssessFit, FlagsAsManyPersonsAsTheModelLets) {
  const ItemBank bank = RandomFitBank(40, TwoPl(), 51);
  const FitReport report = Assess(bank, SimulateFitData(bank, 2000, 52));
  EXPECT_GT(report.person_fit.n, 1900);
  ASSERT_EQ(report.person_fit.shares.size(), 2);
  EXPECT_NEAR(*report.person_fit.shares[0].share.value, 0.05, 0.02);
  EXPECT_NEAR(*report.person_fit.shares[1].share.value, 0.01, 0.01);
}

TEST(AssessFit, CountsWhatIsUndefinedAsEmpty) {
  const ItemBank bank = RandomFitBank(3, TwoPl(), 61);
  ResponseDataBuilder builder;
  for (const Item& item : bank.items()) {
    ASSERT_TRUE(builder.AddItem(item.id, item.model).ok());
  }
  builder.AddPerson("p");
  builder.AddResponse(0, 0, 1, {});
  std::vector<ResponseDataBuilder::Duplicate> duplicates;
  const FitReport report = Assess(bank, std::move(builder).Build(&duplicates));
  EXPECT_TRUE(report.items[0].classical.p_value.value);
  EXPECT_FALSE(report.items[1].classical.p_value.value);
  EXPECT_FALSE(report.items[1].residuals.outfit.value);
  EXPECT_FALSE(report.items[0].curve.largest_z);
  EXPECT_TRUE(report.q3.pairs.empty());
  EXPECT_THAT(report.q3.reason, HasSubstr("no two items"));
}

TEST(AssessFit, RefusesOptionsOutOfRangeAndUnknownItems) {
  const ItemBank bank = RandomFitBank(3, TwoPl(), 61);
  const ItemBank larger = RandomFitBank(4, TwoPl(), 61);
  FitOptions options;
  options.bins = 0;
  EXPECT_EQ(
      AssessFit(bank, SimulateFitData(bank, 5, 1), options).status().message(),
      "bins = 0 is outside [1, 50]");
  EXPECT_EQ(
      AssessFit(bank, SimulateFitData(larger, 5, 1), {}).status().message(),
      "item i3 was answered, but is not in the bank");
}

TEST(OptionAnalysis, TellsWhoChoseAnOption) {
  const ItemBank bank = RandomFitBank(10, TwoPl(), 71);
  const ResponseData data = SimulateFitData(bank, 500, 72);
  const FitReport report = Assess(bank, data);
  OptionAnalysis analysis(data, report);
  EXPECT_TRUE(analysis.empty());
  int right = 0;
  for (int p = 0; p < data.num_persons(); ++p) {
    const bool is_right = data.RowsOf(p)[0] == 1;
    right += is_right;
    ASSERT_TRUE(analysis.Add(p, 0, is_right ? "B" : p % 2 ? "A" : "").ok());
  }
  const auto options = analysis.Results()[0];
  ASSERT_EQ(options.size(), 3);  // "", A, B
  EXPECT_EQ(options[2].option, "B");
  EXPECT_EQ(options[2].score, 1);
  EXPECT_EQ(options[2].n, right);
  EXPECT_NEAR(*options[2].share.value, right / 500.0, 1e-12);
  EXPECT_GT(*options[2].mean_rest_score, *options[1].mean_rest_score);
  EXPECT_NEAR(*options[2].point_biserial.value,
              *report.items[0].classical.point_biserial_eap.value, 1e-9);
  EXPECT_LT(*options[1].point_biserial.value, 0);
}

TEST(OptionAnalysis, RefusesTooManyOptions) {
  const ItemBank bank = RandomFitBank(3, TwoPl(), 81);
  const ResponseData data = SimulateFitData(bank, 100, 82);
  const FitReport report = Assess(bank, data);
  OptionAnalysis analysis(data, report);
  for (int p = 0; p < OptionAnalysis::kMaxOptions; ++p) {
    EXPECT_TRUE(analysis.Add(p, 1, absl::StrCat(p)).ok());
  }
  EXPECT_THAT(analysis.Add(99, 1, "99").message(),
              HasSubstr("option \"99\" is one too many; up to 64"));
}

}  // namespace
}  // namespace adaptest
