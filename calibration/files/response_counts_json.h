#ifndef ADAPTEST_CALIBRATION_FILES_RESPONSE_COUNTS_JSON_H_
#define ADAPTEST_CALIBRATION_FILES_RESPONSE_COUNTS_JSON_H_

#include <nlohmann/json.hpp>

#include "calibration/response_counts.h"

namespace adaptest {

// {"persons", "sessions", "responses", "omitted", "not_reached",
//  "dropped": {"duplicates", ..}, "left_out": {"rapid_guesses": {"sessions",
//  "answers"}, .., "later_sessions"}, "unreadable_sessions"}
nlohmann::ordered_json CountsJson(const ResponseCounts& counts);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_RESPONSE_COUNTS_JSON_H_
