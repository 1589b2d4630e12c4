#include "engine/blueprint/assembly_program.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

namespace adaptest {
namespace {

using Kind = CompiledConstraint::Kind;

// Enemies of more than these are a row: the bound of its relaxation is tight,
// where that of branching on one after the other is not.
constexpr size_t kMostBranchedEnemies = 3;

class ProgramBuilder {
 public:
  explicit ProgramBuilder(const ProgramParts& parts) : parts_(parts) {}

  AssemblyProgram Build() {
    MakeBlocks();
    AddLength();
    for (const CompiledConstraint* constraint : parts_.constraints) {
      Add(*constraint);
    }
    for (Variable& variable : variables_) {
      program_.items_of.push_back(std::move(variable.items));
      std::vector<AssemblyModel::Entry> entries;
      for (const auto& [row, coefficient] : variable.row) {
        if (coefficient != 0) entries.push_back({row, coefficient});
      }
      program_.model.AddVariable(std::move(entries));
    }
    program_.low.resize(variables_.size(), 0);
    program_.high.resize(variables_.size(), 1);
    for (const auto& [variable, value] : fixed_) {
      (value ? program_.low : program_.high)[variable] = value;
      if (program_.low[variable] > program_.high[variable]) {
        program_.contradictory = true;
      }
    }
    for (auto& group : enemies_) program_.model.AddEnemies(std::move(group));
    return std::move(program_);
  }

 private:
  struct Variable {
    std::vector<int> items;
    std::map<int, double> row;  // coefficients
  };

  static int Root(std::vector<int>& parent, int i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
  }

  // Items that stand together, directly or through others, are one variable.
  void MakeBlocks() {
    const int n = static_cast<int>(parts_.operational.size());
    std::vector<int> parent(n);
    std::iota(parent.begin(), parent.end(), 0);
    for (const CompiledConstraint* constraint : parts_.constraints) {
      if (constraint->kind != Kind::kTogether) continue;
      for (const int i : constraint->items) {
        parent[Root(parent, i)] = Root(parent, constraint->items[0]);
      }
    }
    std::vector<int> variable_of_root(n, -1);
    program_.variable_of.assign(n, -1);
    for (int i = 0; i < n; ++i) {
      if (!parts_.operational[i]) continue;
      int& variable = variable_of_root[Root(parent, i)];
      if (variable < 0) variable = NewVariable();
      program_.variable_of[i] = variable;
      variables_[variable].items.push_back(i);
    }
  }

  int NewVariable() {
    variables_.emplace_back();
    return static_cast<int>(variables_.size()) - 1;
  }

  void AddLength() {
    if (parts_.length < 0) return;
    std::map<int, double> row;
    for (size_t v = 0; v < variables_.size(); ++v) {
      row[static_cast<int>(v)] =
          static_cast<double>(variables_[v].items.size());
    }
    AddRow(row, parts_.length, parts_.length);
  }

  // Adds lower <= sum of coefficients <= upper, unless it always holds.
  void AddRow(const std::map<int, double>& coefficients, double lower,
              double upper) {
    double least = 0, most = 0;
    for (const auto& [variable, a] : coefficients) (a < 0 ? least : most) += a;
    if (lower <= least && upper >= most) return;
    lower = std::max(lower, least);
    upper = std::min(upper, most);
    if (lower > upper) {
      program_.contradictory = true;
      return;
    }
    const int row = program_.model.AddRow(lower, upper);
    for (const auto& [variable, a] : coefficients) {
      variables_[variable].row[row] += a;
    }
  }

  // [variable]: the sum over items of their weights less `shift`.
  std::map<int, double> Coefficients(const CompiledConstraint& constraint,
                                     double shift = 0) const {
    std::map<int, double> sums;
    for (size_t k = 0; k < constraint.items.size(); ++k) {
      const double weight =
          constraint.weights.empty() ? 1 : constraint.weights[k];
      sums[program_.variable_of[constraint.items[k]]] += weight - shift;
    }
    return sums;
  }

  void Add(const CompiledConstraint& constraint) {
    switch (constraint.kind) {
      case Kind::kCount:
        return AddCount(constraint);
      case Kind::kSum:
        return AddRow(Coefficients(constraint), constraint.lower,
                      constraint.upper);
      case Kind::kMean:
        return AddMean(constraint);
      case Kind::kTogether:
        return;
      case Kind::kSetCount:
        return AddSetCount(constraint);
      case Kind::kSetItems:
        return AddSetItems(constraint);
    }
  }

  void AddCount(const CompiledConstraint& constraint) {
    const double size = static_cast<double>(constraint.items.size());
    if (constraint.upper == 0 || constraint.lower == size) {
      for (const int i : constraint.items) {
        fixed_.push_back({program_.variable_of[i], constraint.upper != 0});
      }
      return;
    }
    const auto coefficients = Coefficients(constraint);
    const bool enemies = constraint.lower == 0 && constraint.upper == 1 &&
                         coefficients.size() <= kMostBranchedEnemies;
    if (!enemies)
      return AddRow(coefficients, constraint.lower, constraint.upper);
    std::vector<int> group;
    for (const auto& [variable, count] : coefficients) {
      group.push_back(variable);
      if (count > 1) fixed_.push_back({variable, false});
    }
    if (group.size() > 1) enemies_.push_back(std::move(group));
  }

  void AddMean(const CompiledConstraint& constraint) {
    const double none = std::numeric_limits<double>::infinity();
    if (std::isfinite(constraint.lower)) {
      AddRow(Coefficients(constraint, constraint.lower), 0, none);
    }
    if (std::isfinite(constraint.upper)) {
      AddRow(Coefficients(constraint, constraint.upper), -none, 0);
    }
  }

  // [item set]: the counts of a constraint's items by variable.
  std::map<int, std::map<int, double>> BySet(
      const CompiledConstraint& constraint) const {
    std::map<int, std::map<int, double>> sets;
    for (const int i : constraint.items) {
      if (parts_.item_sets[i] < 0) continue;
      ++sets[parts_.item_sets[i]][program_.variable_of[i]];
    }
    return sets;
  }

  // A variable that is 1 exactly where one of these is: each of them where
  // they are one, otherwise a new one, with a_1 x_1 + .. between 1 and their
  // sum.
  int Indicator(const std::map<int, double>& members) {
    if (members.size() == 1) return members.begin()->first;
    std::vector<int> key;
    double sum = 0;
    for (const auto& [variable, count] : members) {
      key.push_back(variable);
      sum += count;
    }
    const auto known = indicators_.find(key);
    if (known != indicators_.end()) return known->second;
    const int indicator = NewVariable();
    indicators_[key] = indicator;
    AddLinked(members, indicator, 1, sum);
    return indicator;
  }

  // lower z <= sum <= upper z.
  void AddLinked(std::map<int, double> members, int z, double lower,
                 double upper) {
    const double none = std::numeric_limits<double>::infinity();
    members[z] = -lower;
    if (lower > 0) AddRow(members, 0, none);
    members[z] = -upper;
    AddRow(members, -none, 0);
  }

  void AddSetCount(const CompiledConstraint& constraint) {
    std::map<int, double> row;
    for (const auto& [set, members] : BySet(constraint)) {
      ++row[Indicator(members)];
    }
    AddRow(row, constraint.lower, constraint.upper);
  }

  void AddSetItems(const CompiledConstraint& constraint) {
    for (const auto& [set, members] : BySet(constraint)) {
      if (members.size() == 1) {
        const double count = members.begin()->second;
        if (count < constraint.lower || count > constraint.upper) {
          fixed_.push_back({members.begin()->first, false});
        }
        continue;
      }
      double sum = 0;
      for (const auto& [variable, count] : members) sum += count;
      AddLinked(members, Indicator(members), constraint.lower,
                std::min(constraint.upper, sum));
    }
  }

  const ProgramParts& parts_;
  AssemblyProgram program_;
  std::vector<Variable> variables_;
  std::vector<std::pair<int, bool>> fixed_;  // variables at 0 or 1
  std::vector<std::vector<int>> enemies_;
  std::map<std::vector<int>, int> indicators_;  // by the variables they tell of
};

}  // namespace

AssemblyProgram MakeProgram(const ProgramParts& parts) {
  return ProgramBuilder(parts).Build();
}

}  // namespace adaptest
