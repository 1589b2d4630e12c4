#ifndef ADAPTEST_CALIBRATION_FIT_PERSON_FIT_H_
#define ADAPTEST_CALIBRATION_FIT_PERSON_FIT_H_

#include <optional>
#include <vector>

#include "absl/types/span.h"
#include "calibration/fit/abilities.h"
#include "calibration/fit/classical.h"
#include "calibration/fit/fitted_model.h"
#include "calibration/person_estimate.h"
#include "engine/item_bank.h"

namespace adaptest {

// Each person's EAP with its standard error, the log-likelihood there, and lz*
// (engine/person_fit/lz_star.h) at the weighted likelihood estimate within
// [-bound, bound], as it is not defined at an EAP.
std::vector<PersonEstimate> EstimatePersonFit(const ItemBank& bank,
                                              const FittedModel& model,
                                              const Abilities& abilities,
                                              double bound, int threads);

// How many persons answer less to expectation than the model lets them: lz*
// below the quantile `level` of a standard normal.
struct PersonFitShare {
  double level;  // share expected where the model holds
  double flagged = 0;
  Figure share;
};

struct PersonFitSummary {
  double n = 0;  // persons with a lz*
  std::optional<double> mean;
  std::vector<PersonFitShare> shares;  // of 0.05 and of 0.01
};

PersonFitSummary SummarisePersonFit(const ResponseData& data,
                                    absl::Span<const PersonEstimate> persons);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FIT_PERSON_FIT_H_
