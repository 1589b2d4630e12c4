#ifndef ADAPTEST_CALIBRATION_FILES_PACKED_CHECKS_H_
#define ADAPTEST_CALIBRATION_FILES_PACKED_CHECKS_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "calibration/parallel.h"
#include "calibration/response_data.h"

namespace adaptest {

// Whether what a file of packed responses says can be: nothing in it is
// believed.

absl::Status DamagedPackedFile(absl::string_view what);

// Whether these are positions in ascending order from 0 to `end`.
bool ArePackedBegins(absl::Span<const uint64_t> begins, uint64_t end);

// Whether all columns are of as many units and persons.
absl::Status CheckPackedNumbers(const ResponseViews& views);

// After CheckPackedNumbers: the columns of these units, and their answers: to
// items that there are, in order, and none twice.
absl::Status CheckPackedUnits(const ResponseItems& items,
                              const ResponseViews& views, Part units);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_PACKED_CHECKS_H_
