#include "engine/assembly/branch_and_bound.h"

#include <algorithm>
#include <cmath>

namespace adaptest {
namespace {

constexpr double kIntegerTolerance = 1e-7;
constexpr double kTieTolerance = 1e-9;

class Search {
 public:
  Search(const AssemblyModel& model, Relaxation& node, int max_nodes)
      : model_(model), node_(node), max_nodes_(max_nodes) {}

  SearchResult Run() {
    if (!SolveNode()) return std::move(result_);
    result_.bound = node_.value();
    Branch();
    if (result_.complete) {
      result_.bound = result_.best ? result_.best->value : 0;
    }
    return std::move(result_);
  }

 private:
  // The bounds of a variable before they were narrowed.
  struct Narrowed {
    int variable;
    double low;
    double high;
  };

  // Whether the node may hold a better solution than the best so far.
  bool SolveNode() {
    if (result_.nodes == max_nodes_) {
      result_.complete = false;
      return false;
    }
    ++result_.nodes;
    const Relaxation::Outcome outcome = node_.Solve();
    if (outcome == Relaxation::Outcome::kGivenUp) result_.complete = false;
    if (outcome != Relaxation::Outcome::kOptimal) return false;
    if (!result_.best) return true;
    const double ahead = node_.value() - result_.best->value;
    if (std::abs(ahead) > node_.tolerance()) return ahead > 0;
    return node_.tie_value() > result_.best->tie_value + kTieTolerance;
  }

  void Narrow(int variable, double low, double high) {
    narrowed_.push_back({variable, node_.low(variable), node_.high(variable)});
    node_.SetBounds(variable, low, high);
  }

  // The best of what the bounds narrowed since `mark` leave; takes them back.
  void Explore(size_t mark) {
    if (SolveNode()) Branch();
    for (; narrowed_.size() > mark; narrowed_.pop_back()) {
      const Narrowed& last = narrowed_.back();
      node_.SetBounds(last.variable, last.low, last.high);
    }
  }

  // The variable farthest from a whole number, or -1.
  int Fractional() const {
    int most = -1;
    double largest = kIntegerTolerance;
    for (const int j : node_.Basic()) {
      if (!model_.is_whole(j)) continue;
      const double x = node_.x(j);
      const double distance = std::min(x - std::floor(x), std::ceil(x) - x);
      if (distance > largest) {
        largest = distance;
        most = j;
      }
    }
    return most;
  }

  // A group of enemies of which the node has several, or null.
  const std::vector<int>* Violated() const {
    for (const auto& group : model_.enemies()) {
      int in = 0;
      for (const int j : group) in += node_.x(j) > 0.5;
      if (in > 1) return &group;
    }
    return nullptr;
  }

  // The node is solved, and may be better.
  void Branch() {
    const int fractional = Fractional();
    if (fractional >= 0) return BranchOnValue(fractional);
    const std::vector<int>* enemies = Violated();
    if (enemies != nullptr) return BranchOnEnemies(*enemies);
    Keep();
  }

  // Above the value or below it, the nearer first.
  void BranchOnValue(int variable) {
    const double x = node_.x(variable);
    const double low = node_.low(variable), high = node_.high(variable);
    const bool up = x - std::floor(x) > 0.5;
    const size_t mark = narrowed_.size();
    for (const bool above : {up, !up}) {
      if (above) {
        Narrow(variable, std::ceil(x), high);
      } else {
        Narrow(variable, low, std::floor(x));
      }
      Explore(mark);
    }
  }

  // One of them is in, and keeps the others out; or it is out.
  void BranchOnEnemies(const std::vector<int>& enemies) {
    const int one = BestOf(enemies);
    const size_t mark = narrowed_.size();
    const bool needed = node_.low(one) > 0;
    const bool possible =
        std::all_of(enemies.begin(), enemies.end(),
                    [&](int j) { return j == one || node_.low(j) == 0; });
    if (possible) {
      for (const int j : enemies) Narrow(j, j == one, j == one);
      Explore(mark);
    }
    if (needed) return;
    Narrow(one, 0, 0);
    Explore(mark);
  }

  // Of the enemies that are in, one that must be, or that with the largest
  // gain.
  int BestOf(const std::vector<int>& enemies) const {
    int best = -1;
    for (const int j : enemies) {
      if (node_.x(j) < 0.5) continue;
      if (best < 0 || node_.low(j) > node_.low(best) ||
          (node_.low(j) == node_.low(best) &&
           node_.gain(j) > node_.gain(best))) {
        best = j;
      }
    }
    return best;
  }

  void Keep() {
    IntegerSolution solution;
    solution.chosen = node_.NonZero();
    std::erase_if(solution.chosen, [this](int j) { return ValueOf(j) == 0; });
    std::sort(solution.chosen.begin(), solution.chosen.end());
    for (const int j : solution.chosen) {
      solution.value += node_.gain(j) * ValueOf(j);
    }
    solution.tie_value = node_.tie_value();
    result_.best = std::move(solution);
  }

  double ValueOf(int variable) const {
    const double x = node_.x(variable);
    return model_.is_whole(variable) ? std::round(x) : x;
  }

  const AssemblyModel& model_;
  Relaxation& node_;
  int max_nodes_;
  std::vector<Narrowed> narrowed_;
  SearchResult result_;
};

}  // namespace

SearchResult BranchAndBound(const AssemblyModel& model, Relaxation& root,
                            int max_nodes) {
  return Search(model, root, max_nodes).Run();
}

}  // namespace adaptest
