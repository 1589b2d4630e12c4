#ifndef ADAPTEST_CALIBRATION_FILES_ITEM_COLUMNS_H_
#define ADAPTEST_CALIBRATION_FILES_ITEM_COLUMNS_H_

#include <string>

#include "absl/strings/string_view.h"

namespace adaptest {

// The names of the columns of items.csv.

// The parameter's own name for any name that it is known by: b2 for betaj2.
// Other names are returned as they are.
std::string CanonicalName(absl::string_view column);

// One of a, b, c, d, or one of these letters with a number: b12.
bool IsParameterName(absl::string_view name);

// se_a or cov_a_b with the names of the parameters canonical; "" where the
// column is neither.
std::string CanonicalPrecision(absl::string_view column);

// Whether the column holds a text or another number that items.csv knows:
// status, expected_seconds. Every column that is none of all these is a content
// attribute.
bool IsTextColumn(absl::string_view column);
bool IsOtherNumber(absl::string_view column);
bool IsAttributeColumn(absl::string_view column);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_ITEM_COLUMNS_H_
