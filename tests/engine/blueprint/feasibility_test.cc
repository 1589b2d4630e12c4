#include "tests/engine/blueprint/random_blueprint.h"

namespace adaptest {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Whether some set of items satisfies these bounds alone.
bool IsFeasible(const RandomBlueprint& problem,
                const std::vector<std::string>& ids) {
  const auto named = [&](const std::string& id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
  };
  const bool with_length = named(Blueprint::kLengthId);
  for (uint32_t test = 0; test < uint32_t{1} << problem.bank.size(); ++test) {
    if (test & ~problem.operational) continue;
    if (with_length && std::popcount(test) != problem.length) continue;
    bool satisfies = true;
    for (const auto& bound : problem.bounds) {
      satisfies = satisfies &&
                  (!named(bound.id) || RandomBlueprint::Satisfies(test, bound));
    }
    if (satisfies) return true;
  }
  return false;
}

TEST(Conflict, IsEmptyExactlyWhereEnumerationFindsATest) {
  Random random(1);
  int infeasible = 0;
  for (int t = 0; t < 1500; ++t) {
    const RandomBlueprint problem = MakeRandomBlueprint(12, random);
    const auto blueprint =
        Blueprint::Make(problem.bank, problem.constraints, problem.length);
    ASSERT_TRUE(blueprint.ok()) << blueprint.status();
    const bool feasible = !problem.AllTests().empty();
    EXPECT_EQ(blueprint->Conflict().empty(), feasible) << "instance " << t;
    EXPECT_EQ(blueprint->CheckFeasible().ok(), feasible) << "instance " << t;
    if (!feasible) ++infeasible;
  }
  EXPECT_GT(infeasible, 300);
  EXPECT_LT(infeasible, 1200);
}

TEST(Conflict, IsIrreducible) {
  Random random(2);
  for (int t = 0; t < 600; ++t) {
    const RandomBlueprint problem = MakeRandomBlueprint(11, random);
    const auto blueprint =
        Blueprint::Make(problem.bank, problem.constraints, problem.length);
    ASSERT_TRUE(blueprint.ok()) << blueprint.status();
    const std::vector<std::string> conflict = blueprint->Conflict();
    if (conflict.empty()) continue;
    EXPECT_FALSE(IsFeasible(problem, conflict)) << "instance " << t;
    for (size_t i = 0; i < conflict.size(); ++i) {
      std::vector<std::string> without = conflict;
      without.erase(without.begin() + i);
      EXPECT_TRUE(IsFeasible(problem, without))
          << "instance " << t << ": " << conflict[i] << " is not needed";
    }
  }
}

TEST(Conflict, NamesConstraintsInTheOrderOfTheProfile) {
  const ItemBank bank = ContentBank("2pl", 12, 0, 1);
  const auto blueprint = Blueprint::Make(
      bank,
      {CountOf("Free", "", 0, 6), CountOf("B", "area == \"1b\"", 2, 2),
       CountOf("A", "area == \"1a\"", 2, 2),
       CountOf("D", "domain == \"1\"", 3, 3)},
      6);
  ASSERT_TRUE(blueprint.ok()) << blueprint.status();
  EXPECT_THAT(blueprint->Conflict(), ElementsAre("B", "A", "D"));
}

TEST(CheckFeasible, TellsTheNumbersOfEachConstraint) {
  const ItemBank bank = ContentBank("2pl", 12, 4, 1);
  const auto blueprint =
      Blueprint::Make(bank, {CountOf("A", "area == \"1a\"", 4, 5)}, 6);
  ASSERT_TRUE(blueprint.ok()) << blueprint.status();
  EXPECT_EQ(blueprint->CheckFeasible(),
            absl::FailedPreconditionError(
                "no test satisfies the blueprint; these constraints conflict: "
                "A (4 to 5 of 3 items)"));
}

TEST(CheckFeasible, NamesTheLengthWhereTheBankIsTooSmall) {
  const ItemBank bank = ContentBank("2pl", 5, 4, 1);
  const auto blueprint = Blueprint::Make(bank, {}, 6);
  ASSERT_TRUE(blueprint.ok()) << blueprint.status();
  EXPECT_THAT(blueprint->Conflict(), ElementsAre("scoredItems"));
  EXPECT_THAT(Blueprint::Make(bank, {}, 5)->Conflict(), IsEmpty());
}

}  // namespace
}  // namespace adaptest
