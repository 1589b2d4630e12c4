#include "calibration/response_counts.h"

namespace adaptest {
namespace {

void AddLeftOut(const ResponseCounts::LeftOut& from,
                ResponseCounts::LeftOut& to) {
  to.sessions += from.sessions;
  to.answers += from.answers;
}

}  // namespace

void ResponseCounts::AddReading(const ResponseCounts& other) {
  omitted += other.omitted;
  not_reached += other.not_reached;
  for (size_t i = 0; i < kNumAnswerMistakes; ++i)
    dropped[i] += other.dropped[i];
  for (size_t i = 0; i < kNumUnfitAnswers; ++i) {
    AddLeftOut(other.left_out[i], left_out[i]);
  }
  AddLeftOut(other.later_sessions, later_sessions);
  unreadable_sessions += other.unreadable_sessions;
}

}  // namespace adaptest
