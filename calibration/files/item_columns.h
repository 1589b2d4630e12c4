#ifndef ADAPTEST_CALIBRATION_FILES_ITEM_COLUMNS_H_
#define ADAPTEST_CALIBRATION_FILES_ITEM_COLUMNS_H_

#include <string>

#include "absl/strings/string_view.h"

namespace adaptest {

// The names of the columns of items.csv that hold numbers.

// The parameter's own name for any name that it is known by: b2 for betaj2.
// Other names are returned as they are.
std::string CanonicalName(absl::string_view column);

// One of a, b, c, d, or one of these letters with a number: b12.
bool IsParameterName(absl::string_view name);

// se_a or cov_a_b with the names of the parameters canonical; "" where the
// column is neither.
std::string CanonicalPrecision(absl::string_view column);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_ITEM_COLUMNS_H_
