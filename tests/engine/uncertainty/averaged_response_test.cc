#include "engine/uncertainty/averaged_response.h"

#include <Eigen/Dense>
#include <cmath>

#include "engine/bank_tables.h"
#include "engine/uncertainty/item_posterior.h"
#include "tests/engine/bank_builder.h"

namespace adaptest {
namespace {

WorkingDistribution Distribution(const Eigen::Vector3d& mean,
                                 const Eigen::Vector3d& sd, double r) {
  Eigen::Matrix3d correlation = Eigen::Matrix3d::Constant(r);
  correlation.diagonal().setOnes();
  return {{0, 1, 2}, mean, sd.asDiagonal() * correlation * sd.asDiagonal()};
}

// E[P_1(theta)] by many seeded draws, each with its mirror image.
double BruteForce(const WorkingDistribution& distribution, double theta) {
  const Eigen::Matrix3d lower = distribution.covariance.llt().matrixL();
  Random random(5);
  constexpr int kPairs = 100000;
  double sum = 0;
  for (int i = 0; i < kPairs; ++i) {
    const Eigen::Vector3d z(random.Normal(), random.Normal(), random.Normal());
    for (const double sign : {1.0, -1.0}) {
      const Eigen::Vector3d w = distribution.mean + sign * (lower * z);
      const double c = 1 / (1 + std::exp(-w[2]));
      sum += c + (1 - c) / (1 + std::exp(-std::exp(w[0]) * (theta - w[1])));
    }
  }
  return sum / (2 * kPairs);
}

TEST(NormalPoints, HaveTheMomentsOfANormalUpToTheThird) {
  for (int d = 1; d <= 6; ++d) {
    const Eigen::MatrixXd z = NormalPoints(d, 64);
    const Eigen::MatrixXd covariance = z * z.transpose() / z.cols();
    EXPECT_TRUE(covariance.isIdentity(1e-12));
    EXPECT_NEAR(z.rowwise().sum().cwiseAbs().maxCoeff(), 0, 1e-12);
    EXPECT_NEAR(z.array().cube().rowwise().sum().abs().maxCoeff(), 0, 1e-10);
  }
}

void ExpectAgreesWithDraws(const WorkingDistribution& distribution,
                           double tolerance) {
  constexpr double kDrawError = 1e-3;  // four standard errors
  const ThetaGrid grid = *ThetaGrid::Make(7, -3, 3);
  const Item item = MakeItem("Q", "3pl", {1.3, 0.2, 0.2});
  const AveragedResponse response = AverageResponse(item, distribution, grid);
  for (int q = 0; q < grid.size(); ++q) {
    const double p = std::exp(response.log_probability[7 + q]);
    EXPECT_NEAR(p, BruteForce(distribution, grid.theta(q)),
                tolerance + kDrawError);
    EXPECT_NEAR(std::exp(response.log_probability[q]), 1 - p, 1e-12);
  }
}

TEST(AverageResponse, AgreesWithManyDraws) {
  ExpectAgreesWithDraws(Distribution({0.3, 0.2, -1.4}, {0.15, 0.2, 0.4}, 0.5),
                        kNarrowError);
  ExpectAgreesWithDraws(Distribution({0.7, 0.2, -1.4}, {0.25, 0.4, 0.5}, 0.6),
                        kNarrowError);
  ExpectAgreesWithDraws(Distribution({0.1, 0.0, -1.1}, {0.4, 1.0, 0.5}, 0.0),
                        kWideError);
}

TEST(AverageResponse, HasTheInformationOfTheAveragedCurve) {
  const ThetaGrid grid = *ThetaGrid::Make(601, -3, 3);
  const auto distribution =
      Distribution({0.3, 0.2, -1.4}, {0.25, 0.4, 0.5}, 0.2);
  const AveragedResponse response = AverageResponse(
      MakeItem("Q", "3pl", {1.3, 0.2, 0.2}), distribution, grid);
  const double* right = response.log_probability.data() + 601;
  for (int q = 1; q < 600; q += 23) {
    const double p = std::exp(right[q]);
    const double slope =
        (std::exp(right[q + 1]) - std::exp(right[q - 1])) / 0.02;
    EXPECT_NEAR(response.information[q], slope * slope / (p * (1 - p)), 1e-4);
  }
}

TEST(AverageResponse, IsFlatterThanTheCurveAtTheMode) {
  const ThetaGrid grid;
  const Item item = MakeItem("Q", "2pl", {1.5, 0});
  WorkingDistribution distribution = {
      {1}, Eigen::VectorXd::Zero(1), Eigen::MatrixXd::Constant(1, 1, 0.49)};
  const AveragedResponse averaged = AverageResponse(item, distribution, grid);
  EXPECT_NEAR(averaged.log_probability[121 + 60], std::log(0.5), 1e-12);
  EXPECT_LT(averaged.information[60],
            0.8 * Information(item.model, item.parameters, 0));
}

TEST(BankTables, WithoutUncertaintyAreTheModelsOwn) {
  ItemBank bank = RandomBank("3pl", 5, 1);
  std::vector<Item> items = bank.items();
  items[1].covariance.assign(9, 0.0);
  items[2].covariance.assign(9, 0.0);
  items[2].covariance[4] = 0.1;
  bank = *ItemBank::Make(items);
  const BankTables plain(bank, ThetaGrid());
  const BankTables averaged(bank, ThetaGrid(), ItemPosteriors(bank));
  for (const int i : {0, 1, 3, 4}) {
    EXPECT_EQ(averaged.log_probability(i, 1), plain.log_probability(i, 1));
  }
  EXPECT_NE(averaged.log_probability(2, 1), plain.log_probability(2, 1));
}

TEST(AverageResponse, StaysFiniteForDegenerateItems) {
  const ThetaGrid grid = *ThetaGrid::Make(101, -50, 50);
  Item zero = MakeItem("a", "3pl", {1e-3, 50, 0});
  zero.covariance = {1e4, 0, 0, 0, 1e8, 0, 0, 0, 1};
  Item steep = MakeItem("b", "4pl", {20, -50, 0.99, 1});
  steep.covariance.assign(16, 1.0);
  for (const Item& item : {zero, steep}) {
    ASSERT_TRUE(ValidateItem(item).ok());
    const AveragedResponse response =
        AverageResponse(item, ItemPosterior(item, {}), grid);
    for (const double x : response.log_probability) {
      EXPECT_TRUE(std::isfinite(x) && x <= 1e-12) << x;
    }
    for (const double x : response.information) {
      EXPECT_TRUE(std::isfinite(x) && x >= 0) << x;
    }
  }
}

}  // namespace
}  // namespace adaptest
