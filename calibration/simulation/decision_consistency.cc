#include "calibration/simulation/decision_consistency.h"

#include <algorithm>
#include <cmath>

namespace adaptest {
namespace {

double ShareAlike(double n, double m) {
  return (m * (m - 1) + (n - m) * (n - m - 1)) / (n * (n - 1));
}

}  // namespace

DecisionConsistency::DecisionConsistency()
    : cells_(static_cast<size_t>(std::lround(2 * kLimit / kWidth)) + 1) {}

// Cells are centred on multiples of the width, so that a grid of abilities has
// a cell a point.
void DecisionConsistency::Add(double theta, bool passed) {
  const double within = std::clamp(theta, -kLimit, kLimit);
  Cell& cell = cells_[std::lround((within + kLimit) / kWidth)];
  ++cell.persons;
  cell.passed += passed;
}

std::vector<DecisionConsistency::Cell> DecisionConsistency::Groups() const {
  std::vector<Cell> groups;
  for (const Cell& cell : cells_) {
    if (groups.empty() || groups.back().persons >= 2) {
      if (cell.persons == 0) continue;
      groups.emplace_back();
    }
    groups.back().persons += cell.persons;
    groups.back().passed += cell.passed;
  }
  if (groups.size() > 1 && groups.back().persons < 2) {
    const Cell last = groups.back();
    groups.pop_back();
    groups.back().persons += last.persons;
    groups.back().passed += last.passed;
  }
  return groups;
}

Statistic DecisionConsistency::Value() const {
  const std::vector<Cell> groups = Groups();
  if (groups.empty() || groups[0].persons < 2) return {};
  double total = 0;
  double mean = 0;
  for (const Cell& g : groups) {
    total += g.persons;
    mean += g.persons * ShareAlike(g.persons, g.passed);
  }
  mean /= total;
  double variance = 0;
  for (const Cell& g : groups) {
    const double p = static_cast<double>(g.passed) / g.persons;
    const double between = ShareAlike(g.persons, g.passed) - mean;
    variance += g.persons * (4 * p * (1 - p) * (2 * p - 1) * (2 * p - 1) +
                             between * between);
  }
  return {mean, std::sqrt(variance) / total};
}

}  // namespace adaptest
