#include "calibration/response_counts.h"

namespace adaptest {
namespace {

void AddLeftOut(const ResponseCounts::LeftOut& from,
                ResponseCounts::LeftOut& to) {
  to.sessions += from.sessions;
  to.answers += from.answers;
}

}  // namespace

std::vector<int64_t*> ResponseCounts::All() {
  std::vector<int64_t*> all = {&persons, &sessions, &responses, &omitted,
                               &not_reached};
  const auto add = [&](LeftOut& count) {
    all.push_back(&count.sessions);
    all.push_back(&count.answers);
  };
  for (int64_t& count : dropped) all.push_back(&count);
  for (LeftOut& count : left_out) add(count);
  add(later_sessions);
  all.push_back(&unreadable_sessions);
  return all;
}

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
