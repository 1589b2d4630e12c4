#ifndef ADAPTEST_CALIBRATION_FIT_LATENT_SD_H_
#define ADAPTEST_CALIBRATION_FIT_LATENT_SD_H_

#include <optional>

#include "calibration/fit/fitted_model.h"

namespace adaptest {

// The marginal log-likelihood of all answers (Bock & Aitkin, 1981): sum over
// persons of log sum over nodes of likelihood times population share.
double MarginalLogLikelihood(const FittedModel& model, int threads);

// The standard deviation of the population, on the theta scale.
struct LatentSd {
  static constexpr double kLowest = 0.02;
  static constexpr double kHighest = 20;

  double value = 1;
  std::optional<double> standard_error;  // from the curvature of the likelihood
};

// The sd at which the marginal likelihood of the answers is largest, with item
// parameters as they are: what an item bank of rasch or pcm items, whose a is
// 1, does not tell. By golden sections on log sd in [kLowest, kHighest], to
// about 1e-6 relative. The model stands at that sd afterwards.
LatentSd EstimateLatentSd(FittedModel& model, int threads);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FIT_LATENT_SD_H_
