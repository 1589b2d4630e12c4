#include "engine/blueprint/program_solver.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "engine/assembly/fallback.h"

namespace adaptest {
namespace {

// About a second: a step costs the square of the number of rows.
constexpr double kMaxWork = 1e7;
constexpr double kMaxNodes = 20000;

}  // namespace

ProgramSolver::ProgramSolver(const AssemblyProgram& program)
    : program_(program),
      relaxation_(program.model),
      gain_(program.items_of.size(), 0),
      enemies_of_(program.items_of.size()),
      low_(program.low),
      high_(program.high),
      is_bounded_(program.items_of.size(), false),
      has_preferences_(std::any_of(program.penalty.begin(),
                                   program.penalty.end(),
                                   [](double p) { return p > 0; })) {
  for (const std::vector<int>& items : program.items_of) {
    item_of_.push_back(items.size() == 1 ? items[0] : -1);
  }
  const auto enemies = program.model.enemies();
  for (size_t g = 0; g < enemies.size(); ++g) {
    for (const int v : enemies[g])
      enemies_of_[v].push_back(static_cast<int>(g));
  }
  relaxation_.SetTies(program.tie);
  for (size_t v = 0; v < low_.size(); ++v) {
    if (low_[v] > 0) included_.push_back(static_cast<int>(v));
    relaxation_.SetBounds(static_cast<int>(v), low_[v], high_[v]);
  }
}

void ProgramSolver::Bound(int variable, double low, double high) {
  low_[variable] = low;
  high_[variable] = high;
  if (is_bounded_[variable]) return;
  is_bounded_[variable] = true;
  bounded_.push_back(variable);
}

void ProgramSolver::Exclude(absl::Span<const char> excluded) {
  for (size_t i = 0; i < excluded.size(); ++i) {
    const int v = program_.variable_of[i];
    if (excluded[i] && v >= 0) Bound(v, low_[v], 0);
  }
}

// False where the items contradict each other.
bool ProgramSolver::Require(absl::Span<const int> required) {
  for (const int i : required) {
    const int v = program_.variable_of[i];
    if (v < 0 || program_.high[v] == 0) return false;
    Bound(v, 1, 1);
  }
  return true;
}

// False where one of them is in the test, too.
bool ProgramSolver::KeepOutEnemiesOf(int variable) {
  for (const int group : enemies_of_[variable]) {
    for (const int other : program_.model.enemies()[group]) {
      if (other == variable) continue;
      if (low_[other] != 0) return false;
      Bound(other, 0, 0);
    }
  }
  return true;
}

bool ProgramSolver::KeepOutEnemies(absl::Span<const int> required) {
  return std::all_of(included_.begin(), included_.end(),
                     [this](int v) { return KeepOutEnemiesOf(v); }) &&
         std::all_of(required.begin(), required.end(), [this](int i) {
           return KeepOutEnemiesOf(program_.variable_of[i]);
         });
}

// The bounds that the question makes; false where they contradict each other.
bool ProgramSolver::SetBounds(const ProgramQuestion& question) {
  for (const int v : bounded_) {
    low_[v] = program_.low[v];
    high_[v] = program_.high[v];
  }
  Exclude(question.excluded);
  if (!Require(question.required)) return false;
  if (!program_.sequence.empty()) {
    for (size_t v = 0; v < low_.size(); ++v) {
      Bound(static_cast<int>(v), low_[v], high_[v]);
    }
    if (!program_.sequence.Bound(question.required, program_.variable_of, low_,
                                 high_)) {
      return false;
    }
  }
  if (!KeepOutEnemies(question.required)) return false;
  for (const int v : bounded_) {
    if (low_[v] > high_[v]) return false;
  }
  for (const int v : bounded_) {
    if (relaxation_.low(v) == low_[v] && relaxation_.high(v) == high_[v]) {
      continue;
    }
    relaxation_.SetBounds(v, low_[v], high_[v]);
  }
  std::erase_if(bounded_, [this](int v) {
    is_bounded_[v] = low_[v] != program_.low[v] || high_[v] != program_.high[v];
    return !is_bounded_[v];
  });
  return true;
}

double ProgramSolver::RangeOfGains(const ProgramQuestion& question) const {
  double least = std::numeric_limits<double>::infinity();
  double most = -least;
  for (size_t i = 0; i < question.gains.size(); ++i) {
    if (program_.variable_of[i] < 0) continue;
    if (!question.excluded.empty() && question.excluded[i]) continue;
    least = std::min(least, question.gains[i]);
    most = std::max(most, question.gains[i]);
  }
  return most > least ? most - least : 1;
}

void ProgramSolver::SetGains(const ProgramQuestion& question) {
  if (question.gains.empty()) {
    // Distinct, since equal gains can make the simplex method cycle.
    gain_ = program_.tie;
    relaxation_.SetGains(gain_);
    return;
  }
  const double range = has_preferences_ ? RangeOfGains(question) : 0;
  const double* gains = question.gains.data();
  const int* item_of = item_of_.data();
  for (size_t v = 0; v < gain_.size(); ++v) {
    if (item_of[v] >= 0) {
      gain_[v] = gains[item_of[v]];
      continue;
    }
    const std::vector<int>& items = program_.items_of[v];
    gain_[v] = items.empty() ? -program_.penalty[v] * range : 0;
    for (const int i : items) gain_[v] += gains[i];
  }
  relaxation_.SetGains(gain_);
}

SearchResult ProgramSolver::Search() {
  const double rows = program_.model.num_rows();
  const int max_nodes =
      static_cast<int>(std::min(kMaxNodes, 1 + kMaxWork / (1 + rows * rows)));
  SearchResult own = BranchAndBound(program_.model, relaxation_, max_nodes);
  if (own.complete || !GetAssemblyFallback()) return own;
  SearchResult other =
      GetAssemblyFallback()({program_.model, gain_, low_, high_});
  if (other.complete) return other;
  other.bound = std::min(own.bound, other.bound);
  const bool better =
      other.best && (!own.best || other.best->value > own.best->value);
  if (!better) other.best = std::move(own.best);
  return other;
}

ProgramAnswer ProgramSolver::Solve(const ProgramQuestion& question) {
  ProgramAnswer answer;
  SetGains(question);
  if (program_.contradictory || !SetBounds(question)) return answer;
  const SearchResult result = Search();
  answer.complete = result.complete;
  if (!result.best) return answer;
  answer.found = true;
  answer.gap = std::max(0.0, result.bound - result.best->value);
  for (const int v : result.best->chosen) {
    const auto& items = program_.items_of[v];
    answer.items.insert(answer.items.end(), items.begin(), items.end());
  }
  std::sort(answer.items.begin(), answer.items.end());
  return answer;
}

ProgramAnswer ProgramSolvers::Solve(const ProgramQuestion& question) const {
  std::unique_ptr<ProgramSolver> solver;
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      solver = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  if (solver == nullptr) solver = std::make_unique<ProgramSolver>(program_);
  ProgramAnswer answer = solver->Solve(question);
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(solver));
  return answer;
}

}  // namespace adaptest
