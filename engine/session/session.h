#ifndef ADAPTEST_ENGINE_SESSION_SESSION_H_
#define ADAPTEST_ENGINE_SESSION_SESSION_H_

#include <memory>
#include <optional>
#include <vector>

#include "absl/types/span.h"
#include "engine/posterior.h"
#include "engine/session/prepared_exam.h"
#include "engine/session/session_plan.h"

namespace adaptest {

// An item that was given at a position, and what came back.
struct GivenItem {
  int item;
  bool scored;                  // false for pretest items
  std::optional<int> category;  // empty until answered
};

// One examinee's test as a pure state machine: no clock, no I/O. Its state
// follows from the plan and the sequence of Give, Answer and Finish, so that
// replaying the same calls gives the same session. A value: copies are
// independent. Positions count from 0.
class Session {
 public:
  Session(std::shared_ptr<const PreparedExam> exam, int mode, SessionPlan plan);

  const PreparedExam& exam() const { return *exam_; }
  const PreparedMode& mode() const { return exam_->modes()[mode_]; }
  const SessionPlan& plan() const { return plan_; }
  absl::Span<const GivenItem> given() const { return given_; }
  bool finished() const { return finished_; }

  // Whether the last item given waits for its answer.
  bool waiting() const;
  int num_answered() const;
  std::vector<int> ScoredItems() const;  // given so far, by position
  std::vector<ScoredAnswer> ScoredAnswers() const;

  // The item for the next position, or nothing where the test is over. Pure:
  // the same state gives the same item. Requires !waiting() && !finished().
  std::optional<int> SelectNext() const;

  // Records the item of the next position. Requires !waiting().
  void Give(int item);

  // Records the answer to the item that waits, and updates the posteriors if
  // the item is scored.
  void Answer(int category);

  // Ends the session; what was not answered stays so.
  void Finish() { finished_ = true; }

  // Posterior of theta under the score prior.
  const Posterior& score_posterior() const { return score_posterior_; }
  const Posterior& selection_posterior() const {
    return selection_posterior_ ? *selection_posterior_ : score_posterior_;
  }

  // The estimate that selection works with: the exam's estimator, under the
  // selection prior. Before any answer it is the prior's mean.
  double SelectionTheta() const;

  // The exam's estimator under the score prior. Its log_likelihood is not
  // filled where the posterior gives the estimate.
  AbilityEstimate Ability() const;

 private:
  EstimationSettings Settings(const Prior& prior) const;
  bool IsPretestPosition(int position) const;
  int SelectScored() const;

  std::shared_ptr<const PreparedExam> exam_;
  int mode_;
  SessionPlan plan_;
  std::vector<GivenItem> given_;
  bool finished_ = false;
  Posterior score_posterior_;
  std::optional<Posterior> selection_posterior_;  // where the priors differ
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SESSION_SESSION_H_
