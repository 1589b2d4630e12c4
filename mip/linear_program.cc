#include "mip/linear_program.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace adaptest {
namespace {

std::string ColumnName(std::size_t column) {
  return absl::StrCat("column ", column);
}

std::string RowName(std::size_t row) { return absl::StrCat("row ", row); }

absl::Status CheckNumber(absl::string_view where, absl::string_view what,
                         double value) {
  constexpr double kLargest = LinearProgram::kLargestNumber;
  if (std::abs(value) <= kLargest) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(where, ": ", what, " = ", value, " is outside [", -kLargest,
                   ", ", kLargest, "]"));
}

absl::Status CheckBounds(absl::string_view where, double lower, double upper) {
  if (lower != -LinearProgram::kInfinity) {
    absl::Status status = CheckNumber(where, "lower bound", lower);
    if (!status.ok()) return status;
  }
  if (upper != LinearProgram::kInfinity) {
    absl::Status status = CheckNumber(where, "upper bound", upper);
    if (!status.ok()) return status;
  }
  if (lower <= upper) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      where, ": lower bound = ", lower, " is above upper bound = ", upper));
}

// `row_of[column]` is the last row with an entry of that column.
absl::Status CheckEntries(const LinearProgram& program, std::size_t row,
                          std::vector<std::size_t>& row_of) {
  for (const LinearProgram::Entry& entry : program.rows[row].entries) {
    const auto column = static_cast<std::size_t>(entry.column);
    if (entry.column < 0 || column >= program.columns.size()) {
      return absl::InvalidArgumentError(
          absl::StrCat(RowName(row), ": column = ", entry.column,
                       " is outside [0, ", program.columns.size(), ")"));
    }
    if (row_of[column] == row) {
      return absl::InvalidArgumentError(
          absl::StrCat(RowName(row), ": has two entries of ",
                       ColumnName(column), "; one is allowed"));
    }
    row_of[column] = row;
    absl::Status status = CheckNumber(
        RowName(row), absl::StrCat("coefficient of ", ColumnName(column)),
        entry.coefficient);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status CheckWithin(absl::string_view where, double value, double lower,
                         double upper, double tolerance) {
  const auto slack = [&](double bound) {
    return tolerance * std::max(1.0, std::abs(bound));
  };
  if ((std::isinf(lower) || value >= lower - slack(lower)) &&
      (std::isinf(upper) || value <= upper + slack(upper))) {
    return absl::OkStatus();
  }
  return absl::FailedPreconditionError(absl::StrCat(
      where, ": value = ", value, " is outside [", lower, ", ", upper, "]"));
}

absl::Status CheckColumn(const LinearProgram::Column& column,
                         absl::string_view where, double value) {
  if (column.is_integer && value != std::round(value)) {
    return absl::FailedPreconditionError(
        absl::StrCat(where, ": value = ", value, " is not an integer"));
  }
  return CheckWithin(where, value, column.lower, column.upper,
                     column.is_integer ? 0 : kFeasibilityTolerance);
}

}  // namespace

absl::Status Validate(const LinearProgram& program) {
  for (std::size_t j = 0; j < program.columns.size(); ++j) {
    const LinearProgram::Column& column = program.columns[j];
    absl::Status status =
        CheckNumber(ColumnName(j), "objective", column.objective);
    status.Update(CheckBounds(ColumnName(j), column.lower, column.upper));
    if (!status.ok()) return status;
  }
  std::vector<std::size_t> row_of(program.columns.size(), program.rows.size());
  for (std::size_t i = 0; i < program.rows.size(); ++i) {
    const LinearProgram::Row& row = program.rows[i];
    absl::Status status = CheckBounds(RowName(i), row.lower, row.upper);
    status.Update(CheckEntries(program, i, row_of));
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

double ObjectiveValue(const LinearProgram& program,
                      absl::Span<const double> x) {
  double sum = 0;
  for (std::size_t j = 0; j < x.size(); ++j) {
    sum += program.columns[j].objective * x[j];
  }
  return sum;
}

absl::Status CheckSolution(const LinearProgram& program,
                           absl::Span<const double> x) {
  if (x.size() != program.columns.size()) {
    return absl::FailedPreconditionError(
        absl::StrCat("solution has ", x.size(), " values for ",
                     program.columns.size(), " columns"));
  }
  for (std::size_t j = 0; j < x.size(); ++j) {
    absl::Status status = CheckColumn(program.columns[j], ColumnName(j), x[j]);
    if (!status.ok()) return status;
  }
  for (std::size_t i = 0; i < program.rows.size(); ++i) {
    const LinearProgram::Row& row = program.rows[i];
    double sum = 0;
    for (const LinearProgram::Entry& entry : row.entries) {
      sum += entry.coefficient * x[entry.column];
    }
    absl::Status status = CheckWithin(RowName(i), sum, row.lower, row.upper,
                                      kFeasibilityTolerance);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace adaptest
