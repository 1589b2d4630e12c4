#ifndef ADAPTEST_CALIBRATION_RESPONSE_PART_H_
#define ADAPTEST_CALIBRATION_RESPONSE_PART_H_

#include "absl/types/span.h"
#include "calibration/parallel.h"
#include "calibration/ranks.h"
#include "calibration/response_data.h"

namespace adaptest {

// The units of one rank: about equally many whole blocks, in the order of the
// ranks. `blocks` as CutIntoBlocks returns them.
Part UnitsOf(const Ranks& ranks, absl::Span<const int> blocks);

// What a list of units says of some of them, which are whole persons. Looks at
// the numbers of no others.
ResponseViews ViewsOf(const ResponseViews& views, Part units);

// The data of this rank, which keeps a reference to `ranks`. Of what was
// counted while reading, rank 0 has all: sums over ranks are the counts of the
// whole.
ResponseData PartOf(const ResponseData& whole, Ranks& ranks);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_RESPONSE_PART_H_
