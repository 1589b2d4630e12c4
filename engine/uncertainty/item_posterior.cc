#include "engine/uncertainty/item_posterior.h"

#include <Eigen/Dense>

namespace adaptest {
namespace {

constexpr double kMinPrecision = 0.01;

// Diagonal of 1 / s^2, and mu / s^2, of an item's free parameters.
struct NormalPrecision {
  Eigen::VectorXd precision;
  Eigen::VectorXd weighted;
};

NormalPrecision PrecisionOf(const Item& item, const std::vector<int>& free,
                            const HyperParameters& hyper_parameters) {
  const auto ranges = ParametersOf(item.model, NumCategories(item));
  const int size = static_cast<int>(free.size());
  NormalPrecision normal = {Eigen::VectorXd(size), Eigen::VectorXd(size)};
  for (int j = 0; j < size; ++j) {
    const HyperParameter h = hyper_parameters.Of(ranges[free[j]].name);
    normal.precision[j] = h.Precision();
    normal.weighted[j] = h.Precision() * h.mean;
  }
  return normal;
}

Eigen::MatrixXd Inverse(const Eigen::MatrixXd& m) {
  const Eigen::MatrixXd inverse =
      m.llt().solve(Eigen::MatrixXd::Identity(m.rows(), m.cols()));
  return 0.5 * (inverse + inverse.transpose());
}

}  // namespace

ItemLikelihood LikelihoodOf(const Item& item,
                            const HyperParameters& prior_in_estimates) {
  const WorkingDistribution estimate = WorkingEstimate(item);
  ItemLikelihood likelihood;
  likelihood.free = estimate.free;
  likelihood.precision = Inverse(estimate.covariance);
  likelihood.weighted = likelihood.precision * estimate.mean;
  const NormalPrecision prior =
      PrecisionOf(item, estimate.free, prior_in_estimates);
  if (estimate.free.empty() || prior.precision.isZero(0)) return likelihood;
  Eigen::MatrixXd without = likelihood.precision;
  without.diagonal() -= prior.precision;
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(
      without, Eigen::EigenvaluesOnly);
  if (solver.eigenvalues().minCoeff() < kMinPrecision) return likelihood;
  likelihood.precision = without;
  likelihood.weighted -= prior.weighted;
  return likelihood;
}

WorkingDistribution Combine(const Item& item, const ItemLikelihood& likelihood,
                            const HyperParameters& hyper_parameters) {
  const NormalPrecision prior =
      PrecisionOf(item, likelihood.free, hyper_parameters);
  Eigen::MatrixXd precision = likelihood.precision;
  precision.diagonal() += prior.precision;
  WorkingDistribution posterior;
  posterior.free = likelihood.free;
  posterior.covariance = Inverse(precision);
  posterior.mean =
      posterior.covariance * (likelihood.weighted + prior.weighted);
  return posterior;
}

WorkingDistribution ItemPosterior(const Item& item,
                                  const HyperParameters& hyper_parameters,
                                  const HyperParameters& prior_in_estimates) {
  if (item.provisional) return WorkingEstimate(item);
  return Combine(item, LikelihoodOf(item, prior_in_estimates),
                 hyper_parameters);
}

std::vector<WorkingDistribution> ItemPosteriors(
    const ItemBank& bank, const HyperParameters& prior_in_estimates) {
  const HyperParameters hyper_parameters =
      EstimateHyperParameters(bank.items(), prior_in_estimates);
  std::vector<WorkingDistribution> posteriors;
  for (const Item& item : bank.items()) {
    posteriors.push_back(
        ItemPosterior(item, hyper_parameters, prior_in_estimates));
  }
  return posteriors;
}

}  // namespace adaptest
