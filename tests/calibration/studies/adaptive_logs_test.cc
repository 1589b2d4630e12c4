// A short form of bench/studies/adaptive_log_study.cc.

#include "bench/studies/adaptive_logs.h"

#include <gtest/gtest.h>

#include "bench/studies/measured.h"

namespace adaptest {
namespace {

constexpr int kReplicates = 4;

std::vector<std::array<LogRecovery, kNumLogs>> RunShortForm() {
  AdaptiveLogDesign design;
  design.items = 50;
  design.persons = 1500;
  design.length = 20;
  design.best = 5;
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

TEST_F(AdaptiveLogs, RecoverTheItemsAsRandomOnesDo) {
  for (const LogKind kind : {kRandomLog, kAdaptiveLog, kCutRandomLog}) {
    SCOPED_TRACE(kind);
    const Measured slope = Of(kind, &LogRecovery::slope_b);
    const Measured bias = Of(kind, &LogRecovery::bias_a);
    EXPECT_NEAR(slope.value, 1, 3 * slope.error + 0.01);
    EXPECT_NEAR(bias.value, 0, 3 * bias.error + 0.01);
    EXPECT_NEAR(Of(kind, &LogRecovery::scaled_b).value, 1, 0.15);
    EXPECT_NEAR(Of(kind, &LogRecovery::scaled_a).value, 1, 0.15);
  }
}

TEST_F(AdaptiveLogs, FailWithoutTheAnswersThatDroveTheSelection) {
  const Measured bias = Of(kCutAdaptiveLog, &LogRecovery::bias_a);
  EXPECT_LT(bias.value + 3 * bias.error, -0.05);
  EXPECT_GT(Of(kCutAdaptiveLog, &LogRecovery::scaled_a).value, 1.2);
}

}  // namespace
}  // namespace adaptest
