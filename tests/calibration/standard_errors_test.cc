#include "calibration/standard_errors.h"

#include <gtest/gtest.h>

#include <Eigen/LU>
#include <cmath>

#include "calibration/optimizer.h"
#include "tests/calibration/small_data.h"

namespace adaptest {
namespace {

ResponseData SmallData(const ResponseModel& model) {
  return SimulateAnswers(RandomThreePlItems(5, 5), 300, model, 11, 0.1);
}

Optimum Fit(Problem& problem) {
  return FindOptimum(problem.posterior, problem.parameters.Start(), {});
}

TEST(StandardErrors, ObservedInformationIsMinusTheHessian) {
  for (const ResponseModel& model :
       {ResponseModel(Rasch()), ResponseModel(OnePl()),
        ResponseModel(ThreePl())}) {
    Problem problem(SmallData(model), {"default"});
    const Optimum optimum = Fit(problem);
    const Eigen::MatrixXd information = *InformationMatrix(
        problem.posterior, ParameterInformation::kOakes, optimum.held);
    const double h = 1e-5;
    for (int j = 0; j < problem.parameters.size(); ++j) {
      std::vector<std::vector<double>> gradients;
      for (const double step : {h, -h}) {
        std::vector<double> x = optimum.x;
        x[j] += step;
        problem.posterior.MoveTo(x);
        problem.posterior.ComputeGradient();
        gradients.push_back(problem.posterior.gradient());
      }
      for (int i = j; i < problem.parameters.size(); ++i) {
        const double expected = -(gradients[0][i] - gradients[1][i]) / (2 * h);
        EXPECT_NEAR(information(i, j), expected,
                    1e-4 + 1e-5 * std::abs(expected))
            << NameOf(model) << " " << i << " " << j;
      }
    }
  }
}

// So many persons are two rounds.
TEST(StandardErrors, AWatcherIsToldTheShareAndCanStop) {
  Problem problem(SimulateAnswers(RandomThreePlItems(3, 5), 4000, Rasch(), 11),
                  {"none"});
  problem.posterior.MoveTo(problem.parameters.Start());
  problem.posterior.ComputeGradient();
  problem.posterior.ComputeCurvature();
  const std::vector<bool> held(problem.parameters.size(), false);
  const auto whole =
      InformationMatrix(problem.posterior, ParameterInformation::kOakes, held);
  std::vector<double> shares;
  SumWatch watch;
  watch.progress = [&](double share) { shares.push_back(share); };
  const auto watched = InformationMatrix(
      problem.posterior, ParameterInformation::kOakes, held, watch);
  EXPECT_EQ(shares, (std::vector<double>{0.5, 1}));
  ASSERT_TRUE(whole.ok() && watched.ok());
  EXPECT_EQ(*whole, *watched);
  watch.stop = [] { return true; };
  const auto stopped = InformationMatrix(
      problem.posterior, ParameterInformation::kOakes, held, watch);
  EXPECT_TRUE(absl::IsCancelled(stopped.status()));
}

TEST(StandardErrors, CovariancesAreBlocksOfTheInverse) {
  Problem problem(SmallData(OnePl()), {"none"});
  const Optimum optimum = Fit(problem);
  const Eigen::MatrixXd lower = *InformationMatrix(
      problem.posterior, ParameterInformation::kOakes, optimum.held);
  const Eigen::MatrixXd inverse =
      Eigen::MatrixXd(lower.selfadjointView<Eigen::Lower>()).inverse();
  const auto covariances = ComputeCovariances(
      problem.posterior, ParameterInformation::kOakes, optimum.held);
  ASSERT_TRUE(covariances.ok()) << covariances.status();
  for (int i = 0; i < problem.parameters.num_items(); ++i) {
    const CurveLayout& curve = problem.parameters.curves[i];
    const int b = curve.index[0], a = curve.index[1];
    const std::vector<double>& block = covariances->curves[i];
    EXPECT_NEAR(block[0], inverse(a, a), 1e-12);
    EXPECT_NEAR(block[1], inverse(a, b), 1e-12);
    EXPECT_NEAR(block[3], inverse(b, b), 1e-12);
  }
}

TEST(StandardErrors, CrossProductAgreesWithTheHessianInLargeSamples) {
  const auto items = RandomThreePlItems(6, 5);
  Problem problem(SimulateAnswers(items, 20000, TwoPl(), 2), {"none"});
  const Optimum optimum = Fit(problem);
  const auto oakes = ComputeCovariances(
      problem.posterior, ParameterInformation::kOakes, optimum.held);
  const auto cross = ComputeCovariances(
      problem.posterior, ParameterInformation::kCrossProduct, optimum.held);
  ASSERT_TRUE(oakes.ok() && cross.ok());
  for (size_t i = 0; i < items.size(); ++i) {
    for (const int k : {0, 3}) {
      EXPECT_NEAR(std::sqrt(cross->curves[i][k] / oakes->curves[i][k]), 1, 0.1);
    }
  }
}

// Each person sits the same answers in several sessions.
TEST(StandardErrors, RepeatedSessionsOfAPersonTellNothingNew) {
  const auto items = RandomThreePlItems(6, 5);
  const auto answers = [&](int sessions) {
    ResponseCleaning cleaning;
    cleaning.keep[static_cast<size_t>(UnfitAnswer::kRetake)] = true;
    ResponseDataBuilder builder(cleaning);
    Random random(7);
    for (int i = 0; i < 6; ++i) {
      EXPECT_TRUE(builder.AddItem(absl::StrCat("i", i), TwoPl()).ok());
    }
    for (int p = 0; p < 800; ++p) {
      const std::string id = absl::StrCat("p", p);
      const double theta = random.Normal();
      std::vector<int> right;
      for (int i = 0; i < 6; ++i) {
        right.push_back(random.Uniform() <
                        ProbabilityRight(ThreePl(), items[i], theta));
      }
      for (int s = 0; s < sessions; ++s) {
        const int unit = sessions == 1
                             ? builder.AddPerson(id)
                             : builder.AddSession(id, absl::StrCat("s", s));
        for (int i = 0; i < 6; ++i) {
          builder.AddResponse(unit, i, right[i], {});
        }
      }
    }
    std::vector<ResponseDataBuilder::Duplicate> duplicates;
    return std::move(builder).Build(&duplicates);
  };
  Problem once(answers(1), {"none"}), thrice(answers(3), {"none"});
  ASSERT_EQ(thrice.data.num_persons(), 2400);
  ASSERT_EQ(thrice.data.num_clusters(), 800);
  const Optimum one = Fit(once), three = Fit(thrice);
  const auto single = ComputeCovariances(
      once.posterior, ParameterInformation::kCrossProduct, one.held);
  const auto clustered = ComputeCovariances(
      thrice.posterior, ParameterInformation::kCrossProduct, three.held);
  const auto naive = ComputeCovariances(
      thrice.posterior, ParameterInformation::kOakes, three.held);
  ASSERT_TRUE(single.ok() && clustered.ok() && naive.ok());
  for (int i = 0; i < 6; ++i) {
    for (const int k : {0, 3}) {
      EXPECT_NEAR(std::sqrt(clustered->curves[i][k] / single->curves[i][k]), 1,
                  0.15);
      EXPECT_LT(naive->curves[i][k], 0.5 * clustered->curves[i][k]);
    }
  }
}

TEST(StandardErrors, HeldParametersHaveNone) {
  Problem problem(SmallData(TwoPl()), {"none"});
  Optimum optimum = Fit(problem);
  optimum.held[0] = true;
  const auto covariances = ComputeCovariances(
      problem.posterior, ParameterInformation::kOakes, optimum.held);
  ASSERT_TRUE(covariances.ok()) << covariances.status();
  EXPECT_EQ(covariances->curves[0][0], 0);
  EXPECT_EQ(covariances->curves[0][1], 0);
  EXPECT_GT(covariances->curves[0][3], 0);
}

}  // namespace
}  // namespace adaptest
