#ifndef ADAPTEST_CALIBRATION_RESPONSE_COUNTS_H_
#define ADAPTEST_CALIBRATION_RESPONSE_COUNTS_H_

#include <array>
#include <cstdint>
#include <vector>

#include "calibration/response_cleaning.h"

namespace adaptest {

// What was read, and what was not taken.
struct ResponseCounts {
  struct LeftOut {
    int64_t sessions = 0;  // left out whole
    int64_t answers = 0;   // in them, or one by one
  };

  int64_t persons = 0;
  int64_t sessions = 0;   // of the units; 0 where units are persons
  int64_t responses = 0;  // that are there
  int64_t omitted = 0;    // seen, not answered; counts among responses only
                          // where it is taken as wrong
  int64_t not_reached = 0;
  std::array<int64_t, kNumAnswerMistakes> dropped = {};  // [AnswerMistake]
  std::array<LeftOut, kNumUnfitAnswers> left_out = {};   // [UnfitAnswer]
  LeftOut later_sessions;
  int64_t unreadable_sessions = 0;  // of a store

  int64_t& OfMistake(AnswerMistake mistake) {
    return dropped[static_cast<size_t>(mistake)];
  }
  LeftOut& OfUnfit(UnfitAnswer unfit) {
    return left_out[static_cast<size_t>(unfit)];
  }

  // All counts, in the order of their declaration.
  std::vector<int64_t*> All();

  // Adds what was counted while reading: all but what is there.
  void AddReading(const ResponseCounts& other);
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_RESPONSE_COUNTS_H_
