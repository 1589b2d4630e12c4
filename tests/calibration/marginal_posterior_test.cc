#include "calibration/marginal_posterior.h"

#include <gtest/gtest.h>

#include <cmath>

#include "calibration/maximization.h"
#include "tests/calibration/small_data.h"

namespace adaptest {
namespace {

// Models with one, several and shared parameters.
struct Case {
  ResponseModel model;
  std::vector<std::string> priors;
};

std::vector<Case> Cases() {
  return {{Rasch(), {"none"}},
          {OnePl(), {"a=lognormal(0,0.5)"}},
          {TwoPl(), {"none"}},
          {ThreePl(), {"default"}},
          {FourPl(), {"default"}},
          {GradedResponse(), {"b=normal(0,2)"}},
          {GeneralizedPartialCredit(), {"none"}},
          {PartialCredit(), {"none"}},
          {NominalResponse(), {"a1=normal(0,1)"}}};
}

// Categories at random, better ones by better persons.
ResponseData PolytomousData(const ResponseModel& model) {
  ResponseDataBuilder builder;
  Random random(4);
  for (int i = 0; i < 4; ++i) {
    EXPECT_TRUE(builder.AddItem(absl::StrCat("i", i), model, 3 + i).ok());
  }
  for (int p = 0; p < 150; ++p) {
    const int person = builder.AddPerson(absl::StrCat("p", p));
    const double theta = random.Normal();
    for (int i = 0; i < 4; ++i) {
      if (random.Uniform() < 0.2) continue;
      const double place =
          (1.5 + theta + random.Normal()) / 3 * (builder.CategoryLimit(i) - 1);
      builder.AddResponse(
          person, i,
          static_cast<int>(std::clamp(std::round(place), 0.0,
                                      builder.CategoryLimit(i) - 1.0)),
          {});
    }
  }
  std::vector<ResponseDataBuilder::Duplicate> duplicates;
  return std::move(builder).Build(&duplicates);
}

ResponseData SmallData(const ResponseModel& model) {
  if (IsPolytomous(model)) return PolytomousData(model);
  return SimulateAnswers(RandomThreePlItems(4, 5), 150, model, 11, 0.2);
}

std::vector<double> SomePoint(const Problem& problem) {
  std::vector<double> x = problem.parameters.Start();
  for (size_t j = 0; j < x.size(); ++j) x[j] += 0.04 * std::sin(3.0 * j + 1);
  return x;
}

TEST(MarginalPosterior, LikelihoodEqualsDirectSummation) {
  Problem problem(SmallData(ThreePl()), {"none"});
  const std::vector<double> x = SomePoint(problem);
  problem.posterior.MoveTo(x);
  double density = 0;
  for (int q = 0; q < problem.nodes.size; ++q) {
    density += std::exp(-0.5 * problem.nodes.z[q] * problem.nodes.z[q]);
  }
  double expected = 0;
  for (int p = 0; p < problem.data.num_persons(); ++p) {
    double likelihood = 0;
    for (int q = 0; q < problem.nodes.size; ++q) {
      const double z = problem.nodes.z[q];
      double product = std::exp(-0.5 * z * z) / density;
      for (const uint16_t row : problem.data.RowsOf(p)) {
        const double a = x[3 * (row / 2)], b = x[3 * (row / 2) + 1];
        const double c = x[3 * (row / 2) + 2];
        const double right = c + (1 - c) / (1 + std::exp(-a * (z - b)));
        product *= row % 2 == 1 ? right : 1 - right;
      }
      likelihood += product;
    }
    expected += std::log(likelihood);
  }
  EXPECT_NEAR(problem.posterior.log_likelihood(), expected,
              1e-12 * std::abs(expected));
}

TEST(MarginalPosterior, GradientMatchesDifferencesOfTheValue) {
  for (const Case& c : Cases()) {
    Problem problem(SmallData(c.model), c.priors);
    const std::vector<double> x = SomePoint(problem);
    problem.posterior.MoveTo(x);
    problem.posterior.ComputeGradient();
    const std::vector<double> gradient = problem.posterior.gradient();
    const double h = 1e-5;
    for (size_t j = 0; j < x.size(); ++j) {
      std::vector<double> y = x;
      y[j] = x[j] + h;
      problem.posterior.MoveTo(y);
      const double above = problem.posterior.value();
      y[j] = x[j] - h;
      problem.posterior.MoveTo(y);
      EXPECT_NEAR(gradient[j], (above - problem.posterior.value()) / (2 * h),
                  1e-4 * (1 + std::abs(gradient[j])))
          << NameOf(c.model) << " parameter " << j;
    }
  }
}

TEST(MarginalPosterior, HessianProductMatchesDifferencesOfTheGradient) {
  for (const Case& c : Cases()) {
    Problem problem(SmallData(c.model), c.priors);
    const std::vector<double> x = SomePoint(problem);
    std::vector<double> v(x.size());
    for (size_t j = 0; j < v.size(); ++j) v[j] = std::cos(2.0 * j);
    problem.posterior.MoveTo(x);
    problem.posterior.ComputeGradient();
    problem.posterior.ComputeCurvature();
    const auto product = problem.posterior.NegativeHessianTimes(v);
    const double h = 1e-5;
    std::vector<std::vector<double>> gradients;
    for (const double step : {h, -h}) {
      std::vector<double> y = x;
      for (size_t j = 0; j < y.size(); ++j) y[j] += step * v[j];
      problem.posterior.MoveTo(y);
      problem.posterior.ComputeGradient();
      gradients.push_back(problem.posterior.gradient());
    }
    for (size_t j = 0; j < x.size(); ++j) {
      const double expected = -(gradients[0][j] - gradients[1][j]) / (2 * h);
      EXPECT_NEAR(product[j], expected, 1e-5 * (1 + std::abs(expected)))
          << NameOf(c.model) << " parameter " << j;
    }
  }
}

TEST(MarginalPosterior, EmNeverLowersTheValue) {
  for (const Case& c : Cases()) {
    Problem problem(SmallData(c.model), c.priors);
    problem.posterior.MoveTo(SomePoint(problem));
    for (int cycle = 0; cycle < 30; ++cycle) {
      const double before = problem.posterior.value();
      problem.posterior.ComputeGradient();
      problem.posterior.MoveTo(Maximize(problem.posterior));
      EXPECT_GE(problem.posterior.value(), before - 1e-12 * std::abs(before))
          << NameOf(c.model) << " cycle " << cycle;
    }
  }
}

TEST(MarginalPosterior, ThreadsDoNotChangeABit) {
  const ResponseData data =
      SimulateAnswers(RandomThreePlItems(20, 5), 500, TwoPl(), 3, 0.3);
  Problem one(data, {"none"}, 1), three(data, {"none"}, 3);
  for (Problem* problem : {&one, &three}) {
    problem->posterior.MoveTo(SomePoint(*problem));
    problem->posterior.ComputeGradient();
  }
  EXPECT_EQ(one.posterior.value(), three.posterior.value());
  EXPECT_EQ(one.posterior.gradient(), three.posterior.gradient());
}

TEST(MarginalPosterior, TwoThousandAnswersDoNotUnderflow) {
  const auto items = RandomThreePlItems(2000, 8);
  Problem problem(SimulateAnswers(items, 3, TwoPl(), 4), {"none"});
  problem.posterior.MoveTo(SomePoint(problem));
  problem.posterior.ComputeGradient();
  EXPECT_TRUE(std::isfinite(problem.posterior.value()));
  EXPECT_LT(problem.posterior.value(), -1000);
  for (const double slope : problem.posterior.gradient()) {
    EXPECT_TRUE(std::isfinite(slope));
  }
}

}  // namespace
}  // namespace adaptest
