#ifndef ADAPTEST_ENGINE_CRITERIA_SELECTION_SNAPSHOT_H_
#define ADAPTEST_ENGINE_CRITERIA_SELECTION_SNAPSHOT_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "engine/ability_estimator.h"
#include "engine/criteria/criterion_tables.h"
#include "engine/item_bank.h"
#include "engine/posterior.h"

namespace adaptest {

// The scale on which a criterion's value is reported, where it is not its own:
// other programs leave an integral over the likelihood or the posterior without
// dividing by the likelihood's, or the posterior's, total.
enum class ValueScale { kOwn, kLikelihood, kPosterior };

// What a selection criterion sees of a session.
struct SelectionSnapshot {
  const ItemBank& bank;
  const CriterionTables& tables;

  // Under the selection prior, on the grid of the tables.
  const Posterior& posterior;
  absl::Span<const double> log_prior;  // [node]

  // Scored answers so far, and how the estimate is made from them.
  absl::Span<const ScoredAnswer> answers;
  const AbilityEstimator& estimator;
  const EstimationSettings& settings;
  double theta = 0;  // the current estimate

  // The cut score as UpperIntegral's coefficients, averaged over the error of
  // the cut, and as a point.
  absl::Span<const double> above_cut;  // [node]
  double theta_cut = 0;

  uint64_t seed = 0;  // of the session
  int num_given = 0;  // scored items given so far
  int length = 1;     // scored items of a whole test
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_CRITERIA_SELECTION_SNAPSHOT_H_
