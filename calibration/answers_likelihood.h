#ifndef ADAPTEST_CALIBRATION_ANSWERS_LIKELIHOOD_H_
#define ADAPTEST_CALIBRATION_ANSWERS_LIKELIHOOD_H_

#include <vector>

#include "absl/types/span.h"
#include "calibration/free_parameters.h"
#include "calibration/person_estimate.h"
#include "calibration/response_data.h"

namespace adaptest {

// The log-likelihood of a person's answers at one theta, of the items that were
// fitted.
class AnswersLikelihood {
 public:
  // Keeps references; x holds the free parameters, and may go on.
  AnswersLikelihood(const ResponseData& data, const FreeParameters& parameters,
                    absl::Span<const double> x);

  // Writes num_items and log_likelihood, or that there are no answers.
  void Report(int person, double theta, PersonEstimate& estimate) const;

 private:
  const ResponseData& data_;
  const FreeParameters& parameters_;
  std::vector<int> curve_;    // [item], -1 where it is left out
  std::vector<Slots> slots_;  // [curve]
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_ANSWERS_LIKELIHOOD_H_
