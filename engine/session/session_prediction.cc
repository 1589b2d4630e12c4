#include "engine/session/session_prediction.h"

#include <algorithm>
#include <vector>

#include "engine/scores/final_decision.h"
#include "engine/scores/form_score.h"
#include "engine/session/mode_decision.h"
#include "engine/session/session_estimate.h"

namespace adaptest {
namespace {

// The items of a test that have no answer.
std::vector<int> RemainingItems(const Session& session,
                                const std::vector<int>& test) {
  const auto answers = session.ScoredAnswers();
  std::vector<int> remaining;
  for (const int i : test) {
    if (std::none_of(answers.begin(), answers.end(),
                     [i](const ScoredAnswer& a) { return a.item == i; })) {
      remaining.push_back(i);
    }
  }
  return remaining;
}

Prediction PredictFinalFormScore(const Session& session) {
  const PreparedExam& exam = session.exam();
  const std::vector<int>& form = session.plan().form;
  const ThetaGrid& grid = exam.tables().grid();
  std::vector<double> scores;
  for (int raw = 0; raw <= MaxFormScore(exam.bank(), form); ++raw) {
    scores.push_back(FormScaledScore(exam.bank(), form, exam.reported_scale(),
                                     grid.lower(), grid.upper(), raw));
  }
  const size_t answered = session.ScoredAnswers().size();
  return PredictFormScore(session.ScorePosterior(), exam.tables(),
                          absl::MakeConstSpan(form).subspan(answered),
                          NumberRightCount(session), scores);
}

}  // namespace

Prediction PredictFinalScore(const Session& session) {
  if (!session.plan().form.empty()) return PredictFinalFormScore(session);
  const PreparedExam& exam = session.exam();
  const Prediction theta =
      PredictFinalTheta(session.ScorePosterior(), exam.tables(),
                        RemainingItems(session, session.Select().shadow_test));
  const ReportedScale& scale = exam.reported_scale();
  return {scale.Score(theta.median), scale.Score(theta.lower),
          scale.Score(theta.upper)};
}

double FinalPassProbability(const Session& session,
                            const ItemSelection& selection) {
  const PreparedExam& exam = session.exam();
  const ScoreScale& scale = exam.exam().scale;
  const std::vector<int> remaining =
      RemainingItems(session, selection.shadow_test);
  const std::vector<double> log_prior = session.LogScorePrior();
  return FinalPassProbability(
      {exam.bank(), exam.tables(), session.ScorePosterior(), remaining,
       scale.theta_cut, [&](const Posterior& posterior) {
         return PassesByPosterior(session.mode().decision, exam.estimator(),
                                  scale, log_prior, posterior);
       }});
}

}  // namespace adaptest
