#include "engine/blueprint/assembly_program.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <utility>

namespace adaptest {
namespace {

using Kind = CompiledConstraint::Kind;

// Enemies of more than these are a row: the bound of its relaxation is tight,
// where that of branching on one after the other is not.
constexpr size_t kMostBranchedEnemies = 3;

// What counts items has no gain of its own; a small one makes its value the
// same each time.
constexpr double kTieOfCounts = 1e-7;

// Distinct sums for almost all distinct tests: a rank and a fraction.
double TieGain(int rank) {
  constexpr double kGoldenRatio = 0.6180339887498949;
  const double x = rank * kGoldenRatio;
  return -(rank + 0.5 * (x - std::floor(x)));
}

class ProgramBuilder {
 public:
  explicit ProgramBuilder(const ProgramParts& parts) : parts_(parts) {}

  AssemblyProgram Build() {
    MakeBlocks();
    AddLength(parts_.operational, parts_.length);
    AddLength(parts_.pretest, parts_.pretest_length);
    for (const CompiledConstraint* constraint : parts_.constraints) {
      Add(*constraint);
    }
    AddStages();
    for (const auto& [variable, value] : fixed_) {
      Variable& v = variables_[variable];
      (value ? v.low : v.high) = value;
      if (v.low > v.high) program_.contradictory = true;
    }
    for (Variable& variable : variables_) AddToModel(variable);
    for (auto& group : enemies_) program_.model.AddEnemies(std::move(group));
    program_.sequence.length = parts_.length;
    // What the rules of order mean before any item is given.
    if (!program_.sequence.empty()) {
      program_.sequence.Bound({}, program_.variable_of, program_.low,
                              program_.high);
    }
    return std::move(program_);
  }

 private:
  struct Variable {
    std::vector<int> items;
    std::map<int, double> row;  // coefficients
    double low = 0;
    double high = 1;
    double penalty = 0;
    bool whole = true;
  };

  void AddToModel(Variable& variable) {
    std::vector<AssemblyModel::Entry> entries;
    for (const auto& [row, coefficient] : variable.row) {
      if (coefficient != 0) entries.push_back({row, coefficient});
    }
    const int index =
        program_.model.AddVariable(std::move(entries), variable.whole);
    double tie = variable.items.empty() ? kTieOfCounts * TieGain(index) : 0;
    for (const int i : variable.items) tie += TieGain(parts_.ranks[i]);
    program_.tie.push_back(tie);
    program_.items_of.push_back(std::move(variable.items));
    program_.low.push_back(variable.low);
    program_.high.push_back(variable.high);
    program_.penalty.push_back(variable.penalty);
  }

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
      if (!parts_.operational[i] && !parts_.pretest[i]) continue;
      int& variable = variable_of_root[Root(parent, i)];
      if (variable < 0) variable = NewCount(parts_.uses);
      program_.variable_of[i] = variable;
      variables_[variable].items.push_back(i);
    }
  }

  int NewVariable() {
    variables_.emplace_back();
    return static_cast<int>(variables_.size()) - 1;
  }

  void AddLength(absl::Span<const char> counted, int length) {
    if (length < 0) return;
    std::map<int, double> row;
    for (size_t i = 0; i < counted.size(); ++i) {
      if (counted[i]) ++row[program_.variable_of[i]];
    }
    AddRow(row, length, length);
  }

  // The sum's range.
  std::pair<double, double> Range(
      const std::map<int, double>& coefficients) const {
    double least = 0, most = 0;
    for (const auto& [variable, a] : coefficients) {
      (a < 0 ? least : most) += a * variables_[variable].high;
    }
    return {least, most};
  }

  // Adds lower <= sum of coefficients <= upper, unless it always holds.
  void AddRow(const std::map<int, double>& coefficients, double lower,
              double upper) {
    const auto [least, most] = Range(coefficients);
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

  // The same for the constraint's bounds; those of a preference may be missed
  // by what its variables say.
  void AddBounds(const CompiledConstraint& constraint,
                 std::map<int, double> coefficients) {
    const auto [least, most] = Range(coefficients);
    if (constraint.penalty > 0 && constraint.lower > least) {
      coefficients[NewMiss(constraint.lower - least, constraint.penalty)] = 1;
    }
    if (constraint.penalty > 0 && constraint.upper < most) {
      coefficients[NewMiss(most - constraint.upper, constraint.penalty)] = -1;
    }
    AddRow(coefficients, constraint.lower, constraint.upper);
  }

  int NewMiss(double most, double penalty) {
    const int variable = NewVariable();
    variables_[variable].high = most;
    variables_[variable].penalty = penalty;
    variables_[variable].whole = false;
    return variable;
  }

  // A variable for a whole number.
  int NewCount(double most) {
    const int variable = NewVariable();
    variables_[variable].high = most;
    return variable;
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
        return AddBounds(constraint, Coefficients(constraint));
      case Kind::kMean:
        return AddMean(constraint);
      case Kind::kTogether:
        return;
      case Kind::kSetCount:
        return AddSetCount(constraint);
      case Kind::kSetItems:
        AddSetItems(constraint);
        if (!constraint.weights.empty()) AddAscent(constraint, true);
        return;
      case Kind::kStage:
      case Kind::kWindow:
        return;  // together, by AddStages
      case Kind::kRun:
        return AddRuns(constraint);
      case Kind::kAscending:
        return AddAscent(constraint, false);
    }
  }

  void AddCount(const CompiledConstraint& constraint) {
    const double size = static_cast<double>(constraint.items.size());
    if (constraint.penalty > 0) {
      return AddBounds(constraint, Coefficients(constraint));
    }
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
      sum += count * parts_.uses;
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
    AddBounds(constraint, std::move(row));
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
      for (const auto& [variable, count] : members) sum += count * parts_.uses;
      AddLinked(members, Indicator(members), constraint.lower,
                std::min(constraint.upper, sum));
    }
  }

  void AddRuns(const CompiledConstraint& constraint) {
    if (parts_.length < 0) return;
    std::map<double, std::vector<int>> classes;
    for (size_t k = 0; k < constraint.items.size(); ++k) {
      classes[constraint.weights[k]].push_back(constraint.items[k]);
    }
    for (const auto& [weight, items] : classes) {
      if (items.size() <= constraint.upper) continue;
      SequenceProgram::Run run;
      run.has.resize(parts_.operational.size(), false);
      run.longest = static_cast<int>(constraint.upper);
      run.variable = NewCount(parts_.length);
      std::map<int, double> row = {{run.variable, -1}};
      for (const int i : items) {
        run.has[i] = true;
        ++row[program_.variable_of[i]];
      }
      AddRow(row, 0, 0);
      program_.sequence.runs.push_back(std::move(run));
    }
  }

  void AddAscent(const CompiledConstraint& constraint, bool inside_sets) {
    if (parts_.length < 0) return;
    SequenceProgram::Ascent ascent;
    ascent.group.resize(parts_.operational.size(), -1);
    ascent.rank.resize(parts_.operational.size(), 0);
    for (size_t k = 0; k < constraint.items.size(); ++k) {
      const int i = constraint.items[k];
      ascent.group[i] = inside_sets ? parts_.item_sets[i] : 0;
      ascent.rank[i] = constraint.weights[k];
    }
    program_.sequence.ascents.push_back(std::move(ascent));
  }

  // [position]: its stage. Stages begin where a rule begins or has ended.
  std::vector<int> StagesOf(
      absl::Span<const CompiledConstraint* const> rules) const {
    std::vector<int> stages(parts_.length, 0);
    for (int p = 1; p < parts_.length; ++p) {
      const bool begins =
          std::any_of(rules.begin(), rules.end(), [p](const auto* rule) {
            return rule->first == p + 1 || rule->last == p;
          });
      stages[p] = stages[p - 1] + (begins ? 1 : 0);
    }
    return stages;
  }

  // Items by which of the rules they match, and whether they may stand at the
  // positions of a stage.
  void AddStages() {
    std::vector<const CompiledConstraint*> rules;
    for (const CompiledConstraint* constraint : parts_.constraints) {
      if (constraint->kind == Kind::kStage ||
          constraint->kind == Kind::kWindow) {
        rules.push_back(constraint);
      }
    }
    if (rules.empty() || parts_.length < 0) return;
    SequenceProgram& sequence = program_.sequence;
    sequence.stage_of = StagesOf(rules);
    std::vector<std::vector<char>> matches(parts_.operational.size());
    for (const CompiledConstraint* rule : rules) {
      for (auto& flags : matches) flags.push_back(false);
      for (const int i : rule->items) matches[i].back() = true;
    }
    std::map<std::vector<char>, int> classes;
    sequence.class_of.assign(matches.size(), -1);
    for (size_t i = 0; i < matches.size(); ++i) {
      if (!parts_.operational[i]) continue;
      const int next = static_cast<int>(classes.size());
      sequence.class_of[i] = classes.emplace(matches[i], next).first->second;
    }
    sequence.count.resize(classes.size());
    for (const auto& [flags, c] : classes) AddStageCounts(rules, flags, c);
    AddStageRows(rules, classes);
  }

  // How many items of the class stand in each stage.
  void AddStageCounts(absl::Span<const CompiledConstraint* const> rules,
                      const std::vector<char>& flags, int class_index) {
    SequenceProgram& sequence = program_.sequence;
    std::map<int, double> row;
    for (size_t i = 0; i < sequence.class_of.size(); ++i) {
      if (sequence.class_of[i] == class_index) ++row[program_.variable_of[i]];
    }
    for (int p = 0; p < parts_.length; ++p) {
      if (p > 0 && sequence.stage_of[p] == sequence.stage_of[p - 1]) continue;
      bool allowed = true;
      for (size_t r = 0; r < rules.size(); ++r) {
        allowed =
            allowed && !(rules[r]->kind == Kind::kWindow && flags[r] &&
                         (p + 1 < rules[r]->first || p + 1 > rules[r]->last));
      }
      const auto places =
          std::count(sequence.stage_of.begin(), sequence.stage_of.end(),
                     sequence.stage_of[p]);
      const int variable = NewCount(allowed ? static_cast<double>(places) : 0);
      sequence.count[class_index].push_back(variable);
      row[variable] = -1;
    }
    AddRow(row, 0, 0);
  }

  // Every place is taken, and the counts by stage hold.
  void AddStageRows(absl::Span<const CompiledConstraint* const> rules,
                    const std::map<std::vector<char>, int>& classes) {
    const SequenceProgram& sequence = program_.sequence;
    for (int s = 0; s <= sequence.stage_of.back(); ++s) {
      std::map<int, double> row;
      for (const auto& counts : sequence.count) row[counts[s]] = 1;
      const auto places = static_cast<double>(
          std::count(sequence.stage_of.begin(), sequence.stage_of.end(), s));
      AddRow(row, places, places);
    }
    for (size_t r = 0; r < rules.size(); ++r) {
      if (rules[r]->kind != Kind::kStage) continue;
      std::map<int, double> row;
      for (const auto& [flags, c] : classes) {
        if (!flags[r]) continue;
        for (int p = rules[r]->first; p <= rules[r]->last; ++p) {
          row[sequence.count[c][sequence.stage_of[p - 1]]] = 1;
        }
      }
      AddRow(row, rules[r]->lower, rules[r]->upper);
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
