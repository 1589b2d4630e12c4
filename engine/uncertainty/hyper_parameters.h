#ifndef ADAPTEST_ENGINE_UNCERTAINTY_HYPER_PARAMETERS_H_
#define ADAPTEST_ENGINE_UNCERTAINTY_HYPER_PARAMETERS_H_

#include <limits>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/item.h"

namespace adaptest {

// Distribution of one parameter over the items of a bank, on the working scale
// (working_scale.h). An infinite sd says nothing: no shrinkage.
struct HyperParameter {
  double mean = 0;
  double sd = std::numeric_limits<double>::infinity();

  double Precision() const { return 1 / (sd * sd); }
};

// Means and standard deviations over the items of a bank of log a, b, logit c
// and logit d, independent of each other.
struct HyperParameters {
  HyperParameter a;
  HyperParameter b;
  HyperParameter c;
  HyperParameter d;

  // By name; for any other name one that says nothing.
  HyperParameter Of(absl::string_view parameter_name) const;
};

// Empirical Bayes: the maximum of the marginal likelihood of the items'
// estimates y_i, whose sampling covariances V_i are known,
//
//   y_i | w_i ~ N(w_i, V_i),   w_i ~ N(mu, diag(s)^2),
//
// by the EM algorithm. Its steps, over the items that have the parameter k:
//
//   C_i = (V_i^-1 + diag(s)^-2)^-1,  m_i = C_i (V_i^-1 y_i + diag(s)^-2 mu)
//   mu_k = mean of m_ik,   s_k^2 = mean of (m_ik - mu_k)^2 + C_ikk
//
// Items without a covariance and provisional ones (cold_start.h) take no part.
// A parameter that an item knows exactly counts with C_ikk = 0, except an
// asymptote of 0 or 1, which is none. A parameter of fewer than kMinHyperItems
// items says nothing; s_k is at least kMinHyperSd.
//
// `prior_in_estimates` is the prior that the calibration used, as a normal on
// the working scale: estimates by maximum a posteriori contain it already, and
// using the bank twice would shrink them twice. It is taken out of V_i^-1 and
// V_i^-1 y_i (item_posterior.h).
HyperParameters EstimateHyperParameters(
    absl::Span<const Item> items,
    const HyperParameters& prior_in_estimates = {});

inline constexpr int kMinHyperItems = 10;
inline constexpr double kMinHyperSd = 0.02;

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_UNCERTAINTY_HYPER_PARAMETERS_H_
