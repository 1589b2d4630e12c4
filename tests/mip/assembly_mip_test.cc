#include "mip/assembly_mip.h"

#include "engine/blueprint/program_solver.h"
#include "engine/blueprint/shadow_test.h"
#include "tests/engine/blueprint/random_blueprint.h"

namespace adaptest {
namespace {

// CBC and the engine's own search agree, tests that do not exist included.
TEST(AssemblyMip, AgreesWithBranchAndBound) {
  Random random(1);
  InstallAssemblyFallback();
  int solved = 0;
  for (int t = 0; t < 200; ++t) {
    const RandomBlueprint problem = MakeRandomBlueprint(14, random);
    const auto blueprint =
        Blueprint::Make(problem.bank, problem.constraints, problem.length);
    ASSERT_TRUE(blueprint.ok()) << blueprint.status();
    const AssemblyProgram& program = blueprint->solvers().program();
    if (program.contradictory) continue;
    std::vector<double> gains, by_variable(program.items_of.size(), 0);
    for (int i = 0; i < problem.bank.size(); ++i) {
      gains.push_back(random.Uniform());
    }
    for (size_t v = 0; v < by_variable.size(); ++v) {
      for (const int i : program.items_of[v]) by_variable[v] += gains[i];
    }
    const SearchResult result = GetAssemblyFallback()(
        {program.model, by_variable, program.low, program.high});
    EXPECT_TRUE(result.complete);
    const auto test = AssembleTest({problem.bank, *blueprint, gains, {}});
    ASSERT_EQ(result.best.has_value(), test.ok()) << "problem " << t;
    if (!test.ok()) continue;
    ++solved;
    double sum = 0;
    for (const int i : *test) sum += gains[i];
    EXPECT_NEAR(result.best->value, sum, 1e-11) << "problem " << t;
    EXPECT_GE(result.bound, sum - 1e-11) << "problem " << t;
  }
  EXPECT_GT(solved, 50);
}

}  // namespace
}  // namespace adaptest
