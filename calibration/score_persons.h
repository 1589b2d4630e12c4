#ifndef ADAPTEST_CALIBRATION_SCORE_PERSONS_H_
#define ADAPTEST_CALIBRATION_SCORE_PERSONS_H_

#include <vector>

#include "absl/status/statusor.h"
#include "calibration/person_estimate.h"
#include "calibration/response_data.h"
#include "engine/ability_estimator.h"
#include "engine/item_bank.h"
#include "engine/session/prepared_exam.h"

namespace adaptest {

// How persons are scored with known items.
struct ScoringOptions {
  AbilityEstimator estimator;
  EstimationSettings settings;

  // For scaled score and pass probability; answers to pretest items then do not
  // count.
  const PreparedExam* exam = nullptr;
};

// One estimate a person, in the order of the data, with its person fit
// (LzStar). An answer to an item that the bank does not have is an error that
// names the item, as is an item that the estimator has no formula for.
absl::StatusOr<std::vector<PersonEstimate>> ScorePersons(
    const ItemBank& bank, const ResponseData& data,
    const ScoringOptions& options);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_SCORE_PERSONS_H_
