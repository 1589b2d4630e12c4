#ifndef ADAPTEST_MIP_LINEAR_PROGRAM_H_
#define ADAPTEST_MIP_LINEAR_PROGRAM_H_

#include <limits>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"

namespace adaptest {

// A linear program, some of whose columns may have to be integers:
//
//   maximise    sum over j of objective_j x_j
//   subject to  lower_j <= x_j <= upper_j                           columns
//               lower_i <= sum over j of a_ij x_j <= upper_i           rows
//
// Bounds may be infinite; every finite number is at most kLargestNumber in
// magnitude. Equal bounds are an equation. Units are the caller's.
struct LinearProgram {
  static constexpr double kInfinity = std::numeric_limits<double>::infinity();
  static constexpr double kLargestNumber = 1e9;

  // 0 or 1, unless it says otherwise.
  struct Column {
    double objective = 0;
    double lower = 0;
    double upper = 1;
    bool is_integer = true;
  };

  struct Entry {
    int column;
    double coefficient;  // a_ij
  };

  struct Row {
    double lower = -kInfinity;
    double upper = kInfinity;
    std::vector<Entry> entries;  // a column at most once; others have a_ij = 0
  };

  std::vector<Column> columns;
  std::vector<Row> rows;
};

// How far a row, or the bound of a column that is no integer, may be missed:
// kFeasibilityTolerance max(1, |bound|).
inline constexpr double kFeasibilityTolerance = 1e-9;

// InvalidArgument, naming the row or column, for a number that is NaN or too
// large, bounds that cross, an entry of no column, or of one named before.
absl::Status Validate(const LinearProgram& program);

// The sum of objective_j x_j, added in the order of the columns.
double ObjectiveValue(const LinearProgram& program, absl::Span<const double> x);

// Whether x[column] is a solution: integers exactly, within their bounds, and
// every row and other column within the tolerance above. FailedPrecondition,
// naming the first row or column that is not.
absl::Status CheckSolution(const LinearProgram& program,
                           absl::Span<const double> x);

}  // namespace adaptest

#endif  // ADAPTEST_MIP_LINEAR_PROGRAM_H_
