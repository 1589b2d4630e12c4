#include "calibration/simulation/post_hoc.h"

#include <optional>
#include <string>
#include <utility>

#include "calibration/simulation/session_outcome.h"
#include "engine/blueprint/shadow_test.h"
#include "engine/random.h"
#include "engine/session/exposed_tests.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

// [item]: the answer on record, or -1.
std::vector<int> CategoriesByItem(absl::Span<const ScoredAnswer> answers,
                                  int num_items) {
  std::vector<int> categories(num_items, -1);
  for (const ScoredAnswer& answer : answers) {
    categories[answer.item] = answer.category;
  }
  return categories;
}

// The session with recorded answers, finished; nothing where it asked for an
// item without one.
std::optional<Session> Sit(const std::shared_ptr<const PreparedExam>& exam,
                           const std::vector<int>& categories, uint64_t seed,
                           absl::Span<const ExposureCounts> exposure) {
  std::vector<SeenItem> unanswered;
  for (size_t i = 0; i < categories.size(); ++i) {
    if (categories[i] < 0) unanswered.push_back({static_cast<int>(i), 0, 1});
  }
  SessionStart start;
  start.exposure = exposure;
  start.seen = unanswered;
  Session session(exam, 0,
                  MakeSessionPlan(*exam, exam->modes()[0], seed, start));
  for (auto next = session.SelectNext(); next; next = session.SelectNext()) {
    if (*next < 0 || categories[*next] < 0) return std::nullopt;
    session.Give(*next);
    session.Answer(categories[*next]);
  }
  session.Finish();
  return session;
}

// What exposure control learns of a test that went on without it: what it would
// have held back counts as set free.
std::vector<ExposedTest> ExposedWithout(
    const std::shared_ptr<const PreparedExam>& exam, uint64_t seed,
    absl::Span<const ExposureCounts> exposure, const Session& sat) {
  SessionStart start;
  start.exposure = exposure;
  Session replay(exam, 0,
                 MakeSessionPlan(*exam, exam->modes()[0], seed, start));
  for (const GivenItem& given : sat.given()) {
    replay.Give(given.item);
    replay.Answer(*given.category);
  }
  return ExposedTests(replay);
}

// The mode without pretest items and, where the pass probability could not be
// had of its own constraints, that of real forms.
std::vector<Mode> ModesFor(const Exam& exam, int mode) {
  std::vector<Mode> modes = {exam.modes[mode]};
  const int form_mode = FormMode(exam);
  if (!modes[0].constraints.empty() && form_mode != mode) {
    modes.push_back(exam.modes[form_mode]);
    modes[1].exposure = {};
  }
  for (Mode& kept : modes) kept.pretest_items = 0;
  return modes;
}

}  // namespace

absl::StatusOr<PostHocExam> PostHocExam::Make(
    Exam exam, int mode, const std::shared_ptr<const ItemBank>& bank) {
  const Mode only = exam.modes[mode];
  exam.modes = ModesFor(exam, mode);
  Rule answered_only;
  answered_only.rule = std::string(NoRepeat::kName);
  exam.modes[0].exposure.push_back(answered_only);
  PostHocExam made;
  ASSIGN_OR_RETURN(made.exam_, PreparedExam::Make(exam, bank));
  made.without_exposure_ = made.exam_;
  if (only.exposure.empty()) return made;
  exam.modes[0].exposure = {answered_only};
  ASSIGN_OR_RETURN(made.without_exposure_,
                   PreparedExam::Make(std::move(exam), bank));
  return made;
}

bool PostHocExam::HasTest(absl::Span<const ScoredAnswer> answers) const {
  const ItemBank& bank = exam_->bank();
  std::vector<char> unanswered(bank.size(), true);
  for (const ScoredAnswer& answer : answers) unanswered[answer.item] = false;
  const std::vector<double> gains(bank.size(), 0);
  return AssembleTest(
             {bank, exam_->modes()[0].blueprint, gains, {}, unanswered})
      .ok();
}

double PostHocExam::TrueAbility(absl::Span<const ScoredAnswer> answers) const {
  const PreparedMode& mode = exam_->modes()[0];
  const ThetaGrid& grid = exam_->tables().grid();
  const EstimationSettings settings = {grid, Resolve(mode.score_prior, {}),
                                       grid.lower(), grid.upper()};
  const AbilityEstimate estimate =
      EstimateAbility(exam_->estimator(), exam_->bank(), answers, settings);
  if (estimate.theta) return *estimate.theta;
  return *EstimateAbility(Eap(), exam_->bank(), answers, settings).theta;
}

SimulatedExaminee PostHocExam::Simulate(
    absl::Span<const ScoredAnswer> answers, uint64_t seed, uint64_t index,
    absl::Span<const ExposureCounts> exposure,
    const ExamineeOptions& options) const {
  const uint64_t plan_seed = Random::Stream(seed, index).Bits();
  const std::vector<int> categories =
      CategoriesByItem(answers, exam_->bank().size());
  SimulatedExaminee examinee;
  examinee.theta = TrueAbility(answers);
  std::optional<Session> session = Sit(exam_, categories, plan_seed, exposure);
  if (session) {
    FillOutcome(*session, options, examinee);
    return examinee;
  }
  // Feasible: only what was not answered is held back.
  session = Sit(without_exposure_, categories, plan_seed, {});
  FillOutcome(*session, options, examinee);
  examinee.exposed = ExposedWithout(exam_, plan_seed, exposure, *session);
  return examinee;
}

RecordedAnswers::RecordedAnswers(ResponseData data, const ItemBank& bank)
    : data_(std::move(data)) {
  for (const std::string& id : data_.item_ids) {
    const int item = *bank.Find(id);
    const bool scored = bank.item(item).status == ItemStatus::kOperational;
    bank_item_.push_back(scored ? item : -1);
  }
}

std::vector<ScoredAnswer> RecordedAnswers::Of(int person) const {
  std::vector<ScoredAnswer> answers;
  for (const uint16_t row : data_.RowsOf(person)) {
    const int item = data_.item_of_row[row];
    if (bank_item_[item] < 0) continue;
    answers.push_back({bank_item_[item], row - data_.first_row[item]});
  }
  return answers;
}

void RecordedAnswers::Keep(absl::Span<const int> persons) {
  data_ = SelectUnits(data_, persons);
}

}  // namespace adaptest
