#include "calibration/optimizer.h"

#include <gtest/gtest.h>

#include "calibration/newton_step.h"
#include "tests/calibration/small_data.h"

namespace adaptest {
namespace {

// Where few persons say hardly anything about some parameters, a step that is
// solved for only in part looks small before it is.
TEST(Optimizer, ConvergedMeansThatTheWholeNewtonStepIsSmall) {
  constexpr int kSeeds = 40;
  int converged = 0, wrong = 0;
  for (int seed = 1; seed <= kSeeds; ++seed) {
    Problem problem(
        SimulateAnswers(RandomThreePlItems(6, seed), 200, FourPl(), seed),
        {"none"});
    const OptimizerOptions options;
    const Optimum optimum =
        FindOptimum(problem.posterior, problem.parameters.Start(), options);
    if (!optimum.converged) continue;
    ++converged;
    problem.posterior.ComputeCurvature();
    const NewtonStep step = SolveNewton(problem.posterior, {.residual = 1e-7});
    if (step.max_change > options.tolerance) ++wrong;
  }
  EXPECT_GT(converged, kSeeds / 2);
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace adaptest
