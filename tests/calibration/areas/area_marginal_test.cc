#include "calibration/areas/area_marginal.h"

#include <gtest/gtest.h>

#include <cmath>

#include "calibration/areas/area_information.h"
#include "calibration/areas/area_optimizer.h"
#include "calibration/areas/area_step.h"
#include "calibration/optimizer.h"
#include "tests/calibration/areas/area_data.h"

namespace adaptest {
namespace {

// Items of three areas, out of order, and two of none.
const std::vector<int> kAreas = {0, 1, -1, 0, 2, 1, 2, -1, 0};

ResponseData SmallAreaData(const ResponseModel& model) {
  return SimulateAreaAnswers(RandomThreePlItems(9, 5), kAreas, {0.8, 0.5, 0.3},
                             60, model, 11, 0.2);
}

// The log-likelihood as a sum over theta and all deviations at once, at the
// nodes and weights themselves.
class DirectSum {
 public:
  DirectSum(const AreaProblem& problem, const std::vector<double>& variances)
      : problem_(problem), spacing_(problem.marginal.tables().spacing) {
    for (const double v : variances) weights_.emplace_back(v, spacing_);
  }

  double LogLikelihood() {
    const LatentNodes& nodes = problem_.marginal.tables().nodes;
    double density = 0, sum = 0;
    for (int q = 0; q < nodes.size; ++q) {
      density += std::exp(-0.5 * nodes.z[q] * nodes.z[q]);
    }
    for (int p = 0; p < problem_.data.num_persons(); ++p) {
      double likelihood = 0;
      for (int q = 0; q < nodes.size; ++q) {
        theta_ = nodes.z[q];
        delta_.assign(weights_.size(), 0.0);
        likelihood += std::exp(-0.5 * theta_ * theta_) / density * Over(0, p);
      }
      sum += std::log(likelihood);
    }
    return sum;
  }

 private:
  double Over(size_t area, int person) {
    if (area == weights_.size()) return Product(person);
    const LatticeNormal& w = weights_[area];
    double sum = 0;
    for (int j = -w.reach(); j <= w.reach(); ++j) {
      delta_[area] = j * spacing_;
      sum += w.weights()[j + w.reach()] * Over(area + 1, person);
    }
    return sum;
  }

  double Product(int person) const {
    double product = 1;
    for (const uint16_t row : problem_.data.RowsOf(person)) {
      const int item = row / 2;
      const int area = kAreas[item];
      const double u = theta_ + (area < 0 ? 0 : delta_[area]);
      const double* x = problem_.marginal.y().data() + 3 * item;
      const double right =
          x[2] + (1 - x[2]) / (1 + std::exp(-x[0] * (u - x[1])));
      product *= row % 2 == 1 ? right : 1 - right;
    }
    return product;
  }

  const AreaProblem& problem_;
  double spacing_;
  std::vector<LatticeNormal> weights_;
  double theta_ = 0;
  std::vector<double> delta_;
};

TEST(AreaMarginal, LikelihoodEqualsTheSumOverAllDimensions) {
  const auto data = SimulateAreaAnswers(RandomThreePlItems(9, 5), kAreas,
                                        {0.8, 0.5, 0.3}, 4, ThreePl(), 11, 0.2);
  AreaProblem problem(data, kAreas, {"none"}, 1, *ThetaGrid::Make(41, -4, 4));
  const std::vector<double> variances = {0.09, 0.04, 0.0025};
  problem.marginal.MoveTo(problem.Point(variances));
  const double expected = DirectSum(problem, variances).LogLikelihood();
  EXPECT_NEAR(problem.marginal.log_likelihood(), expected,
              1e-12 * std::abs(expected));
}

TEST(AreaMarginal, WithoutDeviationsIsTheUnidimensionalPosterior) {
  for (const ResponseModel& model :
       {ResponseModel(Rasch()), ResponseModel(ThreePl())}) {
    const auto grid = *ThetaGrid::Make(61, -6, 6);
    AreaProblem areas(SmallAreaData(model), kAreas, {"default"}, 1, grid);
    areas.marginal.MoveTo(areas.Point({0, 0, 0}));
    areas.marginal.ComputeGradient();
    const LatentNodes nodes(grid);
    Expectation expectation(areas.data, areas.groups, nodes, 1);
    MarginalPosterior one(areas.parameters, expectation);
    one.MoveTo(areas.marginal.x());
    one.ComputeGradient();
    EXPECT_NEAR(areas.marginal.value(), one.value(),
                1e-12 * std::abs(one.value()));
    for (int j = 0; j < areas.parameters.size(); ++j) {
      EXPECT_NEAR(areas.marginal.gradient()[j], one.gradient()[j], 1e-9) << j;
    }
  }
}

TEST(AreaMarginal, GradientMatchesDifferencesOfTheValue) {
  for (const ResponseModel& model :
       {ResponseModel(Rasch()), ResponseModel(OnePl()), ResponseModel(TwoPl()),
        ResponseModel(ThreePl())}) {
    AreaProblem problem(SmallAreaData(model), kAreas, {"default"});
    const std::vector<double> y = problem.Point({0.5, 0.03, 0.002});
    problem.marginal.MoveTo(y);
    problem.marginal.ComputeGradient();
    const std::vector<double> gradient = problem.marginal.gradient();
    for (size_t j = 0; j < y.size(); ++j) {
      const double h = y.size() - j <= 3 ? 1e-4 * y[j] : 1e-5;
      std::vector<double> to = y;
      to[j] = y[j] + h;
      problem.marginal.MoveTo(to);
      const double above = problem.marginal.value();
      to[j] = y[j] - h;
      problem.marginal.MoveTo(to);
      EXPECT_NEAR(gradient[j], (above - problem.marginal.value()) / (2 * h),
                  1e-5 * (1 + std::abs(gradient[j])))
          << NameOf(model) << " " << j;
    }
  }
}

TEST(AreaMarginal, SlopeAtVarianceZeroIsThatFromAbove) {
  AreaProblem problem(SmallAreaData(TwoPl()), kAreas, {"none"});
  problem.marginal.MoveTo(problem.Point({0, 0, 0}));
  problem.marginal.ComputeGradient();
  const std::vector<double> gradient = problem.marginal.gradient();
  const double value = problem.marginal.value();
  for (int k = 0; k < 3; ++k) {
    std::vector<double> variances(3, 0.0);
    const double h = 1e-6;
    variances[k] = h;
    problem.marginal.MoveTo(problem.Point(variances));
    EXPECT_NEAR(gradient[gradient.size() - 3 + k],
                (problem.marginal.value() - value) / h, 1e-3);
  }
}

TEST(AreaMarginal, InformationIsTheSumOfSquaredScoresOfPersons) {
  AreaProblem problem(SmallAreaData(TwoPl()), kAreas, {"default"});
  const std::vector<double> y = problem.Point({0.5, 0.03, 0});
  problem.marginal.MoveTo(y);
  problem.marginal.ComputeGradient();
  const Eigen::MatrixXd information = CrossProductInformation(problem.marginal);
  Eigen::MatrixXd expected = Eigen::MatrixXd::Zero(y.size(), y.size());
  for (int p = 0; p < problem.data.num_persons(); ++p) {
    AreaProblem one(SelectUnits(problem.data, {p}), kAreas, {"none"});
    one.marginal.MoveTo(y);
    one.marginal.ComputeGradient();
    const auto& gradient = one.marginal.gradient();
    const Eigen::Map<const Eigen::VectorXd> score(gradient.data(), y.size());
    expected += score * score.transpose();
  }
  for (size_t j = 0; j < y.size(); ++j) {
    for (size_t i = j; i < y.size(); ++i) {
      EXPECT_NEAR(information(i, j), expected(i, j), 1e-8) << i << " " << j;
    }
  }
}

TEST(AreaMarginal, EmGradientStepsNeverLowerTheValue) {
  for (const ResponseModel& model :
       {ResponseModel(Rasch()), ResponseModel(TwoPl()),
        ResponseModel(ThreePl())}) {
    AreaProblem problem(SmallAreaData(model), kAreas, {"default"});
    problem.marginal.MoveTo(problem.Point({0.3, 0.3, 0.3}));
    for (int step = 0; step < 30; ++step) {
      problem.marginal.ComputeGradient();
      const double before = problem.marginal.value();
      const AreaStep em = EmGradientStep(problem.marginal);
      problem.marginal.MoveTo(
          BoundedAreaStep(problem.marginal, problem.marginal.y(), em.step, 1));
      EXPECT_GE(problem.marginal.value(), before - 1e-12 * std::abs(before))
          << NameOf(model) << " step " << step;
    }
  }
}

TEST(AreaMarginal, ThreadsDoNotChangeABit) {
  const auto data = SmallAreaData(TwoPl());
  AreaProblem one(data, kAreas, {"none"}, 1), three(data, kAreas, {"none"}, 3);
  for (AreaProblem* problem : {&one, &three}) {
    problem->marginal.MoveTo(problem->Point({0.5, 0.03, 0}));
    problem->marginal.ComputeGradient();
  }
  EXPECT_EQ(one.marginal.value(), three.marginal.value());
  EXPECT_EQ(one.marginal.gradient(), three.marginal.gradient());
  EXPECT_EQ(CrossProductInformation(one.marginal),
            CrossProductInformation(three.marginal));
}

TEST(AreaMarginal, LongTestsDoNotUnderflow) {
  // Two areas of 1500 items that contradict one another.
  std::vector<int> of_item(3000, 0);
  ResponseDataBuilder builder;
  builder.AddPerson("p");
  for (int i = 0; i < 3000; ++i) {
    ASSERT_TRUE(builder.AddItem(absl::StrCat("i", i), TwoPl()).ok());
    of_item[i] = i / 1500;
    builder.AddResponse(0, i, of_item[i], {});
  }
  std::vector<ResponseDataBuilder::Duplicate> duplicates;
  AreaProblem problem(std::move(builder).Build(&duplicates), of_item,
                      {"a=lognormal(0,0.5)", "b=normal(0,1)"});
  problem.marginal.MoveTo(problem.Point({0.2, 0.1}));
  problem.marginal.ComputeGradient();
  EXPECT_LT(problem.marginal.value(), -500);
  for (const double slope : problem.marginal.gradient()) {
    EXPECT_TRUE(std::isfinite(slope));
  }
}

// The slow path for long tests gives what the fast one gives.
TEST(AreaIntegral, NodeByNodeIsTheSame) {
  const LatticeNormal delta(0.1, 0.2);
  const int nodes = 30, margin = delta.reach() + 2;
  std::vector<double> short_sums(nodes + 2 * margin), long_sums;
  for (size_t u = 0; u < short_sums.size(); ++u) {
    short_sums[u] = -0.02 * std::pow(u - 25.0, 2) + std::sin(1.0 * u);
  }
  // One end falls far, out of the reach of the nodes that are compared.
  long_sums = short_sums;
  for (int u = 0; u < 5; ++u) long_sums[u] -= 2000;
  std::vector<double> posterior(nodes, 0.0);
  posterior[18] = 0.3, posterior[19] = 0.7;
  AreaIntegral fast, slow;
  std::vector<double> l(nodes, 0.0), m(nodes, 0.0);
  fast.AddTo(delta, 0.2, short_sums.data(), margin, absl::MakeSpan(l));
  slow.AddTo(delta, 0.2, long_sums.data(), margin, absl::MakeSpan(m));
  fast.Spread(posterior, 18, 20);
  slow.Spread(posterior, 18, 20);
  for (int q = 10; q < nodes; ++q) EXPECT_NEAR(l[q], m[q], 1e-12) << q;
  EXPECT_NEAR(fast.slope(), slow.slope(), 1e-12 * std::abs(fast.slope()));
  for (int u = fast.counts_begin(); u < fast.counts_end(); ++u) {
    EXPECT_NEAR(fast.counts()[u], slow.counts()[u], 1e-14);
  }
}

}  // namespace
}  // namespace adaptest
