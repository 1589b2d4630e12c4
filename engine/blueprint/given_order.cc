#include "engine/blueprint/given_order.h"

#include <algorithm>
#include <set>
#include <utility>

#include "engine/blueprint/program_solver.h"

namespace adaptest {

void CloseSets(const Blueprint& blueprint, absl::Span<const int> given,
               std::vector<char>& excluded) {
  std::set<int> closed;
  for (const int i : given) closed.insert(blueprint.item_set(i));
  closed.erase(-1);
  if (!given.empty()) closed.erase(blueprint.item_set(given.back()));
  if (closed.empty()) return;
  for (int i = 0; i < blueprint.num_items(); ++i) {
    if (closed.count(blueprint.item_set(i)) > 0) excluded[i] = true;
  }
}

void StayInSet(const Blueprint& blueprint, absl::Span<const int> given,
               std::vector<int>& candidates) {
  if (given.empty() || blueprint.item_set(given.back()) < 0) return;
  const int set = blueprint.item_set(given.back());
  std::vector<int> inside;
  for (const int i : candidates) {
    if (blueprint.item_set(i) == set) inside.push_back(i);
  }
  if (!inside.empty()) candidates = std::move(inside);
}

std::vector<int> KeepingOrder(const AssemblyProblem& problem,
                              absl::Span<const int> shadow_test,
                              absl::Span<const int> candidates) {
  if (!problem.blueprint.has_order_rules()) {
    return {candidates.begin(), candidates.end()};
  }
  const SequenceProgram& rules = problem.blueprint.solvers().program().sequence;
  std::vector<char> outside(problem.bank.size(), true);
  for (const int i : shadow_test) outside[i] = false;
  for (int i = 0; i < problem.bank.size(); ++i) {
    if (!problem.blueprint.is_pretest(i)) continue;
    outside[i] = !problem.excluded.empty() && problem.excluded[i];
  }
  std::vector<int> required(problem.required.begin(), problem.required.end());
  required.push_back(-1);
  std::vector<std::pair<int, bool>> asked;  // items that differ, the answers
  std::vector<int> keeping;
  for (const int i : candidates) {
    const auto known = std::find_if(
        asked.begin(), asked.end(),
        [&](const auto& answer) { return rules.AreAlike(answer.first, i); });
    required.back() = i;
    const bool keeps =
        known != asked.end()
            ? known->second
            : problem.blueprint.solvers().Solve({{}, required, outside}).found;
    if (known == asked.end()) asked.push_back({i, keeps});
    if (keeps) keeping.push_back(i);
  }
  return keeping;
}

std::vector<int> Arrange(const ItemBank& bank, const Blueprint& blueprint,
                         absl::Span<const int> test,
                         absl::Span<const int> given) {
  std::vector<int> left(test.begin(), test.end());
  if (!blueprint.has_order_rules() && !blueprint.has_item_sets()) return left;
  std::vector<int> ordered(given.begin(), given.end());
  left.erase(std::remove_if(left.begin(), left.end(),
                            [&](int i) {
                              return std::find(given.begin(), given.end(), i) !=
                                     given.end();
                            }),
             left.end());
  while (!left.empty()) {
    std::vector<int> candidates = left;
    StayInSet(blueprint, ordered, candidates);
    candidates = KeepingOrder({bank, blueprint, {}, ordered}, test, candidates);
    ordered.push_back(candidates.empty() ? left.front() : candidates.front());
    left.erase(std::find(left.begin(), left.end(), ordered.back()));
  }
  return ordered;
}

}  // namespace adaptest
