#include "engine/blueprint/shadow_test.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "absl/strings/str_cat.h"
#include "engine/blueprint/gain_order.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

constexpr double kTieTolerance = 1e-12;

// The node of the constraint that is left out, or -1.
int NodeLeftOut(const AssemblyProblem& problem) {
  if (problem.without.empty()) return -1;
  const auto nodes = problem.blueprint.nodes();
  for (size_t v = 1; v < nodes.size(); ++v) {
    if (nodes[v].id == problem.without) return static_cast<int>(v);
  }
  return -1;
}

bool IsExcluded(const AssemblyProblem& problem, int item) {
  return !problem.excluded.empty() && problem.excluded[item];
}

// A partial test: how many items each node of the blueprint must have at
// least, given those chosen, and can have at most.
class PartialTest {
 public:
  explicit PartialTest(const AssemblyProblem& problem)
      : blueprint_(problem.blueprint), ignored_(NodeLeftOut(problem)) {
    const auto nodes = blueprint_.nodes();
    below_.assign(nodes.size(), 0);
    std::vector<int> most = CountAvailable(problem);
    for (int v = static_cast<int>(nodes.size()) - 1; v >= 0; --v) {
      most[v] = std::min(most[v], Upper(v));
      feasible_ = feasible_ && Least(v) <= most[v];
      if (v == 0) break;
      below_[nodes[v].parent] += Least(v);
      most[nodes[v].parent] += most[v];
    }
    most_ = std::move(most);
  }

  bool feasible() const { return feasible_; }
  int size() const { return size_; }

  // The node whose bound refuses the item, or -1. An item more in a set raises
  // what the set needs at least, unless a lower bound has asked for it
  // already; then nothing changes further up. Requires a leaf.
  int Refusing(int item) const {
    const auto nodes = blueprint_.nodes();
    for (int v = blueprint_.leaf(item); v >= 0; v = nodes[v].parent) {
      if (below_[v] < Lower(v)) break;
      if (below_[v] + 1 > most_[v]) return v;
    }
    return -1;
  }

  // Adds the item if the test can still be completed with it.
  bool Add(int item) {
    if (blueprint_.leaf(item) < 0 || Refusing(item) >= 0) return false;
    const auto nodes = blueprint_.nodes();
    for (int v = blueprint_.leaf(item); v >= 0; v = nodes[v].parent) {
      if (++below_[v] <= Lower(v)) break;
    }
    ++size_;
    return true;
  }

 private:
  // Items that may be in the test, by their smallest set.
  static std::vector<int> CountAvailable(const AssemblyProblem& problem) {
    const Blueprint& blueprint = problem.blueprint;
    std::vector<int> available(blueprint.nodes().size(), 0);
    for (int i = 0; i < blueprint.num_items(); ++i) {
      if (blueprint.leaf(i) < 0 || IsExcluded(problem, i)) continue;
      ++available[blueprint.leaf(i)];
    }
    for (const int i : problem.required) {
      if (blueprint.leaf(i) < 0 || !IsExcluded(problem, i)) continue;
      ++available[blueprint.leaf(i)];
    }
    return available;
  }

  int Lower(int v) const {
    return v == ignored_ ? 0 : blueprint_.nodes()[v].lower;
  }
  int Upper(int v) const {
    return v == ignored_ ? blueprint_.num_items() : blueprint_.nodes()[v].upper;
  }
  int Least(int v) const { return std::max(below_[v], Lower(v)); }

  const Blueprint& blueprint_;
  int ignored_;  // a constraint left out, or -1
  bool feasible_ = true;
  int size_ = 0;
  // [node]: what the children need and the items chosen here add up to; the
  // node itself needs this or its lower bound. `most_`: the most it can have.
  std::vector<int> below_;
  std::vector<int> most_;
};

absl::Status NoTest(const AssemblyProblem& problem, int item) {
  return absl::NotFoundError(
      absl::StrCat("no test within the blueprint holds item ",
                   problem.bank.item(item).id, " with those before it"));
}

double SumOfGains(const AssemblyProblem& problem, absl::Span<const int> test) {
  double sum = 0;
  for (const int item : test) sum += problem.gains[item];
  return sum;
}

}  // namespace

absl::StatusOr<std::vector<int>> AssembleTest(const AssemblyProblem& problem) {
  PartialTest test(problem);
  if (!test.feasible()) {
    RETURN_IF_ERROR(problem.blueprint.CheckFeasible());
    return absl::NotFoundError(
        "no test within the blueprint is left without the excluded items");
  }
  std::vector<char> chosen(problem.bank.size(), false);
  for (const int item : problem.required) {
    if (chosen[item] || !test.Add(item)) return NoTest(problem, item);
    chosen[item] = true;
  }
  std::vector<int> items;
  for (const int item : OrderByGain(problem.bank, problem.gains)) {
    if (!chosen[item]) {
      if (test.size() == problem.blueprint.length()) continue;
      if (IsExcluded(problem, item) || !test.Add(item)) continue;
    }
    items.push_back(item);
  }
  return items;
}

std::vector<std::string> BindingConstraints(const AssemblyProblem& problem,
                                            absl::Span<const int> test) {
  const double optimum = SumOfGains(problem, test);
  std::vector<std::string> binding;
  const auto counts = problem.blueprint.CountItems(test);
  AssemblyProblem relaxed = problem;
  for (const Blueprint::Count& count : counts) {
    if (count.count != count.lower && count.count != count.upper) continue;
    relaxed.without = count.id;
    const auto other = AssembleTest(relaxed);
    if (other.ok() && SumOfGains(problem, *other) - optimum >
                          kTieTolerance * std::abs(optimum)) {
      binding.push_back(count.id);
    }
  }
  return binding;
}

std::vector<int> FeasibleItems(const AssemblyProblem& problem) {
  PartialTest test(problem);
  std::vector<int> items;
  if (!test.feasible()) return items;
  std::vector<char> chosen(problem.bank.size(), false);
  for (const int given : problem.required) {
    if (!test.Add(given)) return items;
    chosen[given] = true;
  }
  for (const int item : OrderByGain(problem.bank, problem.gains)) {
    if (chosen[item] || IsExcluded(problem, item)) continue;
    if (problem.blueprint.leaf(item) < 0 || test.Refusing(item) >= 0) continue;
    items.push_back(item);
  }
  return items;
}

std::string BlockingConstraint(const AssemblyProblem& problem, int item) {
  PartialTest test(problem);
  for (const int given : problem.required) test.Add(given);
  if (problem.blueprint.leaf(item) < 0) return "";
  const int node = test.Refusing(item);
  return node < 0 ? "" : problem.blueprint.nodes()[node].id;
}

absl::Status CheckTest(const Blueprint& blueprint, absl::Span<const int> test) {
  const std::set<int> distinct(test.begin(), test.end());
  if (distinct.size() != test.size() ||
      static_cast<int>(test.size()) != blueprint.length()) {
    return absl::InternalError(absl::StrCat(
        "assembled test has ", distinct.size(), " distinct items of ",
        test.size(), ", not ", blueprint.length()));
  }
  for (const int item : test) {
    if (blueprint.leaf(item) >= 0) continue;
    return absl::InternalError("assembled test has an item that is not scored");
  }
  for (const Blueprint::Count& count : blueprint.CountItems(test)) {
    if (count.count >= count.lower && count.count <= count.upper) continue;
    return absl::InternalError(absl::StrCat("assembled test has ", count.count,
                                            " items of ", count.id, ", not ",
                                            count.lower, " to ", count.upper));
  }
  return absl::OkStatus();
}

}  // namespace adaptest
