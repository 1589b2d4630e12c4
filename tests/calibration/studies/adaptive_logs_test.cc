// A short form of bench/studies/adaptive_log_study.cc.

#include "bench/studies/adaptive_logs.h"

#include <gtest/gtest.h>

#include "bench/studies/measured.h"

namespace adaptest {
namespace {

constexpr int kReplicates = 4;

std::vector<std::array<LogRecovery, kNumLogs>> RunShortForm() {
  AdaptiveLogDesign design;
  design.items = 60;
  design.persons = 1500;
  design.length = 16;
  design.dropped = 8;
  design.min_answers = 150;
  design.seed = 3;
  std::vector<std::array<LogRecovery, kNumLogs>> results;
  for (int r = 0; r < kReplicates; ++r) {
    results.push_back(RunLogReplicate(design, r));
  }
  return results;
}

class AdaptiveLogs : public testing::Test {
 protected:
  static void SetUpTestSuite() { results_ = RunShortForm(); }

  static Measured Of(LogKind kind, double LogRecovery::*figure) {
    std::vector<double> values;
    for (const auto& logs : results_) values.push_back(logs[kind].*figure);
    return MeanOf(values);
  }

  inline static std::vector<std::array<LogRecovery, kNumLogs>> results_;
};

TEST_F(AdaptiveLogs, RecoverTheScaleAsRandomOnesDo) {
  for (const LogKind kind : {kRandomLog, kAdaptiveLog, kCutRandomLog}) {
    const Measured slope = Of(kind, &LogRecovery::slope_b);
    EXPECT_NEAR(slope.value, 1, 3 * slope.error + 0.01) << kind;
    EXPECT_NEAR(Of(kind, &LogRecovery::scaled_b).value, 1, 0.15) << kind;
    EXPECT_NEAR(Of(kind, &LogRecovery::scaled_a).value, 1, 0.15) << kind;
    EXPECT_NEAR(Of(kind, &LogRecovery::coverage_b).value, 0.95, 0.05) << kind;
  }
}

TEST_F(AdaptiveLogs, FailWithoutTheAnswersThatDroveTheSelection) {
  const Measured slope = Of(kCutAdaptiveLog, &LogRecovery::slope_b);
  EXPECT_LT(slope.value + 3 * slope.error, 0.95);
  EXPECT_GT(Of(kCutAdaptiveLog, &LogRecovery::scaled_b).value, 1.5);
  EXPECT_LT(Of(kCutAdaptiveLog, &LogRecovery::coverage_b).value, 0.85);
}

}  // namespace
}  // namespace adaptest
