#include "engine/session/session.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "engine/ability_estimator.h"
#include "engine/blueprint/shadow_test.h"

namespace adaptest {

Session::Session(std::shared_ptr<const PreparedExam> exam, int mode,
                 SessionPlan plan)
    : exam_(std::move(exam)),
      mode_(mode),
      plan_(std::move(plan)),
      score_posterior_(exam_->tables().grid(),
                       exam_->modes()[mode].log_score_prior) {
  const PreparedMode& prepared = exam_->modes()[mode_];
  if (!prepared.OnePrior()) {
    selection_posterior_.emplace(exam_->tables().grid(),
                                 prepared.log_selection_prior);
  }
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

std::vector<ScoredAnswer> Session::ScoredAnswers() const {
  std::vector<ScoredAnswer> answers;
  for (const GivenItem& given : given_) {
    if (given.scored && given.category) {
      answers.push_back({given.item, *given.category});
    }
  }
  return answers;
}

bool Session::IsPretestPosition(int position) const {
  return std::binary_search(plan_.pretest_positions.begin(),
                            plan_.pretest_positions.end(), position);
}

std::optional<int> Session::SelectNext() const {
  assert(!waiting() && !finished_);
  const int position = static_cast<int>(given_.size());
  if (position >= mode().num_positions()) return std::nullopt;
  if (IsPretestPosition(position)) {
    const auto at = std::lower_bound(plan_.pretest_positions.begin(),
                                     plan_.pretest_positions.end(), position);
    return plan_.pretest_items[at - plan_.pretest_positions.begin()];
  }
  TestProgress progress;
  progress.length = mode().mode.scored_items;
  for (const GivenItem& given : given_) progress.num_items += given.scored;
  for (const StoppingRule& rule : mode().stopping_rules) {
    if (ShouldStop(rule, progress)) return std::nullopt;
  }
  if (!plan_.form.empty()) return plan_.form[progress.num_items];
  return SelectScored();
}

int Session::SelectScored() const {
  const std::vector<int> required = ScoredItems();
  const SelectionSnapshot snapshot = {exam_->bank(), SelectionTheta(),
                                      plan_.seed,
                                      static_cast<int>(required.size())};
  const std::vector<double> gains = Gains(mode().criterion, snapshot);
  const auto test =
      AssembleTest({exam_->bank(), mode().blueprint, gains, required});
  assert(test.ok());  // earlier shadow tests contain what was given
  for (const int item : *test) {
    if (std::find(required.begin(), required.end(), item) == required.end()) {
      return item;
    }
  }
  assert(false);  // the test is longer than what was given
  return test->front();
}

void Session::Give(int item) {
  assert(!waiting() && !finished_);
  const bool scored = !IsPretestPosition(static_cast<int>(given_.size()));
  given_.push_back({item, scored, std::nullopt});
}

void Session::Answer(int category) {
  assert(waiting() && !finished_);
  GivenItem& given = given_.back();
  given.category = category;
  if (!given.scored) return;
  const auto log_p = exam_->tables().log_probability(given.item, category);
  score_posterior_.Update(log_p);
  if (selection_posterior_) selection_posterior_->Update(log_p);
}

double Session::SelectionTheta() const {
  const double mean = selection_posterior().mean();
  if (std::holds_alternative<Eap>(exam_->estimator())) return mean;
  return EstimateAbility(exam_->estimator(), exam_->bank(), ScoredAnswers(),
                         Settings(mode().selection_prior))
      .theta.value_or(mean);
}

EstimationSettings Session::Settings(const Prior& prior) const {
  const ThetaGrid& grid = exam_->tables().grid();
  return {grid, prior, grid.lower(), grid.upper()};
}

AbilityEstimate Session::Ability() const {
  if (!std::holds_alternative<Eap>(exam_->estimator())) {
    return EstimateAbility(exam_->estimator(), exam_->bank(), ScoredAnswers(),
                           Settings(mode().score_prior));
  }
  AbilityEstimate estimate;
  estimate.theta = score_posterior_.mean();
  estimate.standard_error = score_posterior_.sd();
  estimate.state =
      ScoredAnswers().empty() ? AbilityState::kNoAnswers : AbilityState::kOk;
  return estimate;
}

}  // namespace adaptest
