#include "calibration/simulation/session_outcome.h"

#include "engine/blueprint/proportion.h"
#include "engine/blueprint/shadow_test.h"
#include "engine/scores/posterior_mass.h"
#include "engine/session/exposed_tests.h"
#include "engine/session/session_estimate.h"

namespace adaptest {
namespace {

std::vector<int> AllItems(const Session& session) {
  std::vector<int> items;
  for (const GivenItem& given : session.given()) items.push_back(given.item);
  return items;
}

bool BreaksBlueprint(const Session& session) {
  const std::vector<int> given = session.ScoredItems();
  const Blueprint& blueprint = session.mode().blueprint;
  if (!blueprint.BrokenByOrder(given).empty()) return true;
  if (static_cast<int>(given.size()) == blueprint.length()) {
    if (!blueprint.counts_pretest()) return !CheckTest(blueprint, given).ok();
    return !CheckTest(blueprint, AllItems(session)).ok();
  }
  const size_t pretest = session.given().size() - given.size();
  return !IsProportional(blueprint, given) ||
         pretest * session.mode().num_positions() >
             session.given().size() * session.mode().mode.pretest_items;
}

}  // namespace

void FillOutcome(const Session& session, const ExamineeOptions& options,
                 SimulatedExaminee& examinee) {
  const SessionEstimate estimate = EstimateSession(session);
  const Posterior posterior = session.ScorePosterior();
  const PosteriorDistribution distribution(posterior);
  examinee.given = {session.given().begin(), session.given().end()};
  examinee.estimate = estimate.theta.value_or(posterior.mean());
  examinee.posterior_sd = posterior.sd();
  examinee.covered = distribution.Quantile(kIntervalTail) <= examinee.theta &&
                     examinee.theta <= distribution.Quantile(1 - kIntervalTail);
  examinee.passed = SessionPasses(session, estimate);
  examinee.pass_probability = estimate.pass_probability;
  if (options.person_fit) examinee.person_fit = SessionPersonFit(session);
  examinee.breaks_blueprint = BreaksBlueprint(session);
  examinee.exposed = ExposedTests(session);
}

}  // namespace adaptest
