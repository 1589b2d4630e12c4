#ifndef ADAPTEST_CALIBRATION_PERSON_BLOCKS_H_
#define ADAPTEST_CALIBRATION_PERSON_BLOCKS_H_

#include <vector>

#include "calibration/response_columns.h"

namespace adaptest {

// Units cut into blocks of about equal number, each of whole persons, by the
// answers and the rows (categories of all items) alone. Sums in single
// precision begin anew with each block, so that they do not depend on how
// blocks are shared out over threads and processes. Returned are the first unit
// of each block, and the number of units.
//
// There are enough blocks to keep threads busy; but each has several answers
// for every row, so that adding up what blocks say is little work.
std::vector<int> CutIntoBlocks(const ResponseViews& views, int num_rows);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_PERSON_BLOCKS_H_
