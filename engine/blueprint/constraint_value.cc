// What a test comes to under one constraint: plain counting, independent of the
// programs that assemble tests.

#include <algorithm>
#include <cmath>
#include <map>

#include "engine/blueprint/compiled_constraint.h"
#include "engine/math/infinity.h"

namespace adaptest {
namespace {

using Kind = CompiledConstraint::Kind;

constexpr double kTolerance = 1e-9;

// The count of the item sets, or of the set farthest from the bounds.
double ValueBySets(const CompiledConstraint& constraint,
                   absl::Span<const int> item_sets, const TestItems& test) {
  std::map<int, double> in_sets;
  for (const int i : constraint.items) {
    if (test.has[i] && item_sets[i] >= 0) ++in_sets[item_sets[i]];
  }
  if (constraint.kind == Kind::kSetCount) {
    return static_cast<double>(in_sets.size());
  }
  double worst = constraint.lower;
  double largest = -kInfinity;
  for (const auto& [set, n] : in_sets) {
    const double distance =
        std::max(constraint.lower - n, n - constraint.upper);
    if (distance > largest) worst = n;
    largest = std::max(largest, distance);
  }
  return worst;
}

double ValueOfOrder(const CompiledConstraint& constraint,
                    const TestItems& test) {
  int outside = 0, inside = 0, run = 0, longest = 0, falls = 0;
  double previous = -kInfinity;  // weight
  for (size_t p = 0; p < test.order.size(); ++p) {
    const auto found = std::lower_bound(constraint.items.begin(),
                                        constraint.items.end(), test.order[p]);
    const bool matches =
        found != constraint.items.end() && *found == test.order[p];
    const int position = static_cast<int>(p) + 1;
    const bool within =
        position >= constraint.first && position <= constraint.last;
    if (matches) ++(within ? inside : outside);
    if (constraint.kind == Kind::kRun && !matches) run = 0;
    if (constraint.weights.empty() || !matches) continue;
    const double weight = constraint.weights[found - constraint.items.begin()];
    run = run > 0 && weight == previous ? run + 1 : 1;
    longest = std::max(longest, run);
    if (weight < previous) ++falls;
    previous = weight;
  }
  switch (constraint.kind) {
    case Kind::kStage:
      return inside;
    case Kind::kWindow:
      return outside;
    case Kind::kRun:
      return longest;
    default:
      return falls;
  }
}

}  // namespace

double ValueIn(const CompiledConstraint& constraint,
               absl::Span<const int> item_sets, const TestItems& test) {
  switch (constraint.kind) {
    case Kind::kSetCount:
    case Kind::kSetItems:
      return ValueBySets(constraint, item_sets, test);
    case Kind::kStage:
    case Kind::kWindow:
    case Kind::kRun:
    case Kind::kAscending:
      return ValueOfOrder(constraint, test);
    case Kind::kCount:
    case Kind::kSum:
    case Kind::kMean:
    case Kind::kTogether:
      break;
  }
  int count = 0;
  double sum = 0;
  for (size_t k = 0; k < constraint.items.size(); ++k) {
    if (!test.has[constraint.items[k]]) continue;
    ++count;
    if (!constraint.weights.empty()) sum += constraint.weights[k];
  }
  if (constraint.kind == Kind::kSum) return sum;
  if (constraint.kind != Kind::kMean) return count;
  return count > 0
             ? sum / count
             : std::max(constraint.lower, std::min(0.0, constraint.upper));
}

bool AscendsInSets(const CompiledConstraint& constraint,
                   absl::Span<const int> item_sets, const TestItems& test) {
  if (constraint.kind != Kind::kSetItems || constraint.weights.empty()) {
    return true;
  }
  std::map<int, double> last;  // [set]: weight
  for (const int item : test.order) {
    const auto found = std::lower_bound(constraint.items.begin(),
                                        constraint.items.end(), item);
    if (found == constraint.items.end() || *found != item) continue;
    const double weight = constraint.weights[found - constraint.items.begin()];
    const auto [place, is_new] = last.emplace(item_sets[item], weight);
    if (weight < place->second) return false;
    place->second = weight;
  }
  return true;
}

bool IsNumberOfItems(CompiledConstraint::Kind kind) {
  return kind == Kind::kCount || kind == Kind::kTogether;
}

bool HoldsAt(const CompiledConstraint& constraint, double value) {
  if (constraint.kind == Kind::kTogether) {
    return value == 0 || value == constraint.upper;
  }
  const double slack =
      constraint.weights.empty() ? 0 : kTolerance * (1 + std::abs(value));
  return value >= constraint.lower - slack && value <= constraint.upper + slack;
}

bool HoldsIn(const CompiledConstraint& constraint,
             absl::Span<const int> item_sets, const TestItems& test) {
  return HoldsAt(constraint, ValueIn(constraint, item_sets, test));
}

}  // namespace adaptest
