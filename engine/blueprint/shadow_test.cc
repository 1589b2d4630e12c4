#include "engine/blueprint/shadow_test.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/blueprint/gain_order.h"
#include "engine/blueprint/program_solver.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

constexpr double kRelaxedGain = 1e-12;

// The program's answer, with the constraint left out that the problem names.
ProgramAnswer Answer(const AssemblyProblem& problem,
                     const ProgramQuestion& question) {
  if (problem.without.empty()) {
    return problem.blueprint.solvers().Solve(question);
  }
  const AssemblyProgram program =
      problem.blueprint.ProgramWithout({std::string(problem.without)});
  return ProgramSolver(program).Solve(question);
}

// Whether some test holds the items and none that is excluded but for them.
bool HasTest(const AssemblyProblem& problem, absl::Span<const int> required) {
  return Answer(problem, {{}, required, problem.excluded}).found;
}

absl::Status NoTest(const AssemblyProblem& problem, int item) {
  return absl::NotFoundError(
      absl::StrCat("no test within the blueprint holds item ",
                   problem.bank.item(item).id, " with those before it"));
}

// Why there is no test.
absl::Status WhyNot(const AssemblyProblem& problem) {
  RETURN_IF_ERROR(problem.blueprint.CheckFeasible());
  std::vector<char> excluded(problem.excluded.begin(), problem.excluded.end());
  if (!excluded.empty()) {
    for (const int item : problem.required) excluded[item] = false;
  }
  AssemblyProblem free = problem;
  free.excluded = excluded;
  if (!HasTest(free, {})) {
    return absl::NotFoundError(
        "no test within the blueprint is left without the excluded items");
  }
  for (size_t n = 1; n < problem.required.size(); ++n) {
    if (!HasTest(problem, problem.required.subspan(0, n))) {
      return NoTest(problem, problem.required[n - 1]);
    }
  }
  return NoTest(problem, problem.required.back());
}

double SumOfGains(const AssemblyProblem& problem, absl::Span<const int> test) {
  double sum = 0;
  for (const int item : test) sum += problem.gains[item];
  return sum;
}

// Whether without the constraint the optimum may be larger.
bool MayBind(const CompiledConstraint& constraint, double value) {
  return constraint.kind != CompiledConstraint::Kind::kCount ||
         value == constraint.lower || value == constraint.upper;
}

}  // namespace

absl::StatusOr<std::vector<int>> AssembleTest(const AssemblyProblem& problem,
                                              AssemblyDetails* details) {
  std::vector<char> seen(problem.bank.size(), false);
  for (const int item : problem.required) {
    if (seen[item]) return NoTest(problem, item);
    seen[item] = true;
  }
  ProgramAnswer answer =
      Answer(problem, {problem.gains, problem.required, problem.excluded});
  if (!answer.complete && !answer.found) {
    return absl::ResourceExhaustedError(
        "no test was found before the search gave up; it may help to state "
        "fewer sums, means and item sets");
  }
  if (!answer.found) return WhyNot(problem);
  if (problem.without.empty()) {
    RETURN_IF_ERROR(CheckTest(problem.blueprint, answer.items));
  }
  std::vector<int> items = problem.blueprint.ScoredOf(answer.items);
  if (details != nullptr) {
    details->gap = answer.gap;
    std::set_difference(answer.items.begin(), answer.items.end(), items.begin(),
                        items.end(), std::back_inserter(details->pretest));
  }
  SortByGain(problem.bank, problem.gains, items);
  return items;
}

std::vector<std::string> BindingConstraints(const AssemblyProblem& problem,
                                            absl::Span<const int> test) {
  const double optimum = SumOfGains(problem, test);
  std::vector<std::string> binding;
  const auto counts = problem.blueprint.CountItems(test);
  AssemblyProblem relaxed = problem;
  for (size_t c = 0; c < counts.size(); ++c) {
    if (!MayBind(problem.blueprint.constraints()[c], counts[c].count)) continue;
    relaxed.without = counts[c].id;
    const auto other = AssembleTest(relaxed);
    if (other.ok() && SumOfGains(problem, *other) - optimum >
                          kRelaxedGain * std::abs(optimum)) {
      binding.push_back(counts[c].id);
    }
  }
  return binding;
}

// Each test that is found shows all of its items feasible.
std::vector<int> FeasibleItems(const AssemblyProblem& problem) {
  std::vector<char> feasible(problem.bank.size(), false);
  std::vector<int> required(problem.required.begin(), problem.required.end());
  const std::set<int> given(required.begin(), required.end());
  std::vector<int> items;
  for (const int item : OrderByGain(problem.bank, problem.gains)) {
    if (given.count(item) > 0 || !problem.blueprint.is_operational(item) ||
        (!problem.excluded.empty() && problem.excluded[item])) {
      continue;
    }
    if (!feasible[item]) {
      required.push_back(item);
      const ProgramAnswer answer =
          Answer(problem, {{}, required, problem.excluded});
      required.pop_back();
      for (const int other : answer.items) feasible[other] = true;
    }
    if (feasible[item]) items.push_back(item);
  }
  return items;
}

int EnemyAmong(const Blueprint& blueprint, absl::Span<const int> given,
               int item) {
  for (const CompiledConstraint& constraint : blueprint.constraints()) {
    const auto& items = constraint.items;
    if (!constraint.enemies ||
        !std::binary_search(items.begin(), items.end(), item)) {
      continue;
    }
    for (const int other : given) {
      if (std::binary_search(items.begin(), items.end(), other)) return other;
    }
  }
  return -1;
}

std::string BlockingConstraint(const AssemblyProblem& problem, int item) {
  std::vector<int> required(problem.required.begin(), problem.required.end());
  required.push_back(item);
  if (!problem.blueprint.is_operational(item)) return "";
  AssemblyProblem asked = problem;
  asked.excluded = {};
  if (HasTest(asked, required)) return "";
  const auto constraints = problem.blueprint.constraints();
  std::string ids;
  for (const CompiledConstraint& constraint : constraints) {
    asked.without = constraint.id;
    if (HasTest(asked, required)) return constraint.id;
  }
  asked.without = Blueprint::kLengthId;
  if (HasTest(asked, required) || constraints.empty()) {
    return Blueprint::kLengthId;
  }
  // Several together: the first of those that its items break.
  for (const CompiledConstraint& constraint : constraints) {
    if (std::binary_search(constraint.items.begin(), constraint.items.end(),
                           item)) {
      return constraint.id;
    }
  }
  return constraints[0].id;
}

absl::Status CheckTest(const Blueprint& blueprint, absl::Span<const int> test) {
  std::vector<char> seen(blueprint.num_items(), false);
  TestLength length = {0, 0};
  for (const int item : test) {
    if (seen[item]) {
      return absl::InternalError("assembled test has an item twice");
    }
    seen[item] = true;
    if (!blueprint.is_operational(item) && !blueprint.is_pretest(item)) {
      return absl::InternalError(
          "assembled test has an item that is not scored");
    }
    ++(blueprint.is_operational(item) ? length.scored : length.pretest);
  }
  if (length.scored != blueprint.length() ||
      (blueprint.counts_pretest() &&
       length.pretest != blueprint.pretest_length())) {
    return absl::InternalError(absl::StrCat(
        "assembled test has ", length.scored, " scored and ", length.pretest,
        " pretest items, not ", blueprint.length(), " and ",
        blueprint.counts_pretest() ? blueprint.pretest_length() : 0));
  }
  const std::vector<std::string> broken = blueprint.BrokenBy(test);
  if (broken.empty()) return absl::OkStatus();
  return absl::InternalError(
      absl::StrCat("assembled test breaks ", absl::StrJoin(broken, ", ")));
}

}  // namespace adaptest
