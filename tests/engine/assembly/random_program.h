#ifndef ADAPTEST_TESTS_ENGINE_ASSEMBLY_RANDOM_PROGRAM_H_
#define ADAPTEST_TESTS_ENGINE_ASSEMBLY_RANDOM_PROGRAM_H_

#include <optional>
#include <vector>

#include "engine/assembly/assembly_model.h"
#include "engine/random.h"

namespace adaptest {

// A small assembly of every kind of row, some of them without a solution.
struct RandomProgram {
  AssemblyModel model;
  std::vector<double> gain;
  std::vector<double> tie;
  std::vector<double> low;
  std::vector<double> high;
};

struct ProgramShape {
  int variables = 12;
  int families = 2;  // partitions of the variables, a row of counts a class
  int weighted_rows = 0;
  int enemies = 0;
  int fixed = 0;             // variables at 0 or 1
  bool equal_gains = false;  // many ties
};

inline RandomProgram MakeProgram(const ProgramShape& shape, int seed) {
  Random random(seed);
  const auto below = [&](int n) {
    return static_cast<int>(random.Uniform() * n);
  };
  RandomProgram p;
  const int n = shape.variables;
  const int length = 2 + below(n / 2);
  std::vector<std::vector<AssemblyModel::Entry>> entries(n);
  const int total = p.model.AddRow(length, length);
  for (auto& entry : entries) entry.push_back({total, 1});
  for (int f = 0; f < shape.families; ++f) {
    const int classes = 2 + below(3);
    std::vector<int> rows;
    for (int c = 0; c < classes; ++c) {
      const int lower = below(length / classes + 1);
      rows.push_back(p.model.AddRow(lower, lower + 1 + below(length)));
    }
    for (auto& entry : entries) entry.push_back({rows[below(classes)], 1});
  }
  for (int w = 0; w < shape.weighted_rows; ++w) {
    const double middle = 2.0 * length;
    const int row = p.model.AddRow(middle - 1 - random.Uniform(), middle + 1);
    for (auto& entry : entries) {
      entry.push_back({row, 1 + 2 * random.Uniform()});
    }
  }
  for (int j = 0; j < n; ++j) {
    p.model.AddVariable(entries[j]);
    p.gain.push_back(shape.equal_gains ? 1 + below(2) : random.Uniform());
    p.tie.push_back(-j - 0.5 * random.Uniform());
    p.low.push_back(0);
    p.high.push_back(1);
  }
  for (int e = 0; e < shape.enemies; ++e) {
    const int first = below(n - 1);
    std::vector<int> group = {first, first + 1 + below(n - first - 1)};
    if (e % 3 == 0 && group[1] + 1 < n) group.push_back(group[1] + 1);
    p.model.AddEnemies(group);
  }
  for (int k = 0; k < shape.fixed; ++k) {
    const int j = below(n);
    p.low[j] = p.high[j] = k % 2;
  }
  return p;
}

inline bool Satisfies(const RandomProgram& p, unsigned set) {
  const auto in = [&](int j) { return (set >> j) & 1; };
  std::vector<double> activity(p.model.num_rows(), 0);
  for (int j = 0; j < p.model.num_variables(); ++j) {
    if (in(j) < p.low[j] || in(j) > p.high[j]) return false;
    if (!in(j)) continue;
    for (const auto& [row, a] : p.model.column(p.model.column_of(j))) {
      activity[row] += a;
    }
  }
  for (int r = 0; r < p.model.num_rows(); ++r) {
    if (activity[r] < p.model.row(r).lower - 1e-9) return false;
    if (activity[r] > p.model.row(r).upper + 1e-9) return false;
  }
  for (const auto& group : p.model.enemies()) {
    int count = 0;
    for (const int j : group) count += static_cast<int>(in(j));
    if (count > 1) return false;
  }
  return true;
}

// The optimum by trying every choice.
inline std::optional<std::vector<int>> Enumerate(const RandomProgram& p) {
  const int n = p.model.num_variables();
  double best_gain = 0, best_tie = 0;
  std::optional<std::vector<int>> best;
  for (unsigned set = 0; set < (1u << n); ++set) {
    if (!Satisfies(p, set)) continue;
    double gain = 0, tie = 0;
    std::vector<int> chosen;
    for (int j = 0; j < n; ++j) {
      if (!((set >> j) & 1)) continue;
      gain += p.gain[j];
      tie += p.tie[j];
      chosen.push_back(j);
    }
    const bool better = !best || gain > best_gain + 1e-12 ||
                        (gain > best_gain - 1e-12 && tie > best_tie);
    if (!better) continue;
    best = chosen;
    best_gain = gain;
    best_tie = tie;
  }
  return best;
}

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_ENGINE_ASSEMBLY_RANDOM_PROGRAM_H_
