#ifndef ADAPTEST_ENGINE_SESSION_SELECTION_CONTEXT_H_
#define ADAPTEST_ENGINE_SESSION_SELECTION_CONTEXT_H_

#include <vector>

#include "engine/ability_estimator.h"
#include "engine/bank_tables.h"
#include "engine/criteria/selection_snapshot.h"
#include "engine/item_bank.h"
#include "engine/posterior.h"
#include "engine/scores/score_scale.h"

namespace adaptest {

// Everything that a selection criterion looks at, for a selection outside a
// session. Refers to the bank, which must outlive it; not to be moved while a
// snapshot is in use.
class SelectionContext {
 public:
  // The criterion's integrals are over `grid`, under the settings' prior; the
  // settings' own grid is the estimator's.
  SelectionContext(const ItemBank& bank, const ThetaGrid& grid,
                   const AbilityEstimator& estimator,
                   const EstimationSettings& settings,
                   std::vector<ScoredAnswer> answers = {},
                   const ScoreScale& scale = {});

  // At this ability, for a test of this length.
  SelectionSnapshot At(double theta, uint64_t seed = 1, int length = 1) const;

 private:
  const ItemBank& bank_;
  AbilityEstimator estimator_;
  EstimationSettings settings_;
  std::vector<ScoredAnswer> answers_;
  BankTables bank_tables_;
  CriterionTables tables_;
  std::vector<double> log_prior_;
  Posterior posterior_;
  std::vector<double> above_cut_;
  double theta_cut_;
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SESSION_SELECTION_CONTEXT_H_
