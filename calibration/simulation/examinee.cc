#include "calibration/simulation/examinee.h"

#include "engine/blueprint/shadow_test.h"
#include "engine/random.h"
#include "engine/scores/form_score.h"
#include "engine/scores/posterior_mass.h"
#include "engine/session/session_estimate.h"
#include "engine/session/session_report.h"

namespace adaptest {
namespace {

int DrawAnswer(const Item& item, double theta, Random& random) {
  return DrawCategory(item.model, item.parameters, theta, random.Uniform());
}

// Whether the person passes a form drawn afresh within the blueprint, by that
// form's own cut.
bool DrawFreshPass(const PreparedExam& exam, const PreparedMode& mode,
                   double theta, Random& random) {
  const ItemBank& bank = exam.bank();
  const auto gains = RandomGains(bank.size(), random.Bits(), 0);
  const auto form = AssembleTest({bank, mode.blueprint, gains, {}});
  if (!form.ok()) return false;  // not reached: the blueprint is feasible
  int score = 0;
  for (const int item : *form) {
    score += DrawAnswer(bank.item(item), theta, random);
  }
  return score >= RawCut(bank, *form, exam.exam().scale.theta_cut);
}

}  // namespace

SimulatedExaminee SimulateExaminee(
    const std::shared_ptr<const PreparedExam>& exam, int mode, double theta,
    uint64_t seed, uint64_t index) {
  Random random = Random::Stream(seed, index);
  const PreparedMode& prepared = exam->modes()[mode];
  Session session(exam, mode, MakeSessionPlan(*exam, prepared, random.Bits()));
  for (auto next = session.SelectNext(); next; next = session.SelectNext()) {
    session.Give(*next);
    session.Answer(DrawAnswer(exam->bank().item(*next), theta, random));
  }
  session.Finish();
  const SessionReport report = MakeReport(session);
  const Posterior& posterior = session.score_posterior();
  SimulatedExaminee examinee;
  examinee.theta = theta;
  examinee.given = {session.given().begin(), session.given().end()};
  examinee.estimate = report.estimate.theta.value_or(posterior.mean());
  examinee.covered = PosteriorQuantile(posterior, kIntervalTail) <= theta &&
                     theta <= PosteriorQuantile(posterior, 1 - kIntervalTail);
  examinee.passed = report.passed;
  examinee.pass_probability = report.estimate.pass_probability;
  examinee.passes_fresh_form = DrawFreshPass(*exam, prepared, theta, random);
  examinee.breaks_blueprint =
      !CheckTest(prepared.blueprint, session.ScoredItems()).ok();
  return examinee;
}

}  // namespace adaptest
