#ifndef ADAPTEST_CALIBRATION_FIT_COLLAPSE_CELLS_H_
#define ADAPTEST_CALIBRATION_FIT_COLLAPSE_CELLS_H_

#include <vector>

namespace adaptest {

// Observed and expected numbers of persons in one group, by category.
struct CellRow {
  std::vector<double> observed;
  std::vector<double> expected;
};

// Puts cells together until each is expected to hold `minimum` persons or
// more, so that sum of (observed - expected)^2 / expected is about chi-square:
//
//   (1) within a row, the smallest expected cell joins the smaller of its
//       neighbours, while some cell is below the minimum and there are more
//       than two cells;
//   (2) then the first row that has a cell below the minimum joins the one of
//       its neighbours with fewer expected persons, cell by cell from the
//       lowest, until no row is left or none has such a cell.
//
// Of equal neighbours the lower one is taken (equal to 1e-9 relative: rows
// often hold as many persons). What joins what depends on the expected numbers
// alone.
void CollapseCells(double minimum, std::vector<CellRow>& rows);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FIT_COLLAPSE_CELLS_H_
