#include "calibration/simulation/find_exposure.h"

#include "calibration/simulation/simulation.h"
#include "calibration/simulation/summary.h"
#include "tests/support/exam_builder.h"

namespace adaptest {
namespace {

constexpr double kMaxRate = 0.5;

std::shared_ptr<const ItemBank> ExposureBank() {
  return std::make_shared<const ItemBank>(ContentBank("3pl", 30, 4, 1));
}

Exam Profile(double max_rate) {
  Exam exam = ContentExam(6, 2);
  exam.modes[0].exposure = {
      NamedRule("sympson_hetter", {{"max_rate", max_rate}})};
  return exam;
}

FindExposureOptions Options() {
  FindExposureOptions options;
  options.examinees = 1000;
  options.threads = 2;
  return options;
}

TEST(NeedsExposureProbabilities, OnlyWhereTheProfileHasNone) {
  Exam exam = Profile(kMaxRate);
  EXPECT_TRUE(NeedsExposureProbabilities(exam.modes[0]));
  EXPECT_FALSE(NeedsExposureProbabilities(exam.modes[1]));
  exam.modes[0].exposure[0].items = {{"Q0", 0.5}};
  EXPECT_FALSE(NeedsExposureProbabilities(exam.modes[0]));
}

TEST(FindExposureProbabilities, KeepFreshExamineesBelowTheRate) {
  const auto bank = ExposureBank();
  Exam exam = Profile(kMaxRate);
  const auto found = FindExposureProbabilities(exam, 0, bank, Options());
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_EQ(found->size(), 30u);  // operational items alone
  int free = 0;
  for (const auto& [id, k] : *found) {
    EXPECT_GT(k, 0) << id;
    EXPECT_LE(k, 1) << id;
    free += k == 1;
  }
  EXPECT_GE(free, 6);
  EXPECT_LT(free, 30);
  exam.modes[0].exposure[0].items = *found;
  SimulationOptions simulation;
  simulation.exam = Prepare(exam, ItemBank(*bank));
  simulation.seed = 77;
  simulation.threads = 2;
  Random random(5);
  std::vector<double> thetas(2000);
  for (double& theta : thetas) theta = random.Normal();
  const SimulationSummary summary =
      Summarize(simulation, Simulate(simulation, thetas));
  // The tolerance, and 4 standard errors of a share of 2000 and one of 1000.
  EXPECT_LE(*summary.max_exposure.value, kMaxRate + 0.01 + 4 * 0.0194);
  EXPECT_EQ(summary.blueprint_violations, 0);
}

// 30 items for tests of 6: the mean rate is 0.2.
TEST(FindExposureProbabilities, RefusesARateThatNoTestCanKeep) {
  FindExposureOptions options = Options();
  options.iterations = 3;
  const auto found =
      FindExposureProbabilities(Profile(0.15), 0, ExposureBank(), options);
  EXPECT_EQ(found.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(found.status().message()),
              testing::HasSubstr("allow a larger max_rate, or more items"));
}

TEST(FindExposureProbabilities, TellsOfEachIteration) {
  FindExposureOptions options = Options();
  std::vector<double> rates;
  options.progress = [&](int iteration, double rate) {
    EXPECT_EQ(iteration, static_cast<int>(rates.size()) + 1);
    rates.push_back(rate);
  };
  ASSERT_TRUE(
      FindExposureProbabilities(Profile(kMaxRate), 0, ExposureBank(), options)
          .ok());
  ASSERT_GE(rates.size(), 2u);
  EXPECT_GT(rates.front(), kMaxRate + 0.01);
  EXPECT_LE(rates.back(), kMaxRate + 0.01);
}

}  // namespace
}  // namespace adaptest
