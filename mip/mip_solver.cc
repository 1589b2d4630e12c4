#include "mip/mip_solver.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <mutex>
#include <utility>
#include <vector>

#include "CbcHeuristic.hpp"
#include "CbcHeuristicDiveCoefficient.hpp"
#include "CbcModel.hpp"
#include "CglClique.hpp"
#include "CglKnapsackCover.hpp"
#include "CglProbing.hpp"
#include "CoinError.hpp"
#include "CoinHelperFunctions.hpp"
#include "CoinPackedMatrix.hpp"
#include "OsiClpSolverInterface.hpp"
#include "absl/strings/str_cat.h"

namespace adaptest {
namespace {

// CBC's tolerances are absolute, and some of them cannot be set. The objective
// is multiplied by a power of two, which rounds nothing, so that its largest
// coefficient is in [2^kExponent, 2^(kExponent + 1)) and they are negligible.
constexpr int kExponent = 20;

// By default CBC takes 1e-6 for an integer, 1e-7 for the others, and prunes
// what is not better by 1e-5.
constexpr double kIntegerTolerance = 1e-9;
constexpr double kPrimalTolerance = kFeasibilityTolerance / 10;
constexpr double kDualTolerance = 1e-9;  // of the scaled objective

// CBC keeps random numbers, counters and debugging switches of all models in
// static variables (CoinDrand48, doingDoneBranch, OsiClp's modelCut), and its
// authors promise nothing for several threads
// (https://github.com/coin-or/Cbc/issues/223). One search at a time is safe,
// and repeatable.
std::mutex& SearchMutex() {
  static std::mutex* const mutex = new std::mutex;
  return *mutex;
}

double ObjectiveScale(const LinearProgram& program) {
  double largest = 0;
  for (const LinearProgram::Column& column : program.columns) {
    largest = std::max(largest, std::abs(column.objective));
  }
  if (largest == 0) return 1;
  return std::ldexp(1.0, std::min(kExponent - std::ilogb(largest), 1000));
}

double OrLargest(double bound) {
  return std::clamp(bound, -COIN_DBL_MAX, COIN_DBL_MAX);
}

CoinPackedMatrix Coefficients(const LinearProgram& program) {
  CoinPackedMatrix matrix(/*colordered=*/false, 0, 0);
  matrix.setDimensions(0, static_cast<int>(program.columns.size()));
  for (const LinearProgram::Row& row : program.rows) {
    CoinPackedVector entries;
    for (const LinearProgram::Entry& entry : row.entries) {
      entries.insert(entry.column, entry.coefficient);
    }
    matrix.appendRow(entries);
  }
  return matrix;
}

// Gives CBC the program, as a minimisation.
void Load(const LinearProgram& program, double scale,
          OsiClpSolverInterface& solver) {
  std::vector<double> lower, upper, cost, row_lower, row_upper;
  for (const LinearProgram::Column& column : program.columns) {
    const bool whole = column.is_integer;
    lower.push_back(OrLargest(whole ? std::ceil(column.lower) : column.lower));
    upper.push_back(OrLargest(whole ? std::floor(column.upper) : column.upper));
    cost.push_back(-scale * column.objective);
  }
  for (const LinearProgram::Row& row : program.rows) {
    row_lower.push_back(OrLargest(row.lower));
    row_upper.push_back(OrLargest(row.upper));
  }
  solver.loadProblem(Coefficients(program), lower.data(), upper.data(),
                     cost.data(), row_lower.data(), row_upper.data());
  for (std::size_t j = 0; j < program.columns.size(); ++j) {
    if (program.columns[j].is_integer) solver.setInteger(static_cast<int>(j));
  }
}

void SetTolerances(OsiClpSolverInterface& solver) {
  solver.setDblParam(OsiPrimalTolerance, kPrimalTolerance);
  solver.setDblParam(OsiDualTolerance, kDualTolerance);
  // Off, so that tolerances are of the rows and costs as they stand. (This
  // presolve also leaks memory where it finds a program infeasible.)
  solver.setHintParam(OsiDoPresolveInInitial, false);
  solver.getModelPtr()->scaling(0);
  solver.getModelPtr()->setPerturbation(100);
}

void SetTolerances(const MipOptions& options, double scale, CbcModel& model) {
  model.setIntegerTolerance(kIntegerTolerance);
  model.setAllowableGap(options.gap_tolerance * scale);
  model.setAllowableFractionGap(0);
  model.setCutoffIncrement(kOptimalityTolerance * std::ldexp(1.0, kExponent));
  model.setMaximumSeconds(std::min(options.time_limit_seconds, 1e100));
  model.setUseElapsedTime(true);
}

// Only generators of cuts that follow from the rows' own coefficients; those
// of Gomory's and mixed-integer rounding cuts are slower here, and their
// rounding errors can cut off an optimum.
void AddCuts(CbcModel& model) {
  CglProbing probing;
  probing.setRowCuts(3);  // both kinds
  CglKnapsackCover covers;
  CglClique cliques;
  cliques.setStarCliqueReport(false);
  cliques.setRowCliqueReport(false);
  for (CglCutGenerator* cuts :
       std::initializer_list<CglCutGenerator*>{&probing, &covers, &cliques}) {
    model.addCutGenerator(cuts, /*howOften=*/-1);  // as often as it helps
  }
}

void AddHeuristics(CbcModel& model) {
  CbcRounding rounding(model);
  model.addHeuristic(&rounding);
  CbcHeuristicDiveCoefficient dive(model);
  model.addHeuristic(&dive);
}

absl::Status Unbounded() {
  return absl::InvalidArgumentError(
      "objective: the program has no maximum, its relaxation is unbounded");
}

absl::Status NotSolved(const CbcModel& model) {
  if (model.isSecondsLimitReached()) {
    return absl::DeadlineExceededError(
        "no solution was found within the time limit");
  }
  if (model.isContinuousUnbounded()) return Unbounded();
  return absl::InternalError(absl::StrCat("CBC gave up: status ",
                                          model.status(), ", secondary status ",
                                          model.secondaryStatus()));
}

// x, rounded and checked.
absl::StatusOr<std::vector<double>> BestSolution(const LinearProgram& program,
                                                 const CbcModel& model) {
  const double* best = model.bestSolution();
  std::vector<double> x(best, best + program.columns.size());
  for (std::size_t j = 0; j < x.size(); ++j) {
    if (program.columns[j].is_integer) x[j] = std::round(x[j]) + 0.0;  // no -0
  }
  const absl::Status status = CheckSolution(program, x);
  if (status.ok()) return x;
  return absl::InternalError(
      absl::StrCat("CBC's solution fails: ", status.message()));
}

absl::StatusOr<MipSolution> Answer(const LinearProgram& program,
                                   const CbcModel& model, double scale) {
  if (model.bestSolution() == nullptr) {
    if (model.isProvenInfeasible()) return MipSolution{};
    return NotSolved(model);
  }
  absl::StatusOr<std::vector<double>> x = BestSolution(program, model);
  if (!x.ok()) return x.status();
  MipSolution solution;
  solution.status =
      model.isProvenOptimal() ? MipStatus::kOptimal : MipStatus::kFeasible;
  solution.x = *std::move(x);
  solution.objective = ObjectiveValue(program, solution.x);
  // CBC's own sum of the same optimum may round to less.
  solution.bound =
      std::max(solution.objective, -model.getBestPossibleObjValue() / scale);
  solution.gap = solution.bound - solution.objective;
  return solution;
}

// CBC takes no program without columns.
MipSolution SolveWithoutColumns(const LinearProgram& program) {
  MipSolution solution;
  if (!CheckSolution(program, {}).ok()) return solution;
  solution.status = MipStatus::kOptimal;
  solution.objective = solution.bound = 0;
  return solution;
}

absl::Status Validate(const MipOptions& options) {
  if (!(options.time_limit_seconds > 0)) {
    return absl::InvalidArgumentError(
        absl::StrCat("time_limit_seconds = ", options.time_limit_seconds,
                     " is not above 0"));
  }
  if (!(options.gap_tolerance >= 0 && std::isfinite(options.gap_tolerance))) {
    return absl::InvalidArgumentError(
        absl::StrCat("gap_tolerance = ", options.gap_tolerance,
                     " is not finite and at least 0"));
  }
  return absl::OkStatus();
}

absl::StatusOr<MipSolution> Search(const LinearProgram& program,
                                   const MipOptions& options) {
  const double scale = ObjectiveScale(program);
  OsiClpSolverInterface solver;
  solver.messageHandler()->setLogLevel(0);
  solver.getModelPtr()->setLogLevel(0);
  Load(program, scale, solver);
  SetTolerances(solver);
  CoinDrand48(true);  // the same random numbers for every program
  solver.initialSolve();
  if (solver.isProvenPrimalInfeasible()) return MipSolution{};
  if (solver.isProvenDualInfeasible()) return Unbounded();
  CbcModel model(solver);
  model.setLogLevel(0);
  SetTolerances(options, scale, model);
  AddCuts(model);
  AddHeuristics(model);
  model.branchAndBound();
  return Answer(program, model, scale);
}

}  // namespace

absl::StatusOr<MipSolution> SolveMip(const LinearProgram& program,
                                     const MipOptions& options) {
  absl::Status status = Validate(program);
  status.Update(Validate(options));
  if (!status.ok()) return status;
  if (program.columns.empty()) return SolveWithoutColumns(program);
  const std::lock_guard<std::mutex> lock(SearchMutex());
  try {
    return Search(program, options);
  } catch (const CoinError& error) {
    return absl::InternalError(absl::StrCat("CBC: ", error.message()));
  }
}

}  // namespace adaptest
