#ifndef ADAPTEST_CLI_LOAD_LOAD_DRIVER_H_
#define ADAPTEST_CLI_LOAD_LOAD_DRIVER_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "adaptest/v1/session.grpc.pb.h"

namespace adaptest {

// How a server is loaded: so many people at once, each answering as fast as the
// replies come, session after session.
struct LoadOptions {
  std::string exam;  // exams/{exam}
  std::string mode;  // empty = the exam's first
  int people = 64;   // calls under way at once
  double seconds = 10;
  int64_t max_answers = 1'000'000;
  bool stream = false;  // over StreamSession instead of single calls
  uint64_t seed = 1;
  // Sessions that are begun before the clock starts; more are begun where these
  // do not last.
  int prepared_sessions = 0;
};

struct LoadResult {
  double seconds = 0;
  int64_t answers = 0;   // accepted
  int64_t sessions = 0;  // begun while the clock ran
  int64_t refused = 0;   // RESOURCE_EXHAUSTED, tried again after the delay
  std::map<std::string, int64_t> errors;  // other refusals, by code
  std::vector<float> latencies_ms;        // of accepted answers, ascending

  double AnswersPerSecond() const { return answers / seconds; }
  // The share p of the latencies is at or below; 0 without any.
  double LatencyMs(double p) const;
};

// The error is that of the first session, where none can be begun.
absl::StatusOr<LoadResult> RunLoad(
    const std::shared_ptr<grpc::Channel>& channel, const LoadOptions& options);

// An answer by chance.
v1::Answer BlindAnswer(const v1::PresentedItem& item, uint64_t bits);

}  // namespace adaptest

#endif  // ADAPTEST_CLI_LOAD_LOAD_DRIVER_H_
