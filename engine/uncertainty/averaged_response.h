#ifndef ADAPTEST_ENGINE_UNCERTAINTY_AVERAGED_RESPONSE_H_
#define ADAPTEST_ENGINE_UNCERTAINTY_AVERAGED_RESPONSE_H_

#include <Eigen/Core>
#include <vector>

#include "absl/types/span.h"
#include "engine/item.h"
#include "engine/theta_grid.h"
#include "engine/uncertainty/working_scale.h"

namespace adaptest {

// Points z with equal weights for integrals over a standard normal in this many
// dimensions, one a column; an even number of them. A Kronecker sequence
// (Roberts, 2018: steps of the powers of the generalized golden ratio) through
// the normal quantile, each point with its mirror image, the whole rescaled to
// unit covariance: polynomials of degree 3 are integrated exactly. The same on
// every machine up to rounding.
Eigen::MatrixXd NormalPoints(int dimensions, int count);

// An item's response function averaged over the distribution of its parameters,
// at every node of a grid:
//
//   log_probability[k][q] = log E[P_k(theta_q)]
//   information[q]        = sum over k of (d E[P_k] / d theta)^2 / E[P_k],
//
// the Fisher information in one answer about theta where the parameters are not
// known. Row-major; k runs over the item's categories. An item without free
// parameters gets its model's own values, to the last bit.
//
// The expectation is over `distribution` cut to the parameters that the model
// allows, by kNarrowPoints points where all standard deviations are at most
// kNarrowSd, and by kWidePoints otherwise. Error of each probability, measured
// on 3pl items with a up to 3: below kNarrowError, kWideError.
struct AveragedResponse {
  std::vector<double> log_probability;  // [category][node]
  std::vector<double> information;      // [node]
};

AveragedResponse AverageResponse(const Item& item,
                                 const WorkingDistribution& distribution,
                                 const ThetaGrid& grid);

inline constexpr int kNarrowPoints = 32;
inline constexpr int kWidePoints = 128;
inline constexpr double kNarrowSd = 0.6;
inline constexpr double kNarrowError = 1e-3;
inline constexpr double kWideError = 4e-3;

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_UNCERTAINTY_AVERAGED_RESPONSE_H_
