#ifndef ADAPTEST_ENGINE_SESSION_SESSION_ESTIMATE_H_
#define ADAPTEST_ENGINE_SESSION_SESSION_ESTIMATE_H_

#include <optional>

#include "absl/strings/string_view.h"
#include "engine/ability_estimator.h"
#include "engine/session/session.h"

namespace adaptest {

// What is known of an examinee at some point of a session.
struct SessionEstimate {
  std::optional<double> theta;           // empty where it is undefined
  std::optional<double> standard_error;  // of theta, for its estimator
  AbilityState state = AbilityState::kOk;
  int num_items = 0;  // scored answers behind it

  // The name of the prior behind it; "history" only where the learner's last
  // session was carried forward.
  absl::string_view prior;

  // On the reported scale. The interval is the 95 % credible interval of theta
  // on that scale. The score itself is that of theta; in a finished mock exam
  // it is the number right on the form's own scale (form_score.h). Once the
  // session is finished it is on the decision's side of the cut score, so that
  // a score that passes and "pass" are the same.
  double scaled_score = 0;
  double scaled_score_lower = 0;
  double scaled_score_upper = 0;

  // Conditional standard error of the score of theta; empty where that of
  // theta is.
  std::optional<double> scaled_score_standard_error;

  double mastery_probability = 0;  // P(theta >= theta_cut)
  double pass_probability = 0;     // of passing a real form

  // T(theta), the pass curve, at the 5 % and the 95 % point of the posterior:
  // where the probability of passing lies as far as ability is known. The
  // curve itself counts as known.
  double pass_probability_lower = 0;
  double pass_probability_upper = 0;

  // A scored answer is to a provisional item (cold_start.h), or the forms
  // behind the pass probability hold one.
  bool provisional = false;

  // Mock exam only: of passing the form that is being sat.
  std::optional<double> this_form_pass_probability;
};

// The 95 % credible interval leaves this much on either side.
inline constexpr double kIntervalTail = 0.025;

// The pass interval leaves this much: it is of 90 %.
inline constexpr double kPassIntervalTail = 0.05;

SessionEstimate EstimateSession(const Session& session);

// The mode's decision on a finished session, with its final estimate.
bool SessionPasses(const Session& session, const SessionEstimate& estimate);

// The scored items right so far.
int NumberRightCount(const Session& session);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SESSION_SESSION_ESTIMATE_H_
