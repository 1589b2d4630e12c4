#include "mip/parallel_forms.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/blueprint/form_supply.h"
#include "engine/blueprint/program_solver.h"
#include "engine/blueprint/shadow_test.h"
#include "engine/status_macros.h"
#include "mip/assembly_mip.h"
#include "mip/mip_solver.h"

namespace adaptest {
namespace {

constexpr double kRelativeGap = 1e-4;        // of the pooled information
constexpr double kRelativeDeviation = 1e-3;  // of a target; less is not sought

LinearProgram WithoutGains(const AssemblyProgram& program) {
  const std::vector<double> no_gains(program.items_of.size(), 0);
  return ToLinearProgram({program.model, no_gains, program.low, program.high});
}

int AddColumn(LinearProgram& lp, LinearProgram::Column column) {
  lp.columns.push_back(column);
  return static_cast<int>(lp.columns.size()) - 1;
}

// The first step.
class Pool {
 public:
  explicit Pool(const FormsProblem& problem)
      : problem_(problem),
        copies_of_each_(problem.max_overlap > 0 ? problem.forms : 1),
        program_(
            ProgramOfForms(problem.blueprint, problem.forms, copies_of_each_)),
        lp_(WithoutGains(program_)) {
    AddCopies();
    lp_.rows.push_back({-LinearProgram::kInfinity,
                        static_cast<double>(problem.max_overlap) * Pairs(),
                        common_});
  }

  // [item]: how often it is used.
  absl::StatusOr<std::vector<int>> Solve(double time_limit, double* bound) {
    if (program_.contradictory) return NoForms();
    const int least = AddColumn(
        lp_, {1, 0, LinearProgram::kLargestNumber, /*is_integer=*/false});
    double largest = 0;
    for (const auto& information : problem_.information) {
      LinearProgram::Row row{0, LinearProgram::kInfinity, {{least, -1}}};
      double sum = 0;
      for (size_t v = 0; v < copies_.size(); ++v) {
        double amount = 0;
        for (const int i : program_.items_of[v]) amount += information[i];
        sum += amount;
        for (const int copy : copies_[v]) {
          if (amount != 0) row.entries.push_back({copy, amount});
        }
      }
      largest = std::max(largest, sum);
      lp_.rows.push_back(std::move(row));
    }
    lp_.columns[least].upper = largest * problem_.forms;
    MipOptions options;
    options.time_limit_seconds = time_limit;
    options.gap_tolerance = kRelativeGap * largest;
    ASSIGN_OR_RETURN(const MipSolution solution, SolveMip(lp_, options));
    if (solution.status == MipStatus::kInfeasible) return NoForms();
    *bound = solution.bound / problem_.forms;
    std::vector<int> uses(problem_.blueprint.num_items(), 0);
    for (size_t v = 0; v < copies_.size(); ++v) {
      for (const int copy : copies_[v]) {
        for (const int i : program_.items_of[v]) {
          uses[i] += static_cast<int>(solution.x[copy]);
        }
      }
    }
    return uses;
  }

 private:
  double Pairs() const { return 0.5 * problem_.forms * (problem_.forms - 1); }

  // Copy k of a variable, from 0, stands for its use in one more form, which
  // makes k more pairs of forms have it in common.
  void AddCopies() {
    const int variables = static_cast<int>(program_.items_of.size());
    std::vector<std::vector<std::pair<int, double>>> rows_of(variables);
    for (size_t r = 0; r < lp_.rows.size(); ++r) {
      for (const auto& entry : lp_.rows[r].entries) {
        rows_of[entry.column].push_back(
            {static_cast<int>(r), entry.coefficient});
      }
    }
    for (int v = 0; v < variables; ++v) {
      copies_.push_back({v});
      lp_.columns[v].upper = std::min(lp_.columns[v].upper, 1.0);
      for (int k = 1; k < copies_of_each_ && !program_.items_of[v].empty();
           ++k) {
        LinearProgram::Column column = lp_.columns[v];
        column.lower = 0;
        const int copy = AddColumn(lp_, column);
        copies_[v].push_back(copy);
        for (const auto& [row, coefficient] : rows_of[v]) {
          lp_.rows[row].entries.push_back({copy, coefficient});
        }
        const auto items = static_cast<double>(program_.items_of[v].size());
        common_.push_back({copy, k * items});
      }
    }
  }

  // What overlap would be needed, as an error.
  absl::Status NoForms() {
    FormsProblem free = problem_;
    free.max_overlap = problem_.blueprint.length();
    Pool pool(free);
    for (const auto& entry : pool.common_) {
      pool.lp_.columns[entry.column].objective = -entry.coefficient;
    }
    MipOptions options;
    options.time_limit_seconds = problem_.time_limit_seconds;
    const auto solution = pool.program_.contradictory
                              ? MipSolution()
                              : SolveMip(pool.lp_, options);
    const std::string forms =
        absl::StrCat(problem_.forms, " forms with at most ",
                     problem_.max_overlap, " common items are impossible");
    if (!solution.ok() || solution->status == MipStatus::kInfeasible) {
      return absl::FailedPreconditionError(forms);
    }
    return absl::FailedPreconditionError(absl::StrCat(
        forms, "; two of them have ",
        std::ceil(-solution->bound / Pairs() - 1e-6), " or more in common"));
  }

  const FormsProblem& problem_;
  const int copies_of_each_;
  const AssemblyProgram program_;
  LinearProgram lp_;
  std::vector<std::vector<int>> copies_;      // [variable]: columns
  std::vector<LinearProgram::Entry> common_;  // copies' pairs of forms
};

// The second step: one form.
class FormProgram {
 public:
  FormProgram(const FormsProblem& problem, const AssemblyProgram& program)
      : problem_(problem), program_(program), lp_(WithoutGains(program)) {}

  // `left` forms are to be made of these uses, this one among them.
  void KeepTo(const std::vector<int>& uses, int left) {
    for (size_t i = 0; i < uses.size(); ++i) {
      if (!problem_.blueprint.is_operational(static_cast<int>(i))) continue;
      const int v = program_.variable_of[i];
      if (uses[i] == 0) lp_.columns[v].upper = 0;
      if (uses[i] >= left) lp_.columns[v].lower = 1;
    }
    for (const CompiledConstraint& rule : problem_.blueprint.constraints()) {
      const bool counts =
          rule.kind == CompiledConstraint::Kind::kCount && !rule.enemies &&
          rule.penalty == 0 &&
          std::all_of(rule.items.begin(), rule.items.end(), [&](int i) {
            return problem_.blueprint.is_operational(i);
          });
      if (!counts) continue;
      double count = 0;
      for (const int i : rule.items) count += uses[i];
      AddCount(rule.items, count - (left - 1) * rule.upper,
               count - (left - 1) * rule.lower);
    }
  }

  void AddCount(const std::vector<int>& items, double lower, double upper) {
    LinearProgram::Row row{lower, upper, {}};
    std::vector<double> count(program_.items_of.size(), 0);
    for (const int i : items) {
      if (program_.variable_of[i] >= 0) ++count[program_.variable_of[i]];
    }
    for (size_t v = 0; v < count.size(); ++v) {
      if (count[v] != 0) row.entries.push_back({static_cast<int>(v), count[v]});
    }
    lp_.rows.push_back(std::move(row));
  }

  // The items with the least largest deviation from the targets; empty where
  // there are none.
  absl::StatusOr<std::vector<int>> Solve(const std::vector<double>& target,
                                         double time_limit) {
    const double largest = *std::max_element(target.begin(), target.end());
    const int deviation = AddColumn(
        lp_, {-1, 0, LinearProgram::kLargestNumber, /*is_integer=*/false});
    for (size_t t = 0; t < target.size(); ++t) {
      LinearProgram::Row below{
          target[t], LinearProgram::kInfinity, {{deviation, 1}}};
      LinearProgram::Row above{
          -LinearProgram::kInfinity, target[t], {{deviation, -1}}};
      for (size_t v = 0; v < program_.items_of.size(); ++v) {
        double amount = 0;
        for (const int i : program_.items_of[v]) {
          amount += problem_.information[t][i];
        }
        if (amount == 0) continue;
        below.entries.push_back({static_cast<int>(v), amount});
        above.entries.push_back({static_cast<int>(v), amount});
      }
      lp_.rows.push_back(std::move(below));
      lp_.rows.push_back(std::move(above));
    }
    MipOptions options;
    options.time_limit_seconds = time_limit;
    options.gap_tolerance = kRelativeDeviation * std::max(largest, 1e-9);
    ASSIGN_OR_RETURN(const MipSolution solution, SolveMip(lp_, options));
    std::vector<int> items;
    if (solution.status == MipStatus::kInfeasible) return items;
    for (size_t v = 0; v < program_.items_of.size(); ++v) {
      if (solution.x[v] == 0) continue;
      items.insert(items.end(), program_.items_of[v].begin(),
                   program_.items_of[v].end());
    }
    std::sort(items.begin(), items.end());
    return items;
  }

 private:
  const FormsProblem& problem_;
  const AssemblyProgram& program_;
  LinearProgram lp_;
};

std::vector<double> InformationOf(const FormsProblem& problem,
                                  absl::Span<const int> items) {
  std::vector<double> sums;
  for (const auto& information : problem.information) {
    double sum = 0;
    for (const int i : items) sum += information[i];
    sums.push_back(sum);
  }
  return sums;
}

// The next form: from the uses that are left, or where these allow none, from
// all items.
absl::StatusOr<std::vector<int>> NextForm(const FormsProblem& problem,
                                          const ParallelForms& made,
                                          const std::vector<int>& uses,
                                          const std::vector<double>& target,
                                          double time_limit) {
  const AssemblyProgram& program = problem.blueprint.solvers().program();
  for (const bool keep : {true, false}) {
    FormProgram form(problem, program);
    if (keep) {
      form.KeepTo(uses, problem.forms - static_cast<int>(made.forms.size()));
    }
    for (const auto& other : made.forms) {
      form.AddCount(other, 0, problem.max_overlap);
    }
    ASSIGN_OR_RETURN(std::vector<int> items, form.Solve(target, time_limit));
    if (!items.empty()) return items;
  }
  return absl::NotFoundError(absl::StrCat(
      "form ", made.forms.size() + 1, " of ", problem.forms,
      ": no test is left beside the forms before it with at most ",
      problem.max_overlap, " common items; a larger overlap may help"));
}

}  // namespace

absl::StatusOr<ParallelForms> AssembleParallelForms(
    const FormsProblem& problem) {
  RETURN_IF_ERROR(problem.blueprint.CheckFeasible());
  ParallelForms made;
  const double half = 0.5 * problem.time_limit_seconds;
  ASSIGN_OR_RETURN(std::vector<int> uses,
                   Pool(problem).Solve(half, &made.bound));
  std::vector<double> left(problem.information.size(), 0);
  for (size_t t = 0; t < left.size(); ++t) {
    for (size_t i = 0; i < uses.size(); ++i) {
      left[t] += uses[i] * problem.information[t][i];
    }
    made.target.push_back(left[t] / problem.forms);
  }
  for (int f = 0; f < problem.forms; ++f) {
    std::vector<double> target;
    for (const double sum : left) {
      target.push_back(std::max(0.0, sum / (problem.forms - f)));
    }
    ASSIGN_OR_RETURN(
        std::vector<int> items,
        NextForm(problem, made, uses, target, half / problem.forms));
    RETURN_IF_ERROR(CheckTest(problem.blueprint, items));
    const std::vector<double> information = InformationOf(problem, items);
    for (size_t t = 0; t < left.size(); ++t) {
      left[t] -= information[t];
      made.deviation =
          std::max(made.deviation, std::abs(information[t] - made.target[t]));
    }
    for (const int i : items) uses[i] = std::max(0, uses[i] - 1);
    made.forms.push_back(problem.blueprint.ScoredOf(items));
  }
  return made;
}

}  // namespace adaptest
