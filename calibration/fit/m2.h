#ifndef ADAPTEST_CALIBRATION_FIT_M2_H_
#define ADAPTEST_CALIBRATION_FIT_M2_H_

#include <optional>
#include <string>

#include "calibration/fit/complete_block.h"
#include "calibration/fit/fitted_model.h"
#include "calibration/fit/score_moments.h"

namespace adaptest {

// Fit of the whole model, or why it is not known.
struct ModelFit {
  std::optional<double> m2;
  std::optional<int> df;
  std::optional<double> p;
  std::optional<double> rmsea;
  std::optional<double> rmsea_lower;
  std::optional<double> rmsea_upper;
  std::optional<double> srmsr;
  std::string reason;  // why they are empty
};

// Limited information statistic M2 (Maydeu-Olivares & Joe, 2005, 2006; with
// several categories M2* of Cai & Hansen, 2013) on a complete block:
//
//   M2 = N e' C e,  C = Xi^-1 - Xi^-1 D (D' Xi^-1 D)^-1 D' Xi^-1
//
//   e    observed less expected univariate and bivariate moments
//   Xi   their covariance matrix for one person, under the model
//   D    slopes of the expected moments in the q estimated parameters
//   N    persons
//
// chi-square with df = n (n + 1) / 2 - q for n items where the model holds and
// its parameters are the maximum likelihood estimates. For `known` parameters,
// estimated from other answers, C = Xi^-1 and q = 0. With Xi = L L', M2 is N
// times the squared length of what the columns of L^-1 D leave of L^-1 e.
//
//   RMSEA = sqrt(max(0, M2 - df) / (df (N - 1)))
//
// and its 90 % interval sqrt(lambda / (df N)) at the noncentralities lambda for
// which P(chi-square <= M2) is 0.95 and 0.05 (Browne & Cudeck, 1993).
//
//   SRMSR = sqrt(mean over pairs of (observed - expected correlation)^2)
//
// Memory grows with n^4; above kMaxItemsOfM2 items M2 is not computed.
inline constexpr int kMaxItemsOfM2 = 110;

ModelFit M2(const FittedModel& model, const CompleteBlock& block, bool known,
            int threads);

// The same from moments at hand, of `num_persons` persons. Their covariance
// matrix is factored in place.
ModelFit M2OfMoments(ScoreMoments moments, double num_persons, bool known);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FIT_M2_H_
