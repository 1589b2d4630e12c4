#ifndef ADAPTEST_ENGINE_SESSION_SESSION_H_
#define ADAPTEST_ENGINE_SESSION_SESSION_H_

#include <memory>
#include <optional>
#include <vector>

#include "absl/types/span.h"
#include "engine/posterior.h"
#include "engine/session/item_selection.h"
#include "engine/session/prepared_exam.h"
#include "engine/session/session_plan.h"

namespace adaptest {

// An item that was given at a position, and what came back.
struct GivenItem {
  int item;
  bool scored;                         // false for pretest items
  std::optional<int> category;         // empty until answered
  double elapsed_seconds = 0;          // from the session's start to the answer
  std::optional<double> seconds = {};  // > 0, taken for it; where measured
};

// The exam's estimate after an answer.
struct EstimatePoint {
  double theta;
  double standard_error;
};

// One examinee's test as a pure state machine: no clock, no I/O. Its state
// follows from the plan and the sequence of Give, Answer and Finish, so that
// replaying the same calls gives the same session. A value: copies are
// independent. Positions count from 0.
class Session {
 public:
  Session(std::shared_ptr<const PreparedExam> exam, int mode, SessionPlan plan);

  const PreparedExam& exam() const { return *exam_; }
  const std::shared_ptr<const PreparedExam>& shared_exam() const {
    return exam_;
  }
  const PreparedMode& mode() const { return exam_->modes()[mode_]; }
  const SessionPlan& plan() const { return *plan_; }
  absl::Span<const GivenItem> given() const { return given_; }
  bool finished() const { return finished_; }

  // Whether the last item given waits for its answer.
  bool waiting() const;
  int num_answered() const;
  std::vector<int> ScoredItems() const;  // given so far, by position
  absl::Span<const ScoredAnswer> ScoredAnswers() const {
    return scored_answers_;
  }

  // The item for the next position, or nothing where the test is over. Pure:
  // the same state gives the same item. Requires !waiting() && !finished().
  std::optional<int> SelectNext() const;

  // The item for the next position whatever the stopping rules say; nothing
  // after the last position. Requires !waiting() && !finished().
  std::optional<int> NextItem() const;

  // Whether the test is over: all positions are answered, or a stopping rule
  // ended it under the rule for early stops (blueprint/proportion.h). Requires
  // !waiting().
  bool IsOver() const;

  // The selection of the next scored item after the answers so far, whether or
  // not one is due. In a mock exam the form decides instead.
  ItemSelection Select() const;

  // Records the item of the next position. Requires !waiting().
  void Give(int item);

  // Records the answer to the item that waits, and updates the posteriors if
  // the item is scored. Time since the session's start does not fall. Nothing
  // but person fit looks at the seconds taken.
  void Answer(int category, double elapsed_seconds = 0,
              std::optional<double> seconds = std::nullopt);

  // Ends the session; what was not answered stays so. It is cut short where it
  // was not over: its time ran out, or it was given up.
  void Finish(bool cut_short = false);
  bool cut_short() const { return cut_short_; }

  // Gives back memory that was taken for answers to come.
  void ShrinkToFit();

  // The exam's estimate after each scored answer.
  absl::Span<const EstimatePoint> track() const { return track_; }

  // Rules and snapshot of the next selection, handed to `use`.
  template <class Use>
  auto WithSelection(Use use) const {
    const EstimationSettings settings = Settings(selection_prior_);
    const std::vector<double> log_prior = LogSelectionPrior();
    const Posterior posterior(settings.grid, log_prior, log_likelihood_);
    return use(Rules(), Snapshot(settings, log_prior, posterior));
  }

  // Posterior of theta under the score prior, its mean and standard deviation,
  // and the posterior under the selection prior. Posteriors are computed when
  // they are asked for; the state of a session is the likelihood.
  Posterior ScorePosterior() const;
  double score_mean() const { return score_mean_; }
  double score_sd() const { return score_sd_; }
  Posterior SelectionPosterior() const;

  // [node]: log density of the score prior after the answers so far.
  std::vector<double> LogScorePrior() const;

  // The estimate that selection works with: the exam's estimator, under the
  // selection prior. Before any answer it is the prior's mean.
  double SelectionTheta() const;

  // What Ability is estimated with.
  EstimationSettings ScoreSettings() const { return Settings(score_prior_); }

  // The exam's estimator under the score prior. Its log_likelihood is not
  // filled where the posterior gives the estimate.
  AbilityEstimate Ability() const;

  // The same by another estimator, by name: eap, mle ...
  AbilityEstimate AbilityBy(absl::string_view estimator) const;

 private:
  EstimationSettings Settings(const Prior& prior) const;
  std::vector<double> LogPriorNow(const Prior& prior,
                                  const std::vector<double>& prepared) const;
  std::vector<double> LogSelectionPrior() const;
  double SelectionThetaBy(const Posterior& posterior) const;
  void TakeScoreMoments();
  bool IsPretestPosition(int position) const;
  SelectionRules Rules() const;
  SelectionSnapshot Snapshot(const EstimationSettings& settings,
                             absl::Span<const double> log_prior,
                             const Posterior& posterior) const;

  std::shared_ptr<const PreparedExam> exam_;
  int mode_;
  std::shared_ptr<const SessionPlan> plan_;
  std::vector<GivenItem> given_;
  std::vector<ScoredAnswer> scored_answers_;
  bool finished_ = false;
  bool cut_short_ = false;
  std::vector<EstimatePoint> track_;
  Prior score_prior_;                   // the mode's, by the learner's history
  Prior selection_prior_;               // the same
  std::vector<double> log_likelihood_;  // [node], of the scored answers
  double score_mean_ = 0;
  double score_sd_ = 0;
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SESSION_SESSION_H_
