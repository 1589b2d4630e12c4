#include "calibration/simulation/examinee.h"

#include <algorithm>
#include <utility>

#include "engine/blueprint/proportion.h"
#include "engine/blueprint/shadow_test.h"
#include "engine/random.h"
#include "engine/scores/form_score.h"
#include "engine/scores/pass_probability.h"
#include "engine/scores/posterior_mass.h"
#include "engine/session/exposed_tests.h"
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

// Draws answers until the session is over; notes predictions on the way.
class Sitting {
 public:
  Sitting(const std::shared_ptr<const PreparedExam>& exam, Session session,
          const ItemBank& true_bank, double theta, Random& random)
      : exam_(*exam),
        session_(std::move(session)),
        true_bank_(true_bank),
        theta_(theta),
        random_(random) {}

  void GiveAndAnswer(int item) {
    session_.Give(item);
    session_.Answer(DrawAnswer(true_bank_.item(item), theta_, random_));
  }

  void Note(const std::vector<int>& checkpoints,
            std::map<int, double>& predictions) const {
    if (!session_.given().back().scored) return;
    const int items = static_cast<int>(session_.track().size());
    if (std::count(checkpoints.begin(), checkpoints.end(), items) == 0) return;
    predictions[items] =
        PassProbability(session_.score_posterior(), exam_.pass_curve());
  }

  // The decision at full length, whatever the stopping rules say.
  bool DecisionAtFullLength() {
    for (auto next = session_.NextItem(); next; next = session_.NextItem()) {
      GiveAndAnswer(*next);
    }
    session_.Finish();
    return SessionPasses(session_, EstimateSession(session_));
  }

  Session& session() { return session_; }

 private:
  const PreparedExam& exam_;
  Session session_;
  const ItemBank& true_bank_;
  double theta_;
  Random& random_;
};

bool BreaksBlueprint(const Session& session) {
  const std::vector<int> given = session.ScoredItems();
  const Blueprint& blueprint = session.mode().blueprint;
  if (static_cast<int>(given.size()) == blueprint.length()) {
    return !CheckTest(blueprint, given).ok();
  }
  const size_t pretest = session.given().size() - given.size();
  return !IsProportional(blueprint, given) ||
         pretest * session.mode().num_positions() >
             session.given().size() * session.mode().mode.pretest_items;
}

}  // namespace

SimulatedExaminee SimulateExaminee(
    const std::shared_ptr<const PreparedExam>& exam, int mode, double theta,
    uint64_t seed, uint64_t index, const SessionStart& start,
    const ExamineeOptions& options, const ItemBank* true_bank) {
  Random random = Random::Stream(seed, index);
  const PreparedMode& prepared = exam->modes()[mode];
  Sitting sitting(
      exam,
      Session(exam, mode,
              MakeSessionPlan(*exam, prepared, random.Bits(), start)),
      true_bank == nullptr ? exam->bank() : *true_bank, theta, random);
  Session& session = sitting.session();
  SimulatedExaminee examinee;
  for (auto next = session.SelectNext(); next; next = session.SelectNext()) {
    sitting.GiveAndAnswer(*next);
    sitting.Note(options.checkpoints, examinee.pass_probability_after);
  }
  Sitting longer = sitting;
  session.Finish();
  const SessionReport report = MakeReport(session);
  const Posterior& posterior = session.score_posterior();
  const PosteriorDistribution distribution(posterior);
  examinee.theta = theta;
  examinee.given = {session.given().begin(), session.given().end()};
  examinee.estimate = report.estimate.theta.value_or(posterior.mean());
  examinee.posterior_sd = posterior.sd();
  examinee.covered = distribution.Quantile(kIntervalTail) <= theta &&
                     theta <= distribution.Quantile(1 - kIntervalTail);
  examinee.passed = report.passed;
  examinee.pass_probability = report.estimate.pass_probability;
  examinee.passes_fresh_form = DrawFreshPass(*exam, prepared, theta, random);
  examinee.breaks_blueprint = BreaksBlueprint(session);
  examinee.exposed = ExposedTests(session);
  if (options.finish) {
    examinee.full_length_decision = longer.DecisionAtFullLength();
  }
  return examinee;
}

}  // namespace adaptest
