// A short form of bench/studies/recovery_study.cc.

#include "bench/studies/recovery.h"

#include <gtest/gtest.h>

#include <cmath>

namespace adaptest {
namespace {

constexpr int kReplicates = 24;

std::vector<RecoveryReplicate> RunShortForm(const RecoveryDesign& design,
                                            int count = kReplicates) {
  std::vector<RecoveryReplicate> replicates;
  for (int r = 0; r < count; ++r) {
    auto replicate = RunRecovery(design, r);
    EXPECT_TRUE(replicate.ok()) << replicate.status();
    EXPECT_TRUE(replicate->converged) << design.name << " " << r;
    replicates.push_back(*std::move(replicate));
  }
  return replicates;
}

void ExpectRecovery(RecoveryDesign design) {
  design.persons = 500;
  design.items = 15;
  SCOPED_TRACE(design.name);
  const auto replicates = RunShortForm(design);
  for (const int k : {0, 1}) {
    SCOPED_TRACE("ab"[k]);
    const RecoverySummary sum = Summarise(replicates, k, design.draws);
    EXPECT_EQ(sum.at_bound, 0);
    EXPECT_LT(std::abs(sum.bias.value),
              0.1 * sum.standard_error.value + 2 * sum.bias.error);
    EXPECT_NEAR(sum.coverage.value, 0.95, 0.02 + 2 * sum.coverage.error);
    EXPECT_GT(sum.p, 0.001);
  }
}

TEST(Recovery, WithoutPriors) { ExpectRecovery(RecoveryDesigns()[0]); }

TEST(Recovery, WithThePriorsThatTruthsAreDrawnFrom) {
  ExpectRecovery(RecoveryDesigns()[1]);
}

TEST(Recovery, IntervalsOfThreePlCover) {
  RecoveryDesign design = RecoveryDesigns()[3];
  design.persons = 500;
  design.items = 15;
  const auto replicates = RunShortForm(design);
  const Measured a = Summarise(replicates, 0, design.draws).working_coverage;
  const Measured b = Summarise(replicates, 1, design.draws).coverage;
  EXPECT_NEAR(a.value, 0.95, 0.02 + 2 * a.error);
  EXPECT_NEAR(b.value, 0.95, 0.02 + 2 * b.error);
}

TEST(Recovery, ProfileIntervalsOfLowerAsymptotesCover) {
  RecoveryDesign design = RecoveryDesigns()[3];
  design.profile = true;
  design.persons = 300;
  design.items = 5;
  const auto replicates = RunShortForm(design, 3);
  const Measured c = Summarise(replicates, 2, design.draws).profile_coverage;
  EXPECT_GE(c.value, 0.9 - 2 * c.error);
}

TEST(Recovery, RanksOfTruthsFromElsewhereAreNotUniform) {
  RecoveryDesign design = RecoveryDesigns()[1];
  design.persons = 500;
  design.items = 15;
  design.truth.sd_log_a = 0.6;
  const auto replicates = RunShortForm(design);
  EXPECT_LT(Summarise(replicates, 0, design.draws).p, 0.001);
}

}  // namespace
}  // namespace adaptest
