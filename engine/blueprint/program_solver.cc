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
constexpr double kTieOfCounts = 1e-7;

// Distinct sums for almost all distinct tests: a rank and a fraction.
double TieGain(int rank) {
  constexpr double kGoldenRatio = 0.6180339887498949;
  const double x = rank * kGoldenRatio;
  return -(rank + 0.5 * (x - std::floor(x)));
}

}  // namespace

ProgramSolver::ProgramSolver(const AssemblyProgram& program)
    : program_(program),
      relaxation_(program.model),
      gain_(program.items_of.size(), 0),
      tie_(program.items_of.size(), 0),
      low_(program.low),
      high_(program.high),
      has_preferences_(std::any_of(program.penalty.begin(),
                                   program.penalty.end(),
                                   [](double p) { return p > 0; })) {
  for (size_t i = 0; i < program.variable_of.size(); ++i) {
    tie_of_rank_.push_back(TieGain(static_cast<int>(i)));
  }
  for (const std::vector<int>& items : program.items_of) {
    item_of_.push_back(items.size() == 1 ? items[0] : -1);
  }
}

// False where the required items contradict each other.
bool ProgramSolver::SetBounds(const ProgramQuestion& question) {
  low_ = program_.low;
  high_ = program_.high;
  if (!question.excluded.empty()) {
    for (size_t v = 0; v < high_.size(); ++v) {
      for (const int i : program_.items_of[v]) {
        if (question.excluded[i]) high_[v] = 0;
      }
    }
  }
  for (const int i : question.required) {
    const int v = program_.variable_of[i];
    if (v < 0 || program_.high[v] == 0) return false;
    low_[v] = high_[v] = 1;
  }
  if (!program_.sequence.empty() &&
      !program_.sequence.Bound(question.required, program_.variable_of, low_,
                               high_)) {
    return false;
  }
  for (const auto& group : program_.model.enemies()) {
    const auto in = [&](int v) { return low_[v] != 0; };
    const auto count = std::count_if(group.begin(), group.end(), in);
    if (count > 1) return false;
    if (count == 0) continue;
    for (const int v : group) {
      if (low_[v] == 0) high_[v] = 0;
    }
  }
  for (size_t v = 0; v < low_.size(); ++v) {
    if (low_[v] > high_[v]) return false;
    const int variable = static_cast<int>(v);
    if (relaxation_.low(variable) == low_[v] &&
        relaxation_.high(variable) == high_[v]) {
      continue;
    }
    relaxation_.SetBounds(variable, low_[v], high_[v]);
  }
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
  const double range = has_preferences_ ? RangeOfGains(question) : 0;
  for (size_t v = 0; v < gain_.size(); ++v) {
    if (item_of_[v] >= 0 && !question.gains.empty()) {
      gain_[v] = question.gains[item_of_[v]];
      tie_[v] = tie_of_rank_[question.ranks[item_of_[v]]];
      continue;
    }
    gain_[v] = tie_[v] = 0;
    if (question.gains.empty()) {
      // Distinct, since equal gains can make the simplex method cycle.
      gain_[v] = TieGain(static_cast<int>(v));
      continue;
    }
    // What counts items has no gain of its own; a small one makes its value
    // the same each time.
    if (program_.items_of[v].empty()) {
      gain_[v] = -program_.penalty[v] * range;
      tie_[v] = kTieOfCounts * TieGain(static_cast<int>(v));
    }
    for (const int i : program_.items_of[v]) {
      gain_[v] += question.gains[i];
      tie_[v] += tie_of_rank_[question.ranks[i]];
    }
  }
  relaxation_.SetGains(gain_, tie_);
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
