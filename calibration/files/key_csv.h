#ifndef ADAPTEST_CALIBRATION_FILES_KEY_CSV_H_
#define ADAPTEST_CALIBRATION_FILES_KEY_CSV_H_

#include <string>
#include <unordered_map>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace adaptest {

// The right options of each item.
class AnswerKey {
 public:
  struct Entry {
    std::vector<std::string> right;
    int64_t line;  // in the file, for messages

    // 1 where the option is right, 0 where it is not.
    int Score(absl::string_view option) const;
  };

  // Reads columns item_id and key; several right options are separated by a
  // semicolon.
  static absl::StatusOr<AnswerKey> Read(const std::string& path);

  const std::unordered_map<std::string, Entry>& entries() const {
    return entries_;
  }
  const std::string& file() const { return file_; }

  // None where the key does not hold the item.
  const Entry* Find(absl::string_view item_id) const;

 private:
  std::string file_;
  std::unordered_map<std::string, Entry> entries_;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_KEY_CSV_H_
