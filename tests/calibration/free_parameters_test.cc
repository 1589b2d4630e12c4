#include "calibration/free_parameters.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "calibration/calibrate.h"
#include "tests/calibration/small_data.h"

namespace adaptest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

CalibrationOptions WithConstraints(const std::vector<std::string>& texts) {
  CalibrationOptions options;
  for (const std::string& text : texts) {
    const auto constraint = ParameterConstraint::Parse(text);
    EXPECT_TRUE(constraint.ok()) << constraint.status();
    options.constraints.push_back(*constraint);
  }
  return options;
}

std::string Refusal(const ResponseData& data, const std::string& text) {
  const auto constraint = ParameterConstraint::Parse(text);
  if (!constraint.ok()) return std::string(constraint.status().message());
  CalibrationOptions options;
  options.constraints = {*constraint};
  return std::string(Calibrate(data, options).status().message());
}

TEST(ParameterConstraints, EqualSlopesAreTheOneParameterModel) {
  const auto items = RandomThreePlItems(6, 5);
  const auto equal =
      Calibrate(SimulateAnswers(items, 600, TwoPl(), 3, 0.1),
                WithConstraints({"a(i0,i1,i2)", "a(i2)=a(i3,i4,i5)"}));
  const auto one_pl =
      Calibrate(SimulateAnswers(items, 600, OnePl(), 3, 0.1), {});
  ASSERT_TRUE(equal.ok() && one_pl.ok());
  EXPECT_EQ(equal->num_parameters, 7);
  EXPECT_NEAR(equal->log_likelihood, one_pl->log_likelihood, 1e-7);
  for (int i = 0; i < 6; ++i) {
    EXPECT_NEAR(equal->items[i].parameters[0], one_pl->items[0].parameters[0],
                1e-5);
    EXPECT_NEAR(equal->items[i].covariance[0], one_pl->items[0].covariance[0],
                1e-7);
  }
}

TEST(ParameterConstraints, AGivenValueStays) {
  const auto data =
      SimulateAnswers(RandomThreePlItems(6, 5), 600, ThreePl(), 3, 0.1);
  const auto fit = Calibrate(data, WithConstraints({"c(*)=0.2", "b(i1)=0.5"}));
  ASSERT_TRUE(fit.ok()) << fit.status();
  EXPECT_EQ(fit->num_parameters, 11);
  for (const Item& item : fit->items) EXPECT_EQ(item.parameters[2], 0.2);
  EXPECT_EQ(fit->items[1].parameters[1], 0.5);
  EXPECT_EQ(fit->items[1].covariance[4], 0);
}

TEST(ParameterConstraints, TwoStepsOfAnItemMayBeEqual) {
  const auto answers = ReadAnswers(
      WriteScratch("r.csv",
                   "A,B,count\n0,0,30\n1,0,20\n2,1,25\n1,1,18\n0,1,11\n"
                   "2,2,40\n1,2,16\n2,0,9\n0,2,6\n"),
      PartialCredit());
  const auto fit = Calibrate(answers, WithConstraints({"b1(A)=b2(A)"}));
  ASSERT_TRUE(fit.ok()) << fit.status();
  EXPECT_TRUE(fit->converged);
  EXPECT_EQ(fit->items[0].parameters[0], fit->items[0].parameters[1]);
  EXPECT_NE(fit->items[1].parameters[0], fit->items[1].parameters[1]);
  EXPECT_EQ(fit->num_parameters, 4);  // with the latent sd
}

TEST(ParameterConstraints, AllValuesMayBeGiven) {
  const auto data = SimulateAnswers(RandomThreePlItems(5, 3), 200, TwoPl(), 1);
  const auto fit = Calibrate(data, WithConstraints({"a(*)=1", "b(*)=0"}));
  ASSERT_TRUE(fit.ok()) << fit.status();
  EXPECT_EQ(fit->num_parameters, 0);
  EXPECT_TRUE(fit->converged);
  EXPECT_EQ(fit->standard_errors, "ok");
}

TEST(ParameterConstraints, RefusalsNameTheConstraintAndWhatIsWrong) {
  const auto data =
      SimulateAnswers(RandomThreePlItems(3, 5), 100, TwoPl(), 3, 0.1);
  EXPECT_THAT(Refusal(data, "a=1"),
              HasSubstr("constraint \"a=1\": expected PARAMETER(ITEM,..)"));
  EXPECT_THAT(Refusal(data, "a(i9)=1"),
              HasSubstr("item i9 does not occur in the responses"));
  EXPECT_THAT(Refusal(data, "c(i1)=0.2"),
              HasSubstr("item i1, model 2pl, has no parameter c"));
  EXPECT_THAT(Refusal(data, "a(i1)=30"),
              HasSubstr("item i1: a = 30 is outside [0.001, 20]"));
  EXPECT_THAT(Refusal(data, "a(i1)"), HasSubstr("it binds no parameters"));
}

TEST(ParameterConstraints, ContradictionsAreRefused) {
  const auto data =
      SimulateAnswers(RandomThreePlItems(3, 5), 100, TwoPl(), 3, 0.1);
  EXPECT_THAT(
      std::string(Calibrate(data, WithConstraints({"a(i1)=1", "a(i1,i2)=2"}))
                      .status()
                      .message()),
      HasSubstr(
          "constraint \"a(i1,i2)=2\": the parameter is 1 already, not 2"));
}

// Persons of a second group are better by 0.8 and more alike.
ResponseData TwoGroups(const std::vector<std::vector<double>>& items,
                       double mean, double sd) {
  ResponseDataBuilder builder;
  Random random(11);
  for (size_t i = 0; i < items.size(); ++i) {
    EXPECT_TRUE(builder.AddItem(absl::StrCat("i", i), TwoPl()).ok());
  }
  for (int p = 0; p < 6000; ++p) {
    const int person = builder.AddPerson(absl::StrCat("p", p));
    const bool second = p >= 3000;
    builder.SetGroup(person, second ? "second" : "first");
    const double theta = second ? mean + sd * random.Normal() : random.Normal();
    for (size_t i = 0; i < items.size(); ++i) {
      const double right = ProbabilityRight(TwoPl(), items[i], theta);
      builder.AddResponse(person, static_cast<int>(i),
                          random.Uniform() < right ? 1 : 0, {});
    }
  }
  std::vector<ResponseDataBuilder::Duplicate> duplicates;
  return std::move(builder).Build(&duplicates);
}

std::vector<std::vector<double>> TwoPlItems(int n) {
  auto items = RandomThreePlItems(n, 8);
  for (auto& item : items) item.resize(2);
  return items;
}

TEST(LatentGroups, HaveMeansAndSpreadsOfTheirOwn) {
  const auto items = TwoPlItems(25);
  CalibrationOptions options;
  options.by_group = true;
  const auto fit = Calibrate(TwoGroups(items, 0.8, 0.7), options);
  ASSERT_TRUE(fit.ok()) << fit.status();
  ASSERT_EQ(fit->latent.size(), 2u);
  EXPECT_EQ(fit->latent[0].group, "first");
  EXPECT_EQ(fit->latent[0].mean, 0);
  EXPECT_EQ(fit->latent[0].sd, 1);
  EXPECT_EQ(fit->latent[1].num_persons, 3000);
  EXPECT_NEAR(fit->latent[1].mean, 0.8, 4 * *fit->latent[1].mean_error);
  EXPECT_NEAR(fit->latent[1].sd, 0.7, 4 * *fit->latent[1].sd_error);
  EXPECT_LT(*fit->latent[1].mean_error, 0.05);
  EXPECT_LT(*fit->latent[1].sd_error, 0.05);
}

std::vector<Item> Anchors(const std::vector<std::vector<double>>& items,
                          int n) {
  std::vector<Item> anchors(n);
  for (int i = 0; i < n; ++i) {
    anchors[i].id = absl::StrCat("i", i);
    anchors[i].model = TwoPl();
    anchors[i].parameters = items[i];
  }
  return anchors;
}

TEST(FixedItems, KeepTheScaleOfAnotherPopulation) {
  const auto items = TwoPlItems(25);
  CalibrationOptions options;
  options.fixed = Anchors(items, 10);
  const auto fit = Calibrate(TwoGroups(items, 0.8, 0.7), options);
  ASSERT_TRUE(fit.ok()) << fit.status();
  EXPECT_EQ(fit->num_parameters, 32);
  EXPECT_NEAR(fit->latent[0].mean, 0.4, 0.06);
  double chi_square = 0;
  for (int i = 0; i < 25; ++i) {
    const Item& item = fit->items[i];
    if (i < 10) {
      EXPECT_EQ(item.parameters, items[i]);
      continue;
    }
    for (int k = 0; k < 2; ++k) {
      const double error = item.parameters[k] - items[i][k];
      chi_square += error * error / item.covariance[3 * k];
    }
  }
  // Thirty squared standardised errors: mean 30, standard deviation about 8.
  EXPECT_GT(chi_square, 10);
  EXPECT_LT(chi_square, 60);
}

TEST(FixedItems, AreRefusedWhereTheyDoNotFitTheResponses) {
  const auto items = TwoPlItems(5);
  const auto data = SimulateAnswers(RandomThreePlItems(5, 5), 100, TwoPl(), 3);
  CalibrationOptions options;
  options.fixed = Anchors(items, 1);
  options.fixed[0].id = "elsewhere";
  EXPECT_THAT(std::string(Calibrate(data, options).status().message()),
              HasSubstr("none of the 1 fixed items occurs in the responses"));
  options.fixed[0].id = "i0";
  options.fixed[0].model = ThreePl();
  options.fixed[0].parameters.push_back(0.1);
  EXPECT_THAT(
      std::string(Calibrate(data, options).status().message()),
      HasSubstr("item i0: fixed as 3pl with 2 categories, but the responses"));
}

TEST(FreeParameters, NamesFollowTheItemsAndThenWhatIsShared) {
  const auto data = SimulateAnswers(RandomThreePlItems(2, 5), 50, OnePl(), 3);
  const PersonGroups groups(data.num_persons());
  const auto parameters = FreeParameters::Make(data, groups, {});
  ASSERT_TRUE(parameters.ok()) << parameters.status();
  std::vector<std::string> names;
  for (const FreeParameter& p : parameters->parameters) names.push_back(p.name);
  EXPECT_THAT(names, ElementsAre("b", "a", "b"));
  EXPECT_EQ(parameters->parameters[1].curve, -1);
  EXPECT_EQ(parameters->num_items(), 2);
  EXPECT_EQ(parameters->curves.size(), 3u);
}

}  // namespace
}  // namespace adaptest
