#include "service/sessions/session_result.h"

#include "engine/session/session_estimate.h"

namespace adaptest {

storage::v1::SessionResult ResultOf(const Session& session) {
  const SessionEstimate estimate = EstimateSession(session);
  storage::v1::SessionResult result;
  result.set_passed(SessionPasses(session, estimate));
  if (estimate.theta) result.set_theta(*estimate.theta);
  if (estimate.standard_error) {
    result.set_standard_error(*estimate.standard_error);
  }
  result.set_scaled_score(estimate.scaled_score);
  result.set_mastery_probability(estimate.mastery_probability);
  result.set_pass_probability(estimate.pass_probability);
  result.set_right_count(NumberRightCount(session));
  return result;
}

}  // namespace adaptest
