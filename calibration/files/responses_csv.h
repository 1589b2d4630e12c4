#ifndef ADAPTEST_CALIBRATION_FILES_RESPONSES_CSV_H_
#define ADAPTEST_CALIBRATION_FILES_RESPONSES_CSV_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "calibration/files/item_models.h"
#include "calibration/files/key_csv.h"
#include "calibration/response_data.h"

namespace adaptest {

// Wide: a row a person, a column an item; person_id, count and group are no
// items. `count` says how many persons gave these answers. Without person_id,
// rows are numbered from 1.
// Long: a row an answer, with person_id, item_id and response (or option);
// group is read, further columns are not.
enum class ResponseLayout { kWide, kLong };

absl::StatusOr<ResponseLayout> ResponseLayoutByName(absl::string_view name);

// How the answers in a file are to be understood. An empty field or NA is an
// answer that was not observed.
struct ResponseFormat {
  std::optional<ResponseLayout> layout;  // none: told by the header
  ItemModels models;

  // With a key, answers are chosen options (in the long layout, column
  // `option` where there is one), scored 1 or 0.
  std::optional<AnswerKey> key;

  // The code of an omitted answer, if there is one, and its meaning.
  std::string omitted;
  bool omitted_is_wrong = true;
};

// Reads one or several files as one set of answers. Refused, with the exact
// place: a category that the item's model does not have, a response that is
// not a whole number, two answers of a person to an item, an item without a
// model or key, a key of an item that does not occur, a ragged row, a file
// without rows.
absl::StatusOr<ResponseData> ReadResponses(absl::Span<const std::string> paths,
                                           const ResponseFormat& format);

// The ids in column person_id.
absl::StatusOr<std::vector<std::string>> ReadPersonIds(const std::string& path);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_RESPONSES_CSV_H_
