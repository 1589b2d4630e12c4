#include "calibration/simulation/examinee.h"

#include <algorithm>
#include <utility>

#include "calibration/simulation/session_outcome.h"
#include "engine/blueprint/shadow_test.h"
#include "engine/random.h"
#include "engine/scores/form_score.h"
#include "engine/scores/pass_probability.h"
#include "engine/session/session_estimate.h"

namespace adaptest {
namespace {

int DrawAnswer(const Item& item, double theta, Random& random) {
  return DrawCategory(item.model, item.parameters, theta, random.Uniform());
}

// The person's answers to a real form drawn afresh, held against that form's
// own cut.
void DrawFreshForm(const PreparedExam& exam, const ItemBank& true_bank,
                   Random& random, SimulatedExaminee& examinee) {
  const ItemBank& bank = exam.bank();
  const ScoreScale& scale = exam.exam().scale;
  const auto gains = RandomGains(bank.size(), random.Bits(), 0);
  const auto form = AssembleTest({bank, exam.form_blueprint(), gains, {}});
  if (!form.ok()) return;  // not reached: the blueprint is feasible
  int score = 0;
  for (const int item : *form) {
    score += DrawAnswer(true_bank.item(item), examinee.theta, random);
  }
  const double cut =
      scale.theta_cut + scale.theta_cut_standard_error * random.Normal();
  examinee.passes_fresh_form = score >= RawCut(bank, *form, cut);
  examinee.passes_fresh_form_at_cut =
      score >= RawCut(bank, *form, scale.theta_cut);
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
            SimulatedExaminee& examinee) const {
    if (!session_.given().back().scored) return;
    const int items = static_cast<int>(session_.track().size());
    if (std::count(checkpoints.begin(), checkpoints.end(), items) == 0) return;
    examinee.pass_probability_after[items] =
        PassProbability(session_.ScorePosterior(), exam_.pass_curve());
    examinee.estimate_after[items] = session_.track().back().theta;
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

}  // namespace

SimulatedExaminee SimulateExaminee(
    const std::shared_ptr<const PreparedExam>& exam, int mode, double theta,
    uint64_t seed, uint64_t index, const SessionStart& start,
    const ExamineeOptions& options, const ItemBank* true_bank) {
  Random random = Random::Stream(seed, index);
  const PreparedMode& prepared = exam->modes()[mode];
  const ItemBank& truth = true_bank == nullptr ? exam->bank() : *true_bank;
  Sitting sitting(
      exam,
      Session(exam, mode,
              MakeSessionPlan(*exam, prepared, random.Bits(), start)),
      truth, theta, random);
  Session& session = sitting.session();
  SimulatedExaminee examinee;
  for (auto next = session.SelectNext(); next; next = session.SelectNext()) {
    sitting.GiveAndAnswer(*next);
    sitting.Note(options.checkpoints, examinee);
  }
  Sitting longer = sitting;
  session.Finish();
  examinee.theta = theta;
  FillOutcome(session, options, examinee);
  DrawFreshForm(*exam, truth, random, examinee);
  if (options.finish) {
    examinee.full_length_decision = longer.DecisionAtFullLength();
  }
  return examinee;
}

}  // namespace adaptest
