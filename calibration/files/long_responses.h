#ifndef ADAPTEST_CALIBRATION_FILES_LONG_RESPONSES_H_
#define ADAPTEST_CALIBRATION_FILES_LONG_RESPONSES_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "calibration/files/csv_reader.h"
#include "calibration/files/response_intake.h"

namespace adaptest {

// Reads long files (response_format.h) into an intake. What its columns tell:
//
//   session_id    the unit is the session; without it, `attempt` names it
//   submitted_at  a moment of the session, by which those of a person are in
//                 order; without it, `attempt`, a number, does, and else the
//                 order in the file
//   seconds       how long the answer took; empty or 0 = not measured
//   state         abandoned, active, in_progress, unfinished: not finished
//   finished      yes or no (true, 1; false, 0)
//   mode          practice, or another
//   feedback      yes or no; without it, practice gives feedback; without
//                 `mode`, feedback makes it practice
class LongResponses {
 public:
  explicit LongResponses(ResponseIntake& intake) : intake_(intake) {}

  absl::Status Read(CsvReader& csv);

 private:
  // Positions of columns; what is not there is none.
  struct Columns {
    int person_id = 0;
    int item_id = 0;
    int answer = 0;
    std::optional<int> group, session_id, submitted_at, attempt, seconds, state,
        finished, mode, feedback;
  };

  absl::Status ReadHeader(const CsvReader& csv);
  absl::Status ReadRow(const CsvReader& csv, int file);
  absl::StatusOr<int> UnitOf(const CsvReader& csv);
  absl::Status SetGroup(const CsvReader& csv, int unit);
  absl::Status SetTime(const CsvReader& csv, int unit) const;
  absl::StatusOr<double> Seconds(const CsvReader& csv) const;
  // Whether the answer is left out for its session: not with it, but alone,
  // where no sessions are told apart.
  absl::StatusOr<bool> LeavesOutBySession(const CsvReader& csv, int unit) const;
  absl::StatusOr<bool> IsFinished(const CsvReader& csv) const;
  absl::StatusOr<bool> IsPractice(const CsvReader& csv) const;

  ResponseIntake& intake_;
  Columns columns_;
  // The last row's unit.
  std::string person_;
  std::string session_;
  int unit_ = -1;
  // What was said last of a group.
  int grouped_unit_ = -1;
  std::string group_;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_LONG_RESPONSES_H_
