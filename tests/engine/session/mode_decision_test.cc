#include "engine/session/mode_decision.h"

#include <cmath>
#include <vector>

#include "tests/support/exam_builder.h"

namespace adaptest {
namespace {

// Compares with the estimator itself on random patterns. The parabola through
// three nodes puts an estimate within 0.01 of the cut on either side.
void ExpectAsByTheEstimate(const std::string& estimator, double cut) {
  Exam exam = ContentExam(20, 0);
  exam.scale.theta_cut = cut;
  exam.modes[0].decision = NamedRule("estimate");
  exam.modes[0].decision.options["estimator"] = estimator;
  const auto prepared = Prepare(exam, ContentBank("2pl", 40, 0, 3));
  const PreparedMode& mode = prepared->modes()[0];
  Random random(8);
  for (int person = 0; person < 100; ++person) {
    Posterior posterior(prepared->tables().grid(), mode.log_score_prior);
    std::vector<ScoredAnswer> answers;
    for (int i = 0; i < 20; ++i) {
      answers.push_back({i, random.Uniform() < 0.5 ? 1 : 0});
      posterior.Update(
          prepared->tables().log_probability(i, answers.back().category));
    }
    const ThetaGrid& grid = prepared->tables().grid();
    const auto estimate = EstimateAbility(
        *MakeAbilityEstimator(NamedRule(estimator)), prepared->bank(), answers,
        {grid, mode.score_prior, grid.lower(), grid.upper()});
    ASSERT_TRUE(estimate.theta.has_value());
    if (std::abs(*estimate.theta - cut) < 0.01) continue;
    EXPECT_EQ(PassesByPosterior(mode.decision, prepared->estimator(),
                                prepared->exam().scale, mode.log_score_prior,
                                posterior),
              *estimate.theta >= cut)
        << estimator << " " << *estimate.theta << ", cut " << cut;
  }
}

TEST(PassesByPosterior, IsTheDecisionByTheEstimateForCutsOnAndBetweenNodes) {
  for (const char* estimator : {"eap", "map", "mle"}) {
    for (const double cut : {0.0, 0.1, 0.13, 0.16, -0.05}) {
      ExpectAsByTheEstimate(estimator, cut);
    }
  }
}

}  // namespace
}  // namespace adaptest
