#include "engine/assembly/branch_and_bound.h"

#include <algorithm>
#include <cmath>

namespace adaptest {
namespace {

constexpr double kIntegerTolerance = 1e-7;
constexpr double kTieTolerance = 1e-9;

class Search {
 public:
  Search(const AssemblyModel& model, int max_nodes)
      : model_(model), max_nodes_(max_nodes) {}

  SearchResult Run(Relaxation& root) {
    if (!SolveNode(root)) return std::move(result_);
    result_.bound = root.value();
    if (IsInteger(root)) {
      Keep(root);
    } else {
      Relaxation copy = root;
      Branch(copy);
    }
    if (result_.complete) {
      result_.bound = result_.best ? result_.best->value : 0;
    }
    return std::move(result_);
  }

 private:
  // Whether the node may hold a better solution than the best so far.
  bool SolveNode(Relaxation& node) {
    if (result_.nodes == max_nodes_) {
      result_.complete = false;
      return false;
    }
    ++result_.nodes;
    const Relaxation::Outcome outcome = node.Solve();
    if (outcome == Relaxation::Outcome::kGivenUp) result_.complete = false;
    if (outcome != Relaxation::Outcome::kOptimal) return false;
    if (!result_.best) return true;
    const double ahead = node.value() - result_.best->value;
    if (std::abs(ahead) > node.tolerance()) return ahead > 0;
    return node.tie_value() > result_.best->tie_value + kTieTolerance;
  }

  // The variable farthest from a whole number, or -1.
  int Fractional(const Relaxation& node) const {
    int most = -1;
    double largest = kIntegerTolerance;
    const int variables = model_.num_variables();
    for (const int j : node.basis()) {
      if (j >= variables || !model_.is_whole(j)) continue;
      const double x = node.x(j);
      const double distance = std::min(x - std::floor(x), std::ceil(x) - x);
      if (distance > largest) {
        largest = distance;
        most = j;
      }
    }
    return most;
  }

  // A group of enemies of which the node has several, or null.
  const std::vector<int>* Violated(const Relaxation& node) const {
    for (const auto& group : model_.enemies()) {
      int in = 0;
      for (const int j : group) in += node.x(j) > 0.5;
      if (in > 1) return &group;
    }
    return nullptr;
  }

  bool IsInteger(const Relaxation& node) const {
    return Fractional(node) < 0 && Violated(node) == nullptr;
  }

  // The node is solved, and may be better.
  void Branch(Relaxation& node) {
    const int fractional = Fractional(node);
    if (fractional >= 0) {
      const double x = node.x(fractional);
      const bool up = x - std::floor(x) > 0.5;
      Relaxation child = node;
      Round(child, fractional, x, up);
      if (SolveNode(child)) Branch(child);
      Round(node, fractional, x, !up);
      if (SolveNode(node)) Branch(node);
      return;
    }
    const std::vector<int>* enemies = Violated(node);
    if (enemies == nullptr) return Keep(node);
    // One of them is in, and keeps the others out; or it is out.
    const int one = BestOf(*enemies, node);
    Relaxation child = node;
    for (const int j : *enemies) {
      if (j != one) child.SetBounds(j, child.low(j), 0);
    }
    bool possible = true;
    for (const int j : *enemies)
      possible = possible && (j == one || child.low(j) == 0);
    child.SetBounds(one, 1, 1);
    if (possible && SolveNode(child)) Branch(child);
    if (node.low(one) > 0) return;
    node.SetBounds(one, 0, 0);
    if (SolveNode(node)) Branch(node);
  }

  // Bounds the variable to the next whole number above or below x.
  static void Round(Relaxation& node, int variable, double x, bool up) {
    if (up) {
      node.SetBounds(variable, std::ceil(x), node.high(variable));
    } else {
      node.SetBounds(variable, node.low(variable), std::floor(x));
    }
  }

  // Of the enemies that are in, one that must be, or that with the largest
  // gain.
  static int BestOf(const std::vector<int>& enemies, const Relaxation& node) {
    int best = -1;
    for (const int j : enemies) {
      if (node.x(j) < 0.5) continue;
      if (best < 0 || node.low(j) > node.low(best) ||
          (node.low(j) == node.low(best) && node.gain(j) > node.gain(best))) {
        best = j;
      }
    }
    return best;
  }

  void Keep(const Relaxation& node) {
    IntegerSolution solution;
    for (int j = 0; j < model_.num_variables(); ++j) {
      double x = node.x(j);
      if (x == 0) continue;  // most
      if (model_.is_whole(j)) x = std::round(x);
      if (x == 0) continue;
      solution.chosen.push_back(j);
      solution.value += node.gain(j) * x;
    }
    solution.tie_value = node.tie_value();
    result_.best = std::move(solution);
  }

  const AssemblyModel& model_;
  int max_nodes_;
  SearchResult result_;
};

}  // namespace

SearchResult BranchAndBound(const AssemblyModel& model, Relaxation& root,
                            int max_nodes) {
  return Search(model, max_nodes).Run(root);
}

}  // namespace adaptest
