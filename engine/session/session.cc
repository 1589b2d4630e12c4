#include "engine/session/session.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "engine/ability_estimator.h"
#include "engine/session/early_stop.h"

namespace adaptest {

Session::Session(std::shared_ptr<const PreparedExam> exam, int mode,
                 SessionPlan plan)
    : exam_(std::move(exam)),
      mode_(mode),
      plan_(std::make_shared<const SessionPlan>(std::move(plan))),
      score_prior_(Resolve(exam_->modes()[mode].score_prior, plan_->history)),
      selection_prior_(
          Resolve(exam_->modes()[mode].selection_prior, plan_->history)),
      log_likelihood_(exam_->tables().grid().size()) {
  TakeScoreMoments();
}

// `prepared` is that of the mode, for a person without a history.
std::vector<double> Session::LogPriorNow(
    const Prior& prior, const std::vector<double>& prepared) const {
  if (!plan_->history && !DependsOnAnswers(prior)) return prepared;
  return LogPrior(prior, exam_->bank(), scored_answers_,
                  exam_->tables().grid());
}

std::vector<double> Session::LogScorePrior() const {
  return LogPriorNow(score_prior_, mode().log_score_prior);
}

std::vector<double> Session::LogSelectionPrior() const {
  return LogPriorNow(selection_prior_, mode().log_selection_prior);
}

Posterior Session::ScorePosterior() const {
  return Posterior(exam_->tables().grid(), LogScorePrior(), log_likelihood_);
}

Posterior Session::SelectionPosterior() const {
  return Posterior(exam_->tables().grid(), LogSelectionPrior(),
                   log_likelihood_);
}

void Session::TakeScoreMoments() {
  const Posterior posterior = ScorePosterior();
  score_mean_ = posterior.mean();
  score_sd_ = posterior.sd();
}

bool Session::waiting() const {
  return !given_.empty() && !given_.back().category.has_value();
}

int Session::num_answered() const {
  return static_cast<int>(given_.size()) - (waiting() ? 1 : 0);
}

std::vector<int> Session::ScoredItems() const {
  std::vector<int> items;
  for (const GivenItem& given : given_) {
    if (given.scored) items.push_back(given.item);
  }
  return items;
}

bool Session::IsPretestPosition(int position) const {
  return std::binary_search(plan_->pretest_positions.begin(),
                            plan_->pretest_positions.end(), position);
}

std::optional<int> Session::SelectNext() const {
  assert(!waiting() && !finished_);
  if (IsOver()) return std::nullopt;
  return NextItem();
}

std::optional<int> Session::NextItem() const {
  const int position = static_cast<int>(given_.size());
  if (position >= mode().num_positions()) return std::nullopt;
  if (IsPretestPosition(position)) {
    const auto at = std::lower_bound(plan_->pretest_positions.begin(),
                                     plan_->pretest_positions.end(), position);
    return plan_->pretest_items[at - plan_->pretest_positions.begin()];
  }
  if (!plan_->form.empty()) {
    const auto scored =
        std::count_if(given_.begin(), given_.end(),
                      [](const GivenItem& given) { return given.scored; });
    return plan_->form[scored];
  }
  return Select().item;
}

bool Session::IsOver() const {
  assert(!waiting());
  return static_cast<int>(given_.size()) >= mode().num_positions() ||
         (mode().may_stop_early && StopsEarly(*this));
}

SelectionRules Session::Rules() const {
  const PreparedMode& prepared = mode();
  return {&prepared.blueprint,
          prepared.criterion,
          prepared.strategy,
          prepared.exposure,
          plan_->held_back,
          prepared.may_stop_early,
          /*without=*/"",
          plan_->pretest_items,
          {exam_->areas().model.area_of_item, plan_->weak_areas}};
}

SelectionSnapshot Session::Snapshot(const EstimationSettings& settings,
                                    absl::Span<const double> log_prior,
                                    const Posterior& posterior) const {
  return {exam_->bank(),
          exam_->criterion_tables(),
          posterior,
          log_prior,
          scored_answers_,
          exam_->estimator(),
          settings,
          SelectionThetaBy(posterior),
          exam_->above_cut(),
          exam_->exam().scale.theta_cut,
          plan_->seed,
          static_cast<int>(scored_answers_.size()),
          mode().mode.scored_items};
}

ItemSelection Session::Select() const {
  return WithSelection(
      [](const SelectionRules& rules, const SelectionSnapshot& snapshot) {
        return SelectItem(rules, snapshot);
      });
}

void Session::Give(int item) {
  assert(!waiting() && !finished_);
  const bool scored = !IsPretestPosition(static_cast<int>(given_.size()));
  given_.push_back({item, scored, std::nullopt});
}

void Session::Answer(int category, double elapsed_seconds,
                     std::optional<double> seconds) {
  assert(waiting() && !finished_);
  GivenItem& given = given_.back();
  given.category = category;
  given.elapsed_seconds = elapsed_seconds;
  given.seconds = seconds;
  if (!given.scored) return;
  scored_answers_.push_back({given.item, category});
  const auto log_p = exam_->tables().log_probability(given.item, category);
  for (size_t q = 0; q < log_likelihood_.size(); ++q) {
    log_likelihood_[q] += log_p[q];
  }
  TakeScoreMoments();
  const AbilityEstimate estimate = Ability();
  track_.push_back({estimate.theta.value_or(score_mean_),
                    estimate.standard_error.value_or(
                        std::numeric_limits<double>::infinity())});
}

void Session::Finish(bool cut_short) {
  cut_short_ = cut_short;
  finished_ = true;
}

void Session::ShrinkToFit() {
  given_.shrink_to_fit();
  scored_answers_.shrink_to_fit();
  track_.shrink_to_fit();
}

double Session::SelectionTheta() const {
  return SelectionThetaBy(SelectionPosterior());
}

double Session::SelectionThetaBy(const Posterior& posterior) const {
  const double mean = posterior.mean();
  if (std::holds_alternative<Eap>(exam_->estimator())) return mean;
  return EstimateAbility(exam_->estimator(), exam_->bank(), scored_answers_,
                         Settings(selection_prior_))
      .theta.value_or(mean);
}

EstimationSettings Session::Settings(const Prior& prior) const {
  const ThetaGrid& grid = exam_->tables().grid();
  return {grid, prior, grid.lower(), grid.upper()};
}

AbilityEstimate Session::AbilityBy(absl::string_view estimator) const {
  Rule rule;
  rule.rule = std::string(estimator);
  const auto made = MakeAbilityEstimator(rule);
  assert(made.ok());
  return EstimateAbility(*made, exam_->bank(), scored_answers_,
                         ScoreSettings());
}

AbilityEstimate Session::Ability() const {
  if (!std::holds_alternative<Eap>(exam_->estimator())) {
    return EstimateAbility(exam_->estimator(), exam_->bank(), scored_answers_,
                           ScoreSettings());
  }
  AbilityEstimate estimate;
  estimate.theta = score_mean_;
  estimate.standard_error = score_sd_;
  estimate.state =
      scored_answers_.empty() ? AbilityState::kNoAnswers : AbilityState::kOk;
  return estimate;
}

}  // namespace adaptest
