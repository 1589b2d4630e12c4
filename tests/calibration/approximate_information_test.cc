#include "calibration/approximate_information.h"

#include <gtest/gtest.h>

#include <Eigen/Eigenvalues>

#include "calibration/information_matrix.h"
#include "calibration/optimizer.h"
#include "tests/calibration/small_data.h"

namespace adaptest {
namespace {

// Eigenvalues of the approximate inverse times the exact information.
Eigen::VectorXd RelativeEigenvalues(const ResponseModel& model, int items,
                                    const std::string& prior) {
  Problem problem(
      SimulateAnswers(RandomThreePlItems(items, 5), 3000, model, 11, 0.3),
      {prior});
  const Optimum optimum =
      FindOptimum(problem.posterior, problem.parameters.Start(), {});
  Eigen::MatrixXd information = *InformationMatrix(
      problem.posterior, ParameterInformation::kOakes, optimum.held);
  information = Eigen::MatrixXd(information.selfadjointView<Eigen::Lower>());
  const ApproximateInformation approximate(problem.posterior, optimum.held);
  EXPECT_GE(approximate.share(), 0.8);
  const int n = problem.parameters.size();
  Eigen::MatrixXd inverse(n, n);
  for (int j = 0; j < n; ++j) {
    std::vector<double> unit(n, 0);
    unit[j] = 1;
    const auto column = approximate.Solve(unit);
    for (int i = 0; i < n; ++i) inverse(i, j) = column[i];
  }
  EXPECT_LT((inverse - inverse.transpose()).cwiseAbs().maxCoeff(), 1e-9);
  const Eigen::MatrixXd root = inverse.llt().matrixL();
  return Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(root.transpose() *
                                                        information * root)
      .eigenvalues();
}

TEST(ApproximateInformation, IsNearTheExactOne) {
  for (const ResponseModel& model :
       {ResponseModel(Rasch()), ResponseModel(OnePl()),
        ResponseModel(TwoPl())}) {
    const auto eigenvalues = RelativeEigenvalues(model, 30, "none");
    EXPECT_GT(eigenvalues.minCoeff(), 0.6) << NameOf(model);
    EXPECT_LT(eigenvalues.maxCoeff(), 1.6) << NameOf(model);
  }
}

// All but a few directions.
TEST(ApproximateInformation, IsNotFarWithLowerAsymptotes) {
  const auto eigenvalues = RelativeEigenvalues(ThreePl(), 30, "default");
  EXPECT_GT(eigenvalues.minCoeff(), 0.4);
  EXPECT_LE((eigenvalues.array() > 1.5).count(), 4);
  EXPECT_LT(eigenvalues.maxCoeff(), 10);
}

TEST(ApproximateInformation, SavesPassesOverThePersons) {
  Problem problem(
      SimulateAnswers(RandomThreePlItems(40, 5), 3000, TwoPl(), 11, 0.3),
      {"none"});
  const Optimum optimum =
      FindOptimum(problem.posterior, problem.parameters.Start(), {});
  EXPECT_TRUE(optimum.converged);
  EXPECT_LE(optimum.passes_in_double, 14);
}

}  // namespace
}  // namespace adaptest
