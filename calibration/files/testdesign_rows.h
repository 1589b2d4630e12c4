#ifndef ADAPTEST_CALIBRATION_FILES_TESTDESIGN_ROWS_H_
#define ADAPTEST_CALIBRATION_FILES_TESTDESIGN_ROWS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace adaptest {

// A row of a constraints file of TestDesign.
struct TestDesignRow {
  std::string id;
  std::string type;         // as it was written
  bool of_stimuli = false;  // WHAT is Stimulus or Passage, not Item
  std::string condition;    // "" = none
  std::optional<double> lower;
  std::optional<double> upper;
  bool off = false;
  std::string place;  // file:line, for messages

  // The message with place and id before it.
  absl::Status Error(absl::string_view message) const;
};

// Reads columns CONSTRAINT_ID or CONSTRAINT, TYPE, WHAT, CONDITION, LB, UB and
// ONOFF; there are no others. Refuses an id that is empty or occurs twice, an
// unknown WHAT and ONOFF, and bounds that are no numbers or LB above UB.
absl::StatusOr<std::vector<TestDesignRow>> ReadTestDesignRows(
    const std::string& path);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_TESTDESIGN_ROWS_H_
