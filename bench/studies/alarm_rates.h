#ifndef ADAPTEST_BENCH_STUDIES_ALARM_RATES_H_
#define ADAPTEST_BENCH_STUDIES_ALARM_RATES_H_

#include <vector>

#include "absl/types/span.h"
#include "bench/studies/measured.h"

namespace adaptest {

// How well an index, larger where a person is more suspect, tells the persons
// that are known to be from the others. Indices are finite; there are persons
// of both kinds.
//
// Known persons above the value that at most the share `false_alarms` of the
// others exceed.
int HitsAt(absl::Span<const double> index, const std::vector<bool>& is_known,
           double false_alarms);

// The probability that a known person's index is above that of another, equal
// ones counted half: the area under the curve of hits against false alarms.
// The standard error is that of DeLong, DeLong & Clarke-Pearson (1988).
Measured AreaUnderCurve(absl::Span<const double> index,
                        const std::vector<bool>& is_known);

}  // namespace adaptest

#endif  // ADAPTEST_BENCH_STUDIES_ALARM_RATES_H_
