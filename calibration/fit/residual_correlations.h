#ifndef ADAPTEST_CALIBRATION_FIT_RESIDUAL_CORRELATIONS_H_
#define ADAPTEST_CALIBRATION_FIT_RESIDUAL_CORRELATIONS_H_

#include <optional>
#include <string>
#include <vector>

#include "calibration/fit/abilities.h"
#include "calibration/fit/mean_squares.h"

namespace adaptest {

// Q3 of two items (Yen, 1984): the correlation of the residuals x - E(x | EAP)
// over the persons who answered both. Local dependence makes it large. About
// -1 / (n - 1) is expected of n items on one test, as residuals of a person
// nearly sum to 0; so `adjusted` is Q3 less its mean over all pairs
// (Christensen, Makransky & Horton, 2017).
struct ResidualCorrelation {
  int item_1;  // of the data, item_1 < item_2
  int item_2;
  double n;                              // persons, with their weights
  std::optional<double> q3;              // empty where residuals do not vary
  std::optional<double> standard_error;  // (1 - q3^2) / sqrt(n - 1)
  std::optional<double> adjusted;
};

// Memory grows with the square of the items; above this many Q3 is not
// computed.
inline constexpr int kMaxItemsOfQ3 = 2000;

struct ResidualCorrelations {
  std::vector<ResidualCorrelation> pairs;  // by item_1, then item_2
  double too_few = 0;             // pairs with fewer common persons, not listed
  std::optional<double> mean;     // of q3
  std::optional<double> largest;  // of |adjusted|
  std::string reason;             // why there are no pairs at all
};

// The pairs that at least `min_common` persons answered.
ResidualCorrelations CorrelateResiduals(const FittedModel& model,
                                        const Abilities& abilities,
                                        const Residuals& residuals,
                                        double min_common, int threads);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FIT_RESIDUAL_CORRELATIONS_H_
