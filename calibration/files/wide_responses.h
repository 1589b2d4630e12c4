#ifndef ADAPTEST_CALIBRATION_FILES_WIDE_RESPONSES_H_
#define ADAPTEST_CALIBRATION_FILES_WIDE_RESPONSES_H_

#include <optional>
#include <unordered_map>
#include <vector>

#include "absl/status/status.h"
#include "calibration/files/csv_reader.h"
#include "calibration/files/response_intake.h"

namespace adaptest {

// Reads wide files (response_format.h) into an intake.
//
// A row is all that a file tells of its unit, a person or a session. A second
// row of the same unit in a file is refused, being another person with the same
// id; so is one in another file that has an item of the first in its header.
// Files without a common item are parts of one test.
class WideResponses {
 public:
  explicit WideResponses(ResponseIntake& intake) : intake_(intake) {}

  absl::Status Read(CsvReader& csv);

 private:
  using Place = ResponseIntake::Place;

  // What the columns of the current file are.
  struct Columns {
    std::optional<int> person_id;
    std::optional<int> session_id;
    std::optional<int> count;
    std::optional<int> group;
    std::vector<int> items;  // positions in the row
    std::vector<std::optional<int>> item_numbers;
  };

  absl::Status ReadHeader(const CsvReader& csv);
  absl::Status ReadRow(const CsvReader& csv, int file);
  absl::StatusOr<int> UnitOf(const CsvReader& csv);
  absl::Status ReadCount(const CsvReader& csv, int unit);
  // Where the unit has a row already that this one must not be beside.
  std::optional<Place> Clash(int unit, const Place& place);
  void DropRow(const CsvReader& csv);

  ResponseIntake& intake_;
  Columns columns_;
  int unnamed_persons_ = 0;
  std::unordered_map<int, std::vector<int>> items_of_;  // by file, ascending
  std::vector<Place> rows_;                             // [unit]; line 0: none
  std::unordered_multimap<int, Place> more_rows_;       // by unit
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_WIDE_RESPONSES_H_
