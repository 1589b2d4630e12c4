#include "tests/support/glpk_oracle.h"

#include <glpk.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace adaptest {
namespace {

using Answer = absl::StatusOr<std::optional<std::vector<double>>>;

struct DeleteProblem {
  void operator()(glp_prob* problem) const { glp_delete_prob(problem); }
};
using Problem = std::unique_ptr<glp_prob, DeleteProblem>;

// GLPK's kind of a bounded row or column.
int Kind(double lower, double upper) {
  if (lower == upper) return GLP_FX;
  if (std::isinf(lower)) return std::isinf(upper) ? GLP_FR : GLP_UP;
  return std::isinf(upper) ? GLP_LO : GLP_DB;
}

// GLPK's tolerances are largely absolute; a power of two rounds nothing.
double ObjectiveScale(const LinearProgram& program) {
  double largest = 0;
  for (const LinearProgram::Column& column : program.columns) {
    largest = std::max(largest, std::abs(column.objective));
  }
  return largest == 0 ? 1 : std::ldexp(1.0, 20 - std::ilogb(largest));
}

void AddColumns(const LinearProgram& program, glp_prob* problem) {
  if (program.columns.empty()) return;
  glp_add_cols(problem, static_cast<int>(program.columns.size()));
  const double scale = ObjectiveScale(program);
  for (std::size_t j = 0; j < program.columns.size(); ++j) {
    const LinearProgram::Column& column = program.columns[j];
    const int name = static_cast<int>(j) + 1;  // GLPK counts from 1
    // Whole bounds, as GLPK wants them of integers.
    const double lower =
        column.is_integer ? std::ceil(column.lower) : column.lower;
    const double upper =
        column.is_integer ? std::floor(column.upper) : column.upper;
    glp_set_obj_coef(problem, name, scale * column.objective);
    glp_set_col_kind(problem, name, column.is_integer ? GLP_IV : GLP_CV);
    glp_set_col_bnds(problem, name, Kind(lower, upper), lower, upper);
  }
}

void AddRows(const LinearProgram& program, glp_prob* problem) {
  if (program.rows.empty()) return;
  glp_add_rows(problem, static_cast<int>(program.rows.size()));
  for (std::size_t i = 0; i < program.rows.size(); ++i) {
    const LinearProgram::Row& row = program.rows[i];
    const int name = static_cast<int>(i) + 1;
    std::vector<int> columns = {0};  // the first is not used
    std::vector<double> coefficients = {0};
    for (const LinearProgram::Entry& entry : row.entries) {
      columns.push_back(entry.column + 1);
      coefficients.push_back(entry.coefficient);
    }
    glp_set_mat_row(problem, name, static_cast<int>(row.entries.size()),
                    columns.data(), coefficients.data());
    glp_set_row_bnds(problem, name, Kind(row.lower, row.upper), row.lower,
                     row.upper);
  }
}

// Whether the relaxation has a solution.
absl::StatusOr<bool> SolveRelaxation(glp_prob* problem) {
  glp_smcp options;
  glp_init_smcp(&options);
  options.msg_lev = GLP_MSG_OFF;
  options.tol_bnd = 1e-10;
  options.tol_dj = 1e-10;
  const int code = glp_simplex(problem, &options);
  const int status = glp_get_status(problem);
  if (code == 0 && status == GLP_OPT) return true;
  if (code == 0 && status == GLP_NOFEAS) return false;
  return absl::InternalError(
      absl::StrCat("glp_simplex: code ", code, ", status ", status));
}

int SearchTree(glp_prob* problem) {
  glp_iocp options;
  glp_init_iocp(&options);
  options.msg_lev = GLP_MSG_OFF;
  options.tol_int = 1e-10;
  options.tol_obj = 1e-15;
  options.mip_gap = 0;
  options.cov_cuts = GLP_ON;
  options.clq_cuts = GLP_ON;
  options.br_tech = GLP_BR_PCH;
  options.bt_tech = GLP_BT_BLB;
  options.tm_lim = 60000;  // ms
  return glp_intopt(problem, &options);
}

std::vector<double> Values(const LinearProgram& program, glp_prob* problem) {
  std::vector<double> x;
  for (std::size_t j = 0; j < program.columns.size(); ++j) {
    const double value = glp_mip_col_val(problem, static_cast<int>(j) + 1);
    x.push_back(program.columns[j].is_integer ? std::round(value) : value);
  }
  return x;
}

}  // namespace

Answer SolveWithGlpk(const LinearProgram& program) {
  glp_term_out(GLP_OFF);
  const Problem problem(glp_create_prob());
  glp_set_obj_dir(problem.get(), GLP_MAX);
  AddColumns(program, problem.get());
  AddRows(program, problem.get());
  const absl::StatusOr<bool> feasible = SolveRelaxation(problem.get());
  if (!feasible.ok()) return feasible.status();
  if (!*feasible) return Answer(std::nullopt);
  const int code = SearchTree(problem.get());
  const int status = glp_mip_status(problem.get());
  if (code == 0 && status == GLP_NOFEAS) return Answer(std::nullopt);
  if (code == 0 && status == GLP_OPT) return Values(program, problem.get());
  return absl::InternalError(
      absl::StrCat("glp_intopt: code ", code, ", status ", status));
}

}  // namespace adaptest
