#ifndef ADAPTEST_CALIBRATION_RESPONSE_SOURCE_H_
#define ADAPTEST_CALIBRATION_RESPONSE_SOURCE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"

namespace adaptest {

// A session on record, as a source of answers tells it.
struct SourceSession {
  struct Answer {
    std::string item_id;
    int category = 0;
    bool is_omitted = false;  // seen, not answered
    double seconds = 0;       // 0 = not measured
  };

  std::string person_id;  // empty: nobody knows; the person is this session's
  std::string session_id;
  double time = 0;  // when it began, in seconds; orders a person's sessions
  bool is_finished = true;
  bool is_practice_with_feedback = false;
  std::vector<Answer> answers;
  int not_reached = 0;  // items that were to come
};

// Answers that are not in files.
class ResponseSource {
 public:
  virtual ~ResponseSource() = default;

  // Calls `use` with each session that can be read, one after the other, until
  // it returns an error, which is returned. The session is valid during the
  // call.
  using UseSession = absl::FunctionRef<absl::Status(const SourceSession&)>;
  virtual absl::Status ForEach(UseSession use) = 0;

  // Sessions that could not be read, after ForEach.
  virtual int64_t num_unreadable() const = 0;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_RESPONSE_SOURCE_H_
