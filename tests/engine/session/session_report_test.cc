#include "engine/session/session_report.h"

#include <cmath>
#include <set>

#include "engine/scores/form_score.h"
#include "engine/scores/mastery.h"
#include "tests/engine/session/brute_force.h"
#include "tests/support/session_runner.h"
#include "tests/support/shipped_exam.h"

namespace adaptest {
namespace {

const std::shared_ptr<const PreparedExam>& ReportExam() {
  static const auto& exam = *new std::shared_ptr<const PreparedExam>(
      Prepare(ContentExam(12, 3), ContentBank("3pl", 60, 5, 1)));
  return exam;
}

void ExpectDefined(const SessionEstimate& e) {
  ASSERT_TRUE(e.theta && e.standard_error);
  for (const double value :
       {*e.theta, *e.standard_error, e.scaled_score, e.scaled_score_lower,
        e.scaled_score_upper, e.mastery_probability, e.pass_probability,
        e.pass_probability_lower, e.pass_probability_upper}) {
    EXPECT_TRUE(std::isfinite(value));
  }
  EXPECT_LE(e.scaled_score_lower, e.scaled_score_upper);
  EXPECT_LE(e.pass_probability_lower, e.pass_probability_upper);
  for (const double p : {e.mastery_probability, e.pass_probability,
                         e.this_form_pass_probability.value_or(0)}) {
    EXPECT_GE(p, 0);
    EXPECT_LE(p, 1);
  }
}

int RawCutByFormula(const Session& session) {
  double sum = 0;
  for (const int item : session.plan().form) {
    sum += RightByFormula(session.exam().bank().item(item),
                          session.exam().exam().scale.theta_cut);
  }
  return static_cast<int>(std::ceil(sum - 1e-9));
}

class ReportOfMode : public testing::TestWithParam<int> {};

TEST_P(ReportOfMode, IsDefinedForAllRightAndAllWrong) {
  for (const int answer : {0, 1}) {
    Session session = StartSession(ReportExam(), GetParam(), 1);
    Continue(session, [&](int) { return answer; });
    session.Finish();
    const SessionReport report = MakeReport(session);
    ExpectDefined(report.estimate);
    EXPECT_EQ(report.passed, answer == 1);
    EXPECT_EQ(report.number_right, 12 * answer);
    EXPECT_EQ(report.num_scored, 12);
  }
}

TEST_P(ReportOfMode, IsDefinedWithoutAnyAnswer) {
  for (const bool given : {false, true}) {
    Session session = StartSession(ReportExam(), GetParam(), 1);
    if (given) session.Give(*session.SelectNext());
    session.Finish();
    const SessionReport report = MakeReport(session);
    ExpectDefined(report.estimate);
    EXPECT_EQ(report.number_right, 0);
    EXPECT_EQ(report.estimate.num_items, 0);
    EXPECT_EQ(report.estimate.state, AbilityState::kNoAnswers);
  }
}

TEST_P(ReportOfMode, ShowsTheCutScoreOrMoreExactlyWhereItPasses) {
  const double cut_score = ReportExam()->exam().scale.cut_score;
  int passed = 0;
  for (int seed = 0; seed < 400; ++seed) {
    const Session session = RandomSession(ReportExam(), GetParam(), seed);
    const SessionReport report = MakeReport(session);
    EXPECT_EQ(report.estimate.scaled_score >= cut_score, report.passed)
        << "seed " << seed << ": " << report.estimate.scaled_score;
    passed += report.passed;
  }
  EXPECT_GT(passed, 50);
  EXPECT_LT(passed, 350);
}

TEST_P(ReportOfMode, ShowsTheDecisionNearTheCutByMaximumLikelihood) {
  Exam exam = ContentExam(12, 0);
  exam.estimator = NamedRule("mle");
  exam.modes[0].decision = NamedRule("mastery", {{"threshold", 0.8}});
  const auto prepared = Prepare(exam, ContentBank("3pl", 60, 0, 2));
  for (int seed = 0; seed < 60; ++seed) {
    const SessionReport report =
        MakeReport(RandomSession(prepared, GetParam(), seed));
    EXPECT_EQ(report.estimate.scaled_score >= 720, report.passed) << seed;
  }
}

TEST_P(ReportOfMode, CountsRightAnswersByAttribute) {
  const Session session = RandomSession(ReportExam(), GetParam(), 5);
  std::map<std::pair<std::string, std::string>, std::pair<int, int>> expected;
  for (const GivenItem& given : session.given()) {
    if (!given.scored) continue;
    const Item& item = ReportExam()->bank().item(given.item);
    for (const auto& entry : item.attributes) {
      auto& [items, right] = expected[entry];
      ++items;
      right += *given.category;
    }
  }
  const SessionReport report = MakeReport(session);
  EXPECT_EQ(report.attributes.size(), expected.size());
  EXPECT_EQ(report.attributes[0].attribute, "domain");
  for (const AttributeResult& result : report.attributes) {
    const auto [items, right] = expected[{result.attribute, result.value}];
    EXPECT_EQ(result.num_items, items);
    EXPECT_EQ(result.num_right, right);
  }
}

TEST_P(ReportOfMode, CountsTheConstraints) {
  const SessionReport report =
      MakeReport(RandomSession(ReportExam(), GetParam(), 6));
  ASSERT_EQ(report.counts.size(), 2u);
  EXPECT_EQ(report.counts[0].id, "A1");
  EXPECT_GE(report.counts[0].count, 1);
  EXPECT_LE(report.counts[0].count, 4);
  EXPECT_EQ(report.counts[1].id, "D1");
  EXPECT_EQ(report.counts[1].count, 6);
}

INSTANTIATE_TEST_SUITE_P(Modes, ReportOfMode,
                         testing::Values(kAdaptiveMode, kMockMode),
                         [](const auto& mode) {
                           return mode.param == kMockMode ? "Mock" : "Adaptive";
                         });

TEST(SessionReport, DecidesAMockExamByNumberRightAgainstTheRawCut) {
  for (int seed = 0; seed < 200; ++seed) {
    const Session session = RandomSession(ReportExam(), kMockMode, seed);
    const SessionReport report = MakeReport(session);
    const int cut = RawCutByFormula(session);
    EXPECT_EQ(report.raw_cut, cut);
    EXPECT_EQ(report.passed, report.number_right >= cut);
    EXPECT_EQ(report.estimate.scaled_score,
              FormScaledScore(ReportExam()->bank(), session.plan().form,
                              ReportExam()->reported_scale(), -6, 6,
                              report.number_right));
  }
}

TEST(SessionReport, DecidesAnAdaptiveTestByMastery) {
  for (int seed = 0; seed < 200; ++seed) {
    const Session session = RandomSession(ReportExam(), kAdaptiveMode, seed);
    const SessionReport report = MakeReport(session);
    EXPECT_EQ(report.passed,
              MasteryProbability(session.ScorePosterior(),
                                 ReportExam()->exam().scale) >= 0.5);
    EXPECT_FALSE(report.raw_cut);
    EXPECT_FALSE(report.estimate.this_form_pass_probability);
  }
}

TEST(SessionReport, CountsWhatAMockExamDidNotReachAsWrong) {
  const auto& exam = ShippedPreparedExam();
  for (const int answered : {0, 1, 20, 40, 64}) {
    Session session = StartSession(exam, kMockMode, answered);
    Continue(
        session, [](int) { return 1; }, answered);
    const auto right = static_cast<int>(session.ScoredAnswers().size());
    session.Finish();
    const SessionReport report = MakeReport(session);
    EXPECT_EQ(report.num_scored, 50);
    EXPECT_EQ(report.number_right, right);
    EXPECT_EQ(report.passed, right >= RawCutByFormula(session));
    EXPECT_EQ(report.estimate.this_form_pass_probability,
              report.passed ? 1.0 : 0.0);
    EXPECT_EQ(report.estimate.scaled_score >= 720, report.passed);
    int items = 0;
    for (const AttributeResult& result : report.attributes) {
      if (result.attribute == "domain") items += result.num_items;
    }
    EXPECT_EQ(items, 50);
  }
}

TEST(SessionEstimate, SettlesThisFormsPassProbabilityAtTheLastAnswer) {
  for (int seed = 0; seed < 50; ++seed) {
    Session session = StartSession(ReportExam(), kMockMode, seed);
    Random random(seed);
    Continue(session, [&](int) { return static_cast<int>(random.Below(2)); });
    const double before = *EstimateSession(session).this_form_pass_probability;
    session.Finish();
    EXPECT_EQ(before, MakeReport(session).passed ? 1 : 0);
  }
}

// By enumeration of the last three answers of a mock exam.
TEST(SessionEstimate, AveragesThisFormsPassProbabilityOverThePosterior) {
  const auto exam = Prepare(ContentExam(12, 0), ContentBank("2pl", 40, 0, 3));
  Session session = StartSession(exam, kMockMode, 9);
  Continue(
      session, [](int item) { return item % 2; }, 9);
  const std::vector<int>& form = session.plan().form;
  const int cut = RawCutByFormula(session);
  const Posterior posterior = session.ScorePosterior();
  double expected = 0;
  for (int q = 0; q < 121; ++q) {
    for (int pattern = 0; pattern < 8; ++pattern) {
      double p = posterior.weights()[q];
      int right = NumberRightCount(session);
      for (int k = 0; k < 3; ++k) {
        const bool x = pattern >> k & 1;
        const double at =
            RightByFormula(exam->bank().item(form[9 + k]), -6 + 0.1 * q);
        p *= x ? at : 1 - at;
        right += x;
      }
      if (right >= cut) expected += p;
    }
  }
  EXPECT_NEAR(*EstimateSession(session).this_form_pass_probability, expected,
              1e-12);
}

TEST(SessionEstimate, WeighsThePassCurveWithThePosterior) {
  Session session = StartSession(ReportExam(), kAdaptiveMode, 2);
  Continue(
      session, [](int item) { return item % 3 == 0; }, 8);
  const Posterior posterior = session.ScorePosterior();
  double expected = 0;
  for (int q = 0; q < 121; ++q) {
    expected += posterior.weights()[q] * ReportExam()->pass_curve()[q];
  }
  EXPECT_NEAR(EstimateSession(session).pass_probability, expected, 1e-13);
}

}  // namespace
}  // namespace adaptest
