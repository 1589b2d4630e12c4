#include "calibration/simulation/post_hoc.h"

#include <algorithm>
#include <set>

#include "calibration/simulation/simulation.h"
#include "calibration/simulation/summary.h"
#include "engine/math/logistic.h"
#include "tests/support/exam_builder.h"

namespace adaptest {
namespace {

const std::shared_ptr<const ItemBank>& PostHocBank() {
  static const auto& bank = *new std::shared_ptr<const ItemBank>(
      new ItemBank(ContentBank("2pl", 24, 4, 1)));
  return bank;
}

PostHocExam MakeExam(int mode, std::vector<Rule> exposure = {}) {
  Exam exam = ContentExam(6, 2);
  exam.modes[mode].exposure = std::move(exposure);
  auto made = PostHocExam::Make(exam, mode, PostHocBank());
  EXPECT_TRUE(made.ok()) << made.status();
  return *std::move(made);
}

// A person who answered these items: those that three divides right.
std::vector<ScoredAnswer> AnswersTo(const std::set<int>& items) {
  std::vector<ScoredAnswer> answers;
  for (const int item : items) answers.push_back({item, item % 3 == 0});
  return answers;
}

std::set<int> FirstItems(int count) {
  std::set<int> items;
  for (int i = 0; i < count; ++i) items.insert(i);
  return items;
}

TEST(PostHocExam, GivesOnlyWhatThePersonAnsweredAndTakesTheAnswer) {
  for (const int mode : {0, 1}) {
    const PostHocExam exam = MakeExam(mode);
    const std::set<int> answered = FirstItems(12);
    for (uint64_t index = 0; index < 20; ++index) {
      const SimulatedExaminee e =
          exam.Simulate(AnswersTo(answered), 1, index, {}, {});
      ASSERT_EQ(e.given.size(), 6u);  // no pretest items
      EXPECT_FALSE(e.breaks_blueprint);
      for (const GivenItem& given : e.given) {
        EXPECT_TRUE(given.scored);
        EXPECT_EQ(answered.count(given.item), 1u);
        EXPECT_EQ(*given.category, given.item % 3 == 0);
      }
    }
  }
}

TEST(PostHocExam, KeepsTheRealFormOfAModeWithItsOwnConstraints) {
  Exam exam = ContentExam(6, 2);
  exam.modes[0] = MakeMode(ModeKind::kPractice, 4, 0);
  exam.modes[0].constraints = {CountOf("D1", "domain == \"1\"", 3, 3)};
  const auto made = PostHocExam::Make(exam, 0, PostHocBank());
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_EQ(made->exam()->form_blueprint().length(), 6);
  const SimulatedExaminee e =
      made->Simulate(AnswersTo(FirstItems(12)), 1, 0, {}, {});
  EXPECT_EQ(e.given.size(), 4u);
  EXPECT_FALSE(e.breaks_blueprint);
}

TEST(PostHocExam, TakesTheEstimateFromAllAnswersForTheTruth) {
  const PostHocExam exam = MakeExam(0);
  const std::vector<ScoredAnswer> answers = AnswersTo(FirstItems(24));
  // The mean of the posterior by a sum of its own.
  double mass = 0;
  double moment = 0;
  for (double theta = -8; theta <= 8; theta += 0.01) {
    double log_density = -theta * theta / 2;
    for (const ScoredAnswer& answer : answers) {
      const auto& x = PostHocBank()->item(answer.item).parameters;
      const double z = x[0] * (theta - x[1]);
      log_density += LogLogistic(answer.category == 1 ? z : -z);
    }
    mass += std::exp(log_density);
    moment += theta * std::exp(log_density);
  }
  EXPECT_NEAR(exam.TrueAbility(answers), moment / mass, 1e-6);
  EXPECT_EQ(exam.Simulate(answers, 1, 0, {}, {}).theta,
            exam.TrueAbility(answers));
}

TEST(PostHocExam, TellsWhetherTheAnswersHoldATest) {
  const PostHocExam exam = MakeExam(0);
  EXPECT_TRUE(exam.HasTest(AnswersTo(FirstItems(24))));
  EXPECT_TRUE(exam.HasTest(AnswersTo({0, 1, 3, 4, 5, 6})));
  EXPECT_FALSE(exam.HasTest(AnswersTo({0, 1, 3, 4, 5})));         // too few
  EXPECT_FALSE(exam.HasTest(AnswersTo({1, 3, 5, 7, 9, 11, 0})));  // one domain
}

TEST(PostHocExam, LetsExposureControlGiveWayToTheRecord) {
  // Every item is held back from nearly everybody.
  Rule rule = NamedRule("sympson_hetter", {{"max_rate", 0.2}});
  for (const Item& item : PostHocBank()->items()) {
    if (item.status == ItemStatus::kOperational) rule.items[item.id] = 0.05;
  }
  const std::set<int> answered = {0, 1, 3, 4, 5, 6, 8};
  Exam exam = ContentExam(6, 2);
  exam.modes[0].exposure = {rule};
  const auto made = PostHocExam::Make(exam, 0, PostHocBank());
  if (!made.ok()) GTEST_SKIP() << made.status();
  std::vector<ExposureCounts> counts;
  for (const auto& control : made->exam()->modes()[0].exposure) {
    counts.push_back(NewCounts(control, PostHocBank()->size()));
  }
  for (uint64_t index = 0; index < 30; ++index) {
    const SimulatedExaminee e =
        made->Simulate(AnswersTo(answered), 2, index, counts, {});
    EXPECT_FALSE(e.breaks_blueprint);
    ASSERT_EQ(e.exposed.size(), counts.size());
    for (const GivenItem& given : e.given) {
      EXPECT_EQ(answered.count(given.item), 1u);
    }
  }
}

RecordedAnswers Record() {
  ResponseDataBuilder builder;
  for (int p = 0; p < 3; ++p) {
    const int person = builder.AddPerson("p" + std::to_string(p));
    for (int i = 27; i >= 0; --i) {  // pretest items too
      const int item = *builder.AddItem("Q" + std::to_string(i),
                                        PostHocBank()->item(i).model);
      if (i % 5 != p) builder.AddResponse(person, item, (i + p) % 2, {});
    }
  }
  std::vector<ResponseDataBuilder::Duplicate> duplicates;
  return RecordedAnswers(std::move(builder).Build(&duplicates), *PostHocBank());
}

TEST(RecordedAnswers, AreThoseToOperationalItemsByTheBank) {
  const RecordedAnswers answers = Record();
  ASSERT_EQ(answers.size(), 3);
  const std::vector<ScoredAnswer> of_one = answers.Of(1);
  EXPECT_EQ(of_one.size(), 19u);  // of 24, without 1, 6, 11, 16 and 21
  for (const ScoredAnswer& answer : of_one) {
    EXPECT_NE(answer.item % 5, 1);
    EXPECT_EQ(answer.category, (answer.item + 1) % 2);
  }
}

TEST(RecordedAnswers, KeepsSomePersons) {
  RecordedAnswers answers = Record();
  answers.Keep({0, 2});
  ASSERT_EQ(answers.size(), 2);
  EXPECT_EQ(answers.id(1), "p2");
  EXPECT_EQ(answers.Of(1)[0].category, answers.Of(1)[0].item % 2);
}

TEST(PostHocStudy, MeasuresNothingAgainstAFreshForm) {
  const PostHocExam exam = MakeExam(0);
  const RecordedAnswers answers = Record();
  const PostHocStudy study = {&exam, &answers};
  SimulationOptions options;
  options.exam = exam.exam();
  options.post_hoc = &study;
  const auto examinees = Simulate(options, {0, 0, 0});
  const SimulationSummary summary = Summarize(options, examinees);
  EXPECT_EQ(summary.examinees, 3);
  EXPECT_TRUE(summary.rmse.value);
  EXPECT_FALSE(summary.brier.value);
  EXPECT_FALSE(summary.ece.value);
  EXPECT_TRUE(summary.reliability.empty());
}

}  // namespace
}  // namespace adaptest
