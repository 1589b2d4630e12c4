#ifndef ADAPTEST_CALIBRATION_FILES_RESPONSE_INTAKE_H_
#define ADAPTEST_CALIBRATION_FILES_RESPONSE_INTAKE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "calibration/files/response_format.h"
#include "calibration/response_data.h"
#include "calibration/response_source.h"

namespace adaptest {

// Where the answers of all files and sources come together: knows items and
// their models, scores answers, refuses or drops what cannot be, and counts.
// Messages of its errors do not tell the place, which whoever reads knows.
class ResponseIntake {
 public:
  using Place = ResponseDataBuilder::Place;

  // The format must outlive this.
  explicit ResponseIntake(const ResponseFormat& format)
      : format_(format), builder_(format.cleaning) {}

  const ResponseFormat& format() const { return format_; }
  ResponseDataBuilder& builder() { return builder_; }

  // The number of a file for places; its name is for messages. An error where
  // there are too many.
  absl::StatusOr<int> AddFile(std::string name);

  // The item with this id; none where it has no model or key and its answers
  // are to be dropped.
  absl::StatusOr<std::optional<int>> Item(absl::string_view id);

  // An answer as it is written: a category, an option, the code of an omitted
  // or not reached one, or nothing. No item: it is counted as dropped.
  absl::Status AddAnswer(int unit, std::optional<int> item,
                         absl::string_view answer, Place place);

  // An answer in this category.
  absl::Status AddCategory(int unit, int item, int category, Place place);

  // Whether an answer that took so long (0 = not measured) is left out, being a
  // rapid guess. It is then counted. Whoever omits an item does not guess.
  bool LeavesOutAsRapid(absl::string_view answer, double seconds);

  // Counts progress: a row was read.
  void CountRow() {
    if (++rows_ % 100000 == 0 && format_.progress) format_.progress(rows_);
  }

  // "file:line", or "file" of a place that is no line.
  std::string TextOf(const Place& place) const;

  // All sessions of a source, whose name is for messages.
  absl::Status Read(ResponseSource& source, const std::string& name);

  // What was read. Refused: two answers of a unit to an item, a key of an item
  // that does not occur.
  absl::StatusOr<ResponseData> Finish();
  absl::StatusOr<ResponseItems> FinishInto(
      ResponseColumns& columns, ResponseDataBuilder::WriteRows write);

 private:
  absl::Status AddSession(const SourceSession& session, int file);
  absl::StatusOr<std::optional<int>> Category(int item,
                                              absl::string_view answer);
  std::string Allowed(int item) const;
  absl::Status CheckEnd(
      const std::vector<ResponseDataBuilder::Duplicate>& duplicates) const;
  bool IsOmitted(absl::string_view answer) const {
    return !format_.omitted.empty() && answer == format_.omitted;
  }
  bool IsNotReached(absl::string_view answer) const {
    return !format_.not_reached.empty() && answer == format_.not_reached;
  }

  const ResponseFormat& format_;
  ResponseDataBuilder builder_;
  std::vector<std::string> files_;
  std::vector<const AnswerKey::Entry*> keys_;  // [item], with a key
  int64_t rows_ = 0;
};

// "item ID: message" as an error.
absl::Status ItemError(absl::string_view id, absl::string_view message);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_RESPONSE_INTAKE_H_
