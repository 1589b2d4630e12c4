#ifndef ADAPTEST_CALIBRATION_FILES_RESPONSE_FORMAT_H_
#define ADAPTEST_CALIBRATION_FILES_RESPONSE_FORMAT_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "calibration/files/item_models.h"
#include "calibration/files/key_csv.h"
#include "calibration/response_cleaning.h"

namespace adaptest {

// Wide: a row a person, a column an item; person_id, session_id, count and the
// group are no items. `count` says how many persons gave these answers. Without
// person_id, rows are numbered from 1.
// Long: a row an answer, with person_id, item_id and response (or option). Read
// where they are there: group, session_id, submitted_at, attempt, seconds,
// state, finished, mode and feedback; further columns are not.
enum class ResponseLayout { kWide, kLong };

absl::StatusOr<ResponseLayout> ResponseLayoutByName(absl::string_view name);

// How the answers in a file are to be understood. An empty field or NA is an
// item that was not administered.
struct ResponseFormat {
  std::optional<ResponseLayout> layout = {};  // none: told by the header
  ItemModels models = {};

  // With a key, answers are chosen options (in the long layout, column
  // `option` where there is one), scored 1 or 0.
  std::optional<AnswerKey> key = {};

  // The code of an omitted answer, if there is one, and its meaning.
  std::string omitted = {};
  bool omitted_is_wrong = true;

  // The code of an item that the person did not reach, if there is one. It is
  // counted, and never scored.
  std::string not_reached = {};

  // The column with the person's group; empty: `group`, where there is one.
  std::string group_column = {};

  ResponseCleaning cleaning = {};

  // Called now and then with the number of rows read.
  std::function<void(int64_t rows)> progress = {};
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_RESPONSE_FORMAT_H_
