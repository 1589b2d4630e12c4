#ifndef ADAPTEST_BENCH_STUDIES_ADAPTIVE_LOGS_H_
#define ADAPTEST_BENCH_STUDIES_ADAPTIVE_LOGS_H_

#include <array>
#include <cstdint>
#include <vector>

#include "calibration/response_data.h"
#include "engine/item.h"

namespace adaptest {

// What logs of adaptive tests tell of the items, beside logs of tests whose
// items were assigned at random.
//
// The bank is 2pl, log a ~ N(0, 0.3^2), b ~ N(0, 1); persons are N(0, 1). An
// adaptive test gives one of the `best` items that have the largest information
// at the EAP, at random, from the first item on, where the EAP is 0. The same
// persons sit both tests. `dropped` answers at the start of a test are left out
// of the log that is said to be cut.
struct AdaptiveLogDesign {
  int items = 100;
  int persons = 3000;
  int length = 30;
  int best = 10;
  int dropped = 8;
  int min_answers = 300;  // to an item that counts
  uint64_t seed = 1;
  int threads = 1;
};

enum LogKind { kRandomLog, kAdaptiveLog, kCutRandomLog, kCutAdaptiveLog };
inline constexpr int kNumLogs = 4;

struct LoggedAnswer {
  int item;
  bool right;
};

// One replicate: the true bank and the tests, [person][position].
struct SimulatedLogs {
  std::vector<Item> bank;
  std::vector<std::vector<LoggedAnswer>> random;
  std::vector<std::vector<LoggedAnswer>> adaptive;
};
SimulatedLogs SimulateLogs(const AdaptiveLogDesign& design, int replicate);

// The answers from position `first` on.
ResponseData LogData(const SimulatedLogs& logs, bool adaptive, int first);

// A 2pl calibration of a log without priors, against the truth, over the items
// that count.
struct LogRecovery {
  double items = 0;
  double answers = 0;  // an item
  double bias_a = 0, bias_b = 0;
  double slope_b = 0;  // of estimated on true b: 1 where the scale is right
  double rmse_a = 0, rmse_b = 0;
  // Root mean square of error / standard error: 1 where these are right.
  double scaled_a = 0, scaled_b = 0;
  double coverage_a = 0, coverage_b = 0;  // of estimate +- 1.96 errors
  bool converged = false;
};
LogRecovery AssessLog(const ResponseData& data, const std::vector<Item>& bank,
                      const AdaptiveLogDesign& design);

// All four logs of one replicate: [LogKind].
std::array<LogRecovery, kNumLogs> RunLogReplicate(
    const AdaptiveLogDesign& design, int replicate);

}  // namespace adaptest

#endif  // ADAPTEST_BENCH_STUDIES_ADAPTIVE_LOGS_H_
