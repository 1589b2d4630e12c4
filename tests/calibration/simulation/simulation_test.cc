#include "calibration/simulation/simulation.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "calibration/simulation/summary.h"
#include "calibration/simulation/summary_json.h"
#include "tests/support/exam_builder.h"

namespace adaptest {
namespace {

SimulationOptions Options(int mode, int threads) {
  static const auto& exam = *new std::shared_ptr<const PreparedExam>(
      Prepare(ContentExam(6, 2), ContentBank("3pl", 24, 4, 1)));
  SimulationOptions options;
  options.exam = exam;
  options.mode = mode;
  options.seed = 3;
  options.threads = threads;
  return options;
}

std::vector<double> Thetas(int n) {
  Random random(9);
  std::vector<double> thetas;
  for (int i = 0; i < n; ++i) thetas.push_back(random.Normal());
  return thetas;
}

std::vector<int> ItemsOf(const SimulatedExaminee& examinee) {
  std::vector<int> items;
  for (const GivenItem& given : examinee.given) {
    if (given.scored) items.push_back(given.item);
  }
  return items;
}

TEST(Simulate, IsTheSameForAnyNumberOfThreads) {
  const std::vector<double> thetas = Thetas(100);
  const auto one = Simulate(Options(0, 1), thetas);
  const auto three = Simulate(Options(0, 3), thetas);
  ASSERT_EQ(one.size(), three.size());
  for (size_t i = 0; i < one.size(); ++i) {
    EXPECT_EQ(ItemsOf(one[i]), ItemsOf(three[i]));
    EXPECT_EQ(one[i].theta, thetas[i]);
    EXPECT_EQ(one[i].estimate, three[i].estimate);
    EXPECT_EQ(one[i].pass_probability, three[i].pass_probability);
    EXPECT_EQ(one[i].passed, three[i].passed);
    EXPECT_EQ(one[i].passes_fresh_form, three[i].passes_fresh_form);
  }
}

// Exposure control's counts go on from one part to the next.
TEST(Simulator, GivesTheSameInPartsAsAtOnce) {
  Exam exam = ContentExam(6, 2);
  exam.modes[0].exposure = {NamedRule("item_eligibility", {{"max_rate", 0.4}})};
  SimulationOptions options = Options(0, 2);
  options.exam = Prepare(exam, ContentBank("3pl", 24, 4, 1));
  const std::vector<double> thetas = Thetas(150);
  const auto at_once = Simulate(options, thetas);
  Simulator simulator(options);
  size_t done = 0;
  for (const size_t part : {32, 64, 54}) {
    for (const auto& e : simulator.Next({thetas.data() + done, part})) {
      EXPECT_EQ(ItemsOf(e), ItemsOf(at_once[done]));
      EXPECT_EQ(e.estimate, at_once[done++].estimate);
    }
  }
  EXPECT_EQ(done, 150u);
}

TEST(Simulate, DrawsAnswersToAFreshFormFromTheTrueBank) {
  std::vector<Item> items = Options(0, 1).exam->bank().items();
  for (Item& item : items) item.parameters[1] = -8;  // all answers are right
  const ItemBank truth = *ItemBank::Make(std::move(items));
  SimulationOptions options = Options(0, 1);
  options.true_bank = &truth;
  for (const SimulatedExaminee& e : Simulate(options, Thetas(50))) {
    EXPECT_TRUE(e.passes_fresh_form);
    EXPECT_TRUE(e.passes_fresh_form_at_cut);
  }
}

// Practice sets of three beside forms of 12.
TEST(Simulate, DrawsAFreshFormOfTheMockExamInPractice) {
  Exam exam = ContentExam(12, 0);
  exam.modes[0] = MakeMode(ModeKind::kPractice, 3, 0);
  exam.modes[0].constraints = {CountOf("D1", "domain == \"1\"", 2, 2)};
  SimulationOptions options;
  options.exam = Prepare(exam, ContentBank("3pl", 48, 0, 1));
  int passed = 0;
  for (const auto& e : Simulate(options, std::vector<double>(2000, 0.8))) {
    passed += e.passes_fresh_form;
  }
  const double p = options.exam->pass_curve()[68];  // at 0.8
  EXPECT_NEAR(passed / 2000.0, p, 4.5 * std::sqrt(p * (1 - p) / 2000));
}

TEST(Simulate, DrawsEveryCategoryOfAMixedBank) {
  std::vector<Item> items = ContentBank("3pl", 24, 4, 1).items();
  for (size_t i = 0; i < items.size(); i += 2) {
    items[i].model = GradedResponse();
    items[i].parameters = {1.2, -0.8, 0.05 * i - 0.7, 1.9};
    items[i].covariance.clear();
  }
  SimulationOptions options;
  options.exam = Prepare(ContentExam(6, 2), *ItemBank::Make(std::move(items)));
  std::set<int> drawn;
  for (const auto& examinee : Simulate(options, Thetas(60))) {
    for (const GivenItem& given : examinee.given) {
      const Item& item = options.exam->bank().item(given.item);
      ASSERT_LT(*given.category, NumCategories(item));
      if (IsPolytomous(item.model)) drawn.insert(*given.category);
    }
  }
  EXPECT_EQ(drawn, (std::set<int>{0, 1, 2, 3}));
}

TEST(Simulate, SitsWholeTestsWithinTheBlueprint) {
  for (const int mode : {0, 1}) {
    for (const auto& examinee : Simulate(Options(mode, 2), Thetas(50))) {
      EXPECT_EQ(examinee.given.size(), 8u);
      EXPECT_EQ(ItemsOf(examinee).size(), 6u);
      EXPECT_FALSE(examinee.breaks_blueprint);
    }
  }
}

// Theta drawn from the prior is in its 95 % interval in 95 % of the tests, and
// the estimate is right on average.
TEST(Simulate, CoversThetaAndEstimatesWithoutBias) {
  const auto options = Options(0, 2);
  const auto summary = Summarize(options, Simulate(options, Thetas(3000)));
  EXPECT_NEAR(*summary.coverage_95.value, 0.95,
              4 * *summary.coverage_95.standard_error);
  EXPECT_NEAR(*summary.bias.value, 0, 4 * *summary.bias.standard_error);
  EXPECT_NEAR(*summary.calibration_slope.value, 1,
              4 * *summary.calibration_slope.standard_error);
  EXPECT_EQ(summary.blueprint_violations, 0);
}

// Forty examinees made up by hand; items 0 to 9, three each.
std::vector<SimulatedExaminee> MadeUp() {
  std::vector<SimulatedExaminee> list(40);
  Random random(12);
  for (size_t i = 0; i < list.size(); ++i) {
    SimulatedExaminee& e = list[i];
    e.theta = random.Normal();
    e.estimate = e.theta + 0.3 * random.Normal() + 0.1;
    e.covered = i % 10 != 0;
    e.passed = i % 3 == 0;
    e.pass_probability = random.Uniform();
    e.passes_fresh_form = i % 2 == 0;
    e.breaks_blueprint = i == 7 || i == 11;
    std::set<int> items;
    while (items.size() < 3) items.insert(static_cast<int>(random.Below(10)));
    for (const int item : items) e.given.push_back({item, true, 1});
    if (i % 4 == 0) e.given.push_back({20, false, 1});
  }
  return list;
}

TEST(Summarize, FollowsTheFormulas) {
  const auto examinees = MadeUp();
  const SimulationSummary summary = Summarize(Options(0, 1), examinees);
  double bias = 0, squares = 0, right = 0, brier = 0;
  for (const auto& e : examinees) {
    bias += (e.estimate - e.theta) / 40;
    squares += (e.estimate - e.theta) * (e.estimate - e.theta) / 40;
    right += e.passed == (e.theta >= 0.1);  // the cut of ContentExam
    const double error = e.pass_probability - e.passes_fresh_form;
    brier += error * error / 40;
  }
  EXPECT_EQ(summary.examinees, 40);
  EXPECT_NEAR(*summary.mean_length.value, 3.25, 1e-15);
  EXPECT_NEAR(*summary.bias.value, bias, 1e-14);
  EXPECT_NEAR(*summary.rmse.value, std::sqrt(squares), 1e-14);
  EXPECT_NEAR(*summary.coverage_95.value, 0.9, 1e-14);
  EXPECT_NEAR(*summary.decision_accuracy.value, right / 40, 1e-14);
  EXPECT_NEAR(*summary.brier.value, brier, 1e-14);
  EXPECT_EQ(summary.blueprint_violations, 2);
}

TEST(Summarize, HasTheStandardErrorOfAMean) {
  const auto examinees = MadeUp();
  const SimulationSummary summary = Summarize(Options(0, 1), examinees);
  EXPECT_NEAR(*summary.coverage_95.standard_error, std::sqrt(0.9 * 0.1 / 39),
              1e-14);
  double squares = 0;
  for (const auto& e : examinees) {
    const double d = e.estimate - e.theta - *summary.bias.value;
    squares += d * d;
  }
  EXPECT_NEAR(*summary.bias.standard_error, std::sqrt(squares / 39 / 40),
              1e-14);
}

TEST(Summarize, CountsOverlapAsTheMeanOverPairs) {
  const auto examinees = MadeUp();
  double shared = 0;
  int pairs = 0;
  for (size_t i = 0; i < examinees.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      const std::vector<int> x = ItemsOf(examinees[i]);
      const std::vector<int> y = ItemsOf(examinees[j]);
      for (const int item : x) {
        shared += std::count(y.begin(), y.end(), item) / 3.0;
      }
      ++pairs;
    }
  }
  const SimulationSummary summary = Summarize(Options(0, 1), examinees);
  EXPECT_NEAR(*summary.mean_overlap.value, shared / pairs, 1e-13);
}

TEST(Summarize, FindsTheMostExposedScoredItem) {
  const auto examinees = MadeUp();
  std::vector<int> times(28);
  for (const auto& e : examinees) {
    for (const int item : ItemsOf(e)) ++times[item];
  }
  const double rate = *std::max_element(times.begin(), times.end()) / 40.0;
  const SimulationSummary summary = Summarize(Options(0, 1), examinees);
  EXPECT_NEAR(*summary.max_exposure.value, rate, 1e-15);
  EXPECT_NEAR(*summary.max_exposure.standard_error,
              std::sqrt(rate * (1 - rate) / 40), 1e-15);
}

TEST(Summarize, DividesTheExamineesByAbilityLengthAndPassProbability) {
  const auto examinees = MadeUp();
  const SimulationSummary summary = Summarize(Options(0, 1), examinees);
  std::map<long, int> by_theta;
  std::map<int, int> by_interval;
  for (const auto& e : examinees) {
    ++by_theta[std::lround(2 * e.theta)];
    ++by_interval[static_cast<int>(20 * e.pass_probability)];
  }
  ASSERT_EQ(summary.by_theta.size(), by_theta.size());
  auto stretch = by_theta.begin();
  for (const ThetaFigures& figures : summary.by_theta) {
    EXPECT_EQ(figures.examinees, stretch->second);
    EXPECT_NEAR(figures.theta, stretch++->first / 2.0, 0.25);
  }
  ASSERT_EQ(summary.lengths.size(), 2u);
  EXPECT_EQ(summary.lengths[0].length, 3);
  EXPECT_EQ(summary.lengths[0].examinees, 30);
  EXPECT_EQ(summary.lengths[1].examinees, 10);
  ASSERT_EQ(summary.reliability.size(), by_interval.size());
  EXPECT_EQ(summary.reliability[0].examinees, by_interval.begin()->second);
}

TEST(Summarize, CountsTheBlueprintInTestsOfFullLength) {
  const auto options = Options(0, 2);
  const auto examinees = Simulate(options, Thetas(60));
  const SimulationSummary summary = Summarize(options, examinees);
  ASSERT_EQ(summary.constraints.size(), 2u);
  const ConstraintFigures& area = summary.constraints[0];
  EXPECT_EQ(area.id, "A1");
  EXPECT_EQ(area.lower, 1);
  EXPECT_EQ(area.upper, 2);
  double sum = 0;
  for (const auto& e : examinees) {
    for (const int item : ItemsOf(e)) {
      const auto& attributes = options.exam->bank().item(item).attributes;
      sum += attributes.at("area") == "1a";
    }
  }
  EXPECT_NEAR(*area.mean.value, sum / 60, 1e-14);
  EXPECT_EQ(summary.constraints[1].least, 3);
  EXPECT_EQ(summary.constraints[1].most, 3);
}

TEST(Summarize, IsUndefinedForOneExaminee) {
  const SimulationSummary summary =
      Summarize(Options(0, 1), absl::MakeConstSpan(MadeUp()).subspan(0, 1));
  EXPECT_EQ(summary.examinees, 1);
  EXPECT_FALSE(summary.bias.value);
  EXPECT_FALSE(summary.mean_overlap.value);
  StudyResult result;
  result.summary = summary;
  EXPECT_THAT(WriteSummaryJson({result}),
              testing::HasSubstr("\"value\": null"));
}

TEST(WriteAnswers, HasARowForEachAnswer) {
  const auto options = Options(0, 1);
  SimulatedExaminee examinee;
  examinee.given = {{3, true, 1}, {25, false, 0}};
  EXPECT_EQ(WriteAnswers(options.exam->bank(), "p1", examinee),
            "p1,Q3,1\np1,Q25,0\n");
}

}  // namespace
}  // namespace adaptest
