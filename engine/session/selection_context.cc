#include "engine/session/selection_context.h"

#include <utility>

#include "engine/scores/above_cut.h"

namespace adaptest {

SelectionContext::SelectionContext(const ItemBank& bank, const ThetaGrid& grid,
                                   const AbilityEstimator& estimator,
                                   const EstimationSettings& settings,
                                   std::vector<ScoredAnswer> answers,
                                   const ScoreScale& scale)
    : bank_(bank),
      estimator_(estimator),
      settings_(settings),
      answers_(std::move(answers)),
      bank_tables_(bank, grid),
      tables_(bank, bank_tables_),
      log_prior_(LogPrior(settings.prior, grid)),
      posterior_(grid, log_prior_),
      above_cut_(AboveCut(grid, scale)),
      theta_cut_(scale.theta_cut) {
  for (const ScoredAnswer& answer : answers_) {
    posterior_.Update(
        bank_tables_.log_probability(answer.item, answer.category));
  }
}

SelectionSnapshot SelectionContext::At(double theta, uint64_t seed,
                                       int length) const {
  return {bank_,      tables_,    posterior_, log_prior_,
          answers_,   estimator_, settings_,  theta,
          above_cut_, theta_cut_, seed,       static_cast<int>(answers_.size()),
          length};
}

}  // namespace adaptest
