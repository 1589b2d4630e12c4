#include <algorithm>
#include <limits>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/blueprint/blueprint.h"

namespace adaptest {
namespace {

// Items of the bank whose smallest set is this node.
std::vector<int> DirectItems(const Blueprint& blueprint) {
  std::vector<int> direct(blueprint.nodes().size(), 0);
  for (int i = 0; i < blueprint.num_items(); ++i) {
    if (blueprint.leaf(i) >= 0) ++direct[blueprint.leaf(i)];
  }
  return direct;
}

// Whether a test satisfies the bounds of the nodes that are `active`. The
// counts that a node can take are an interval: sums of its children's
// intervals and of 0 to `direct` items, cut by its own bounds.
bool IsFeasible(const Blueprint& blueprint, const std::vector<int>& direct,
                const std::vector<char>& active) {
  const auto nodes = blueprint.nodes();
  std::vector<int> least(nodes.size(), 0);
  std::vector<int> most = direct;
  for (int v = static_cast<int>(nodes.size()) - 1; v >= 0; --v) {
    if (active[v]) {
      least[v] = std::max(least[v], nodes[v].lower);
      most[v] = std::min(most[v], nodes[v].upper);
    }
    if (least[v] > most[v]) return false;
    if (v == 0) break;
    least[nodes[v].parent] += least[v];
    most[nodes[v].parent] += most[v];
  }
  return true;
}

}  // namespace

std::vector<std::string> Blueprint::Conflict() const {
  const std::vector<int> direct = DirectItems(*this);
  std::vector<char> active(nodes_.size(), true);
  if (IsFeasible(*this, direct, active)) return {};
  // The deletion filter (Chinneck & Dravnieks, 1991): what can be left out
  // while the rest stays infeasible is not part of the conflict. The later
  // constraints of the profile are tried first, the length last.
  std::vector<int> order(profile_order_.rbegin(), profile_order_.rend());
  order.push_back(0);
  for (const int v : order) {
    active[v] = false;
    if (IsFeasible(*this, direct, active)) active[v] = true;
  }
  std::vector<std::string> conflict;
  for (const int v : profile_order_) {
    if (active[v]) conflict.push_back(nodes_[v].id);
  }
  if (active[0]) conflict.push_back(nodes_[0].id);
  return conflict;
}

absl::Status Blueprint::CheckFeasible() const {
  const std::vector<std::string> conflict = Conflict();
  if (conflict.empty()) return absl::OkStatus();
  std::vector<int> available = DirectItems(*this);
  for (size_t v = nodes_.size() - 1; v > 0; --v) {
    available[nodes_[v].parent] += available[v];
  }
  std::vector<std::string> parts;
  for (size_t v = 0; v < nodes_.size(); ++v) {
    const Node& node = nodes_[v];
    if (std::find(conflict.begin(), conflict.end(), node.id) ==
        conflict.end()) {
      continue;
    }
    parts.push_back(absl::StrCat(node.id, " (", node.lower, " to ", node.upper,
                                 " of ", available[v], " items)"));
  }
  return absl::FailedPreconditionError(
      absl::StrCat("no test satisfies the blueprint; these constraints "
                   "conflict: ",
                   absl::StrJoin(parts, ", ")));
}

}  // namespace adaptest
