#include "engine/session/session_estimate.h"

#include <algorithm>
#include <vector>

#include "engine/scores/form_score.h"
#include "engine/scores/mastery.h"
#include "engine/scores/pass_probability.h"
#include "engine/scores/posterior_mass.h"
#include "engine/scores/score_scale.h"

namespace adaptest {
namespace {

// Scored items of the form that have no answer. In a finished session these
// count as wrong, so nothing is left.
std::vector<int> ItemsLeft(const Session& session) {
  if (session.finished()) return {};
  const size_t answered = session.ScoredAnswers().size();
  const std::vector<int>& form = session.plan().form;
  return {form.begin() + answered, form.end()};
}

void FillMockScores(const Session& session, const Posterior& posterior,
                    SessionEstimate& estimate) {
  const PreparedExam& exam = session.exam();
  const ScoreScale& scale = exam.exam().scale;
  const std::vector<int>& form = session.plan().form;
  const int right = NumberRightCount(session);
  const int needed = RawCut(exam.bank(), form, scale.theta_cut) - right;
  estimate.this_form_pass_probability = ThisFormPassProbability(
      posterior, exam.tables(), ItemsLeft(session), needed);
  if (!session.finished()) return;
  const ThetaGrid& grid = exam.tables().grid();
  estimate.scaled_score =
      FormScaledScore(exam.bank(), form, exam.reported_scale(), grid.lower(),
                      grid.upper(), right);
}

// The estimate that decides: that of the exam, or of the decision's estimator.
double DecisionTheta(const Session& session, const SessionEstimate& estimate) {
  const double own = estimate.theta.value_or(session.score_mean());
  const auto* decision =
      std::get_if<EstimateAboveCut>(&session.mode().decision);
  if (decision == nullptr || decision->estimator == "exam") return own;
  return session.AbilityBy(decision->estimator).theta.value_or(own);
}

bool IsProvisional(const Session& session) {
  const PreparedExam& exam = session.exam();
  const auto answers = session.ScoredAnswers();
  return exam.has_provisional_forms() ||
         std::any_of(answers.begin(), answers.end(),
                     [&](const ScoredAnswer& answer) {
                       return exam.bank().item(answer.item).provisional;
                     });
}

// The median of theta decides by mastery, its mean is the score: where they
// lie on different sides of the cut, the score goes to the decision's side.
void AlignWithDecision(bool passed, const ScoreScale& scale,
                       SessionEstimate& estimate) {
  double& score = estimate.scaled_score;
  score = passed ? std::max(score, scale.cut_score)
                 : std::min(score, scale.cut_score - 1);
}

absl::string_view ScorePriorName(const Session& session) {
  const Prior& prior = session.mode().score_prior;
  return NameOf(session.plan().history ? prior : Resolve(prior, std::nullopt));
}

}  // namespace

bool SessionPasses(const Session& session, const SessionEstimate& estimate) {
  const PreparedExam& exam = session.exam();
  TestOutcome outcome;
  outcome.number_right = NumberRightCount(session);
  outcome.mastery_probability = estimate.mastery_probability;
  outcome.theta_cut = exam.exam().scale.theta_cut;
  outcome.theta = DecisionTheta(session, estimate);
  outcome.cut_short = session.cut_short();
  outcome.num_items = estimate.num_items;
  for (const EstimatePoint& point : session.track()) {
    outcome.last_estimates.push_back(point.theta);
  }
  if (!session.plan().form.empty()) {
    outcome.raw_cut =
        RawCut(exam.bank(), session.plan().form, exam.exam().scale.theta_cut);
  }
  return Passes(session.mode().decision, outcome);
}

int NumberRightCount(const Session& session) {
  int right = 0;
  for (const ScoredAnswer& answer : session.ScoredAnswers()) {
    right += answer.category;
  }
  return right;
}

SessionEstimate EstimateSession(const Session& session) {
  const PreparedExam& exam = session.exam();
  const ScoreScale& scale = exam.exam().scale;
  const Posterior posterior = session.ScorePosterior();
  const AbilityEstimate ability = session.Ability();
  SessionEstimate estimate;
  estimate.theta = ability.theta;
  estimate.standard_error = ability.standard_error;
  estimate.state = ability.state;
  estimate.num_items = static_cast<int>(session.ScoredAnswers().size());
  estimate.prior = ScorePriorName(session);
  const ReportedScale& reported = exam.reported_scale();
  const double theta = ability.theta.value_or(posterior.mean());
  estimate.scaled_score = reported.Score(theta);
  if (ability.standard_error) {
    estimate.scaled_score_standard_error =
        reported.StandardError(theta, *ability.standard_error);
  }
  const PosteriorDistribution distribution(posterior);
  estimate.scaled_score_lower =
      reported.Score(distribution.Quantile(kIntervalTail));
  estimate.scaled_score_upper =
      reported.Score(distribution.Quantile(1 - kIntervalTail));
  estimate.mastery_probability = MasteryProbability(posterior, scale);
  estimate.pass_probability = PassProbability(posterior, exam.pass_curve());
  const auto pass_probability_at = [&](double p) {
    return PassProbabilityAt(exam.tables().grid(), exam.pass_curve(),
                             distribution.Quantile(p));
  };
  estimate.pass_probability_lower = pass_probability_at(kPassIntervalTail);
  estimate.pass_probability_upper = pass_probability_at(1 - kPassIntervalTail);
  estimate.provisional = IsProvisional(session);
  if (!session.plan().form.empty()) {
    FillMockScores(session, posterior, estimate);
  }
  if (session.finished()) {
    AlignWithDecision(SessionPasses(session, estimate), scale, estimate);
  }
  return estimate;
}

}  // namespace adaptest
