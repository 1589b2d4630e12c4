#ifndef ADAPTEST_CALIBRATION_FILES_CHOSEN_OPTIONS_H_
#define ADAPTEST_CALIBRATION_FILES_CHOSEN_OPTIONS_H_

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "calibration/files/responses_csv.h"
#include "calibration/response_data.h"

namespace adaptest {

// Calls work(person, item, option) for every answer in files of responses that
// tells the chosen option: all fields of a wide file read with a key, and
// column `option` (with a key also `response`) of a long one. Persons and items
// are numbered as in `data`, which the same files were read into; others are
// passed over. An empty field or NA is the option "".
//
// Errors: those of reading a file, and that of `work`, with its place.
absl::Status ForEachChosenOption(
    absl::Span<const std::string> paths, const ResponseFormat& format,
    const ResponseData& data,
    const std::function<absl::Status(int person, int item,
                                     absl::string_view option)>& work);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_CHOSEN_OPTIONS_H_
