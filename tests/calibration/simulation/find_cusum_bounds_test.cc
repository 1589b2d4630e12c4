#include "calibration/simulation/find_cusum_bounds.h"

#include <utility>
#include <vector>

#include "calibration/simulation/simulation.h"
#include "tests/support/exam_builder.h"

namespace adaptest {
namespace {

Exam ExamWith(double false_alarm_rate) {
  Exam exam = ContentExam(20, 2);
  for (Mode& mode : exam.modes) {
    mode.person_fit =
        NamedRule("residual_cusum", {{"false_alarm_rate", false_alarm_rate}});
  }
  return exam;
}

std::shared_ptr<const ItemBank> Bank() {
  return std::make_shared<const ItemBank>(ContentBank("3pl", 60, 4, 1));
}

CusumExtremes Find(const Exam& exam, int mode, int threads) {
  FindCusumBoundsOptions options;
  options.examinees = 1500;
  options.threads = threads;
  const auto bounds = FindCusumBounds(exam, mode, Bank(), options);
  EXPECT_TRUE(bounds.ok()) << bounds.status();
  return bounds.value_or(CusumExtremes());
}

void SetBounds(const CusumExtremes& bounds, Mode& mode) {
  mode.person_fit.parameters["upper"] = bounds.upper;
  mode.person_fit.parameters["lower"] = bounds.lower;
}

TEST(FindCusumBounds, AreNeededWhereTheRuleHasNone) {
  Mode mode = ExamWith(0.05).modes[0];
  EXPECT_TRUE(NeedsCusumBounds(mode));
  SetBounds({0.1, -0.1}, mode);
  EXPECT_FALSE(NeedsCusumBounds(mode));
  mode.person_fit.parameters.erase("upper");
  EXPECT_FALSE(NeedsCusumBounds(mode));  // a mistake, and refused as one
  EXPECT_FALSE(NeedsCusumBounds(ContentExam(6, 2).modes[0]));
}

TEST(FindCusumBounds, HoldTheirFalseAlarmRateOnFreshExaminees) {
  constexpr double kRate = 0.1;
  constexpr int kExaminees = 1500;
  Exam exam = ExamWith(kRate);
  for (int m = 0; m < 2; ++m) SetBounds(Find(exam, m, 2), exam.modes[m]);
  Random random(77);
  std::vector<double> thetas(kExaminees);
  for (double& theta : thetas) theta = random.Normal();
  SimulationOptions options;
  options.exam = Prepare(exam, *Bank());
  options.seed = 78;
  options.threads = 2;
  options.examinee.person_fit = true;
  for (options.mode = 0; options.mode < 2; ++options.mode) {
    int alarms = 0;
    for (const SimulatedExaminee& e : Simulate(options, thetas)) {
      ASSERT_TRUE(e.person_fit.aberrant.has_value());
      alarms += *e.person_fit.aberrant;
    }
    // Standard errors: 0.0077 of this rate, 0.0077 of the bounds' own; both
    // together 0.011, and four of them.
    EXPECT_NEAR(alarms / double{kExaminees}, kRate, 0.044) << options.mode;
  }
}

TEST(FindCusumBounds, AreTheSameForAnyNumberOfThreads) {
  const CusumExtremes one = Find(ExamWith(0.05), 0, 1);
  const CusumExtremes three = Find(ExamWith(0.05), 0, 3);
  EXPECT_EQ(one.upper, three.upper);
  EXPECT_EQ(one.lower, three.lower);
  EXPECT_GT(one.upper, 0);
  EXPECT_LT(one.lower, 0);
}

TEST(FindCusumBounds, AreWiderForARarerAlarm) {
  const CusumExtremes rare = Find(ExamWith(0.01), 0, 2);
  const CusumExtremes frequent = Find(ExamWith(0.2), 0, 2);
  EXPECT_GT(rare.upper, frequent.upper);
  EXPECT_LT(rare.lower, frequent.lower);
}

TEST(FindCusumBounds, AreRefusedWithARateThatCannotBe) {
  const auto bounds = FindCusumBounds(ExamWith(0.7), 0, Bank(), {});
  EXPECT_TRUE(absl::IsInvalidArgument(bounds.status())) << bounds.status();
}

}  // namespace
}  // namespace adaptest
