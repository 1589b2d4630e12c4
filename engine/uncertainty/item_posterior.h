#ifndef ADAPTEST_ENGINE_UNCERTAINTY_ITEM_POSTERIOR_H_
#define ADAPTEST_ENGINE_UNCERTAINTY_ITEM_POSTERIOR_H_

#include <Eigen/Core>
#include <vector>

#include "engine/item_bank.h"
#include "engine/uncertainty/hyper_parameters.h"
#include "engine/uncertainty/working_scale.h"

namespace adaptest {

// What an item's answers say of its parameters on the working scale, as a
// normal likelihood in natural form: precision V^-1 and V^-1 y.
struct ItemLikelihood {
  std::vector<int> free;      // indices into item.parameters, ascending
  Eigen::MatrixXd precision;  // positive definite
  Eigen::VectorXd weighted;
};

// The likelihood behind an item's estimates. `prior_in_estimates`, normal on
// the working scale, is taken out of them:
//
//   precision = V^-1 - D,  weighted = V^-1 y - D mu,  D = diag(1 / s^2);
//
// where that would leave no precision worth the name (0.01) in some direction,
// because the answers say next to nothing or the covariance is not one of a
// posterior with this prior, all of the prior is left in.
ItemLikelihood LikelihoodOf(const Item& item,
                            const HyperParameters& prior_in_estimates);

// Posterior of the parameters given the distribution over the bank: precision
// weighting, which shrinks each estimate to the bank's mean by as much as it is
// uncertain:
//
//   C = (V^-1 + diag(s)^-2)^-1,   m = C (V^-1 y + diag(s)^-2 mu)
WorkingDistribution Combine(const Item& item, const ItemLikelihood& likelihood,
                            const HyperParameters& hyper_parameters);

// The posterior of one item: the two above. An item without a covariance has no
// free parameters: it is its estimates. That of a provisional item is its
// prior.
WorkingDistribution ItemPosterior(
    const Item& item, const HyperParameters& hyper_parameters,
    const HyperParameters& prior_in_estimates = {});

// The posterior of every item of a bank, with hyper-parameters estimated from
// the bank itself. [item]
std::vector<WorkingDistribution> ItemPosteriors(
    const ItemBank& bank, const HyperParameters& prior_in_estimates = {});

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_UNCERTAINTY_ITEM_POSTERIOR_H_
