#include "calibration/files/response_counts_json.h"

#include <string>

namespace adaptest {
namespace {

nlohmann::ordered_json LeftOutJson(const ResponseCounts::LeftOut& count) {
  return {{"sessions", count.sessions}, {"answers", count.answers}};
}

}  // namespace

nlohmann::ordered_json CountsJson(const ResponseCounts& counts) {
  nlohmann::ordered_json dropped;
  for (size_t i = 0; i < kNumAnswerMistakes; ++i) {
    dropped[std::string(kAnswerMistakes[i].name)] = counts.dropped[i];
  }
  nlohmann::ordered_json left_out;
  for (size_t i = 0; i < kNumUnfitAnswers; ++i) {
    left_out[std::string(kUnfitAnswers[i].name)] =
        LeftOutJson(counts.left_out[i]);
  }
  left_out["later_sessions"] = LeftOutJson(counts.later_sessions);
  return {{"persons", counts.persons},
          {"sessions", counts.sessions},
          {"responses", counts.responses},
          {"omitted", counts.omitted},
          {"not_reached", counts.not_reached},
          {"dropped", dropped},
          {"left_out", left_out},
          {"unreadable_sessions", counts.unreadable_sessions}};
}

}  // namespace adaptest
