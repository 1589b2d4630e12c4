#include "mip/assembly_mip.h"

#include <cmath>

#include "mip/mip_solver.h"

namespace adaptest {

LinearProgram ToLinearProgram(const Assembly& assembly) {
  const AssemblyModel& model = assembly.model;
  LinearProgram program;
  for (int r = 0; r < model.num_rows(); ++r) {
    program.rows.push_back({model.row(r).lower, model.row(r).upper, {}});
  }
  for (int j = 0; j < model.num_variables(); ++j) {
    program.columns.push_back({assembly.gain[j], assembly.low[j],
                               assembly.high[j], model.is_whole(j)});
    for (const auto& [row, coefficient] : model.column(model.column_of(j))) {
      program.rows[row].entries.push_back({j, coefficient});
    }
  }
  for (const auto& group : model.enemies()) {
    LinearProgram::Row row{-LinearProgram::kInfinity, 1, {}};
    for (const int j : group) row.entries.push_back({j, 1});
    program.rows.push_back(std::move(row));
  }
  return program;
}

SearchResult SolveAssembly(const Assembly& assembly,
                           double time_limit_seconds) {
  SearchResult result;
  MipOptions options;
  options.time_limit_seconds = time_limit_seconds;
  const auto solution = SolveMip(ToLinearProgram(assembly), options);
  if (!solution.ok()) {
    result.complete = false;
    result.bound = LinearProgram::kInfinity;
    return result;
  }
  result.complete = solution->status != MipStatus::kFeasible;
  if (solution->status == MipStatus::kInfeasible) return result;
  IntegerSolution best;
  for (size_t j = 0; j < solution->x.size(); ++j) {
    if (solution->x[j] != 0) best.chosen.push_back(static_cast<int>(j));
  }
  best.value = solution->objective;
  result.best = std::move(best);
  result.bound = solution->bound;
  return result;
}

void InstallAssemblyFallback() {
  SetAssemblyFallback(
      [](const Assembly& assembly) { return SolveAssembly(assembly, 5); });
}

}  // namespace adaptest
