#include "calibration/areas/area_report.h"

#include <cmath>
#include <utility>

#include "calibration/standard_errors.h"

namespace adaptest {

void ReportAreaFit(const AreaMarginal& marginal, const AreaOptimum& optimum,
                   Calibration& result) {
  const FreeParameters& parameters = marginal.parameters();
  result.num_parameters = marginal.size();
  result.log_likelihood = marginal.log_likelihood();
  result.log_prior = marginal.log_prior();
  result.iterations += optimum.iterations;
  result.converged = optimum.converged;
  result.max_gradient = optimum.max_gradient;
  result.max_step = optimum.max_step;
  for (const CurveLayout& curve : parameters.curves) {
    if (!curve.is_item()) {
      LatentEstimate& latent = result.latent[curve.group];
      latent.mean = parameters.LatentMean(marginal.x(), curve.group);
      latent.sd = parameters.LatentSd(marginal.x(), curve.group);
      continue;
    }
    const Slots slots = curve.SlotsAt(marginal.x());
    result.items[curve.item].parameters.assign(
        slots.begin(), slots.begin() + curve.num_parameters);
    std::vector<std::string>& held = result.item_states[curve.item].held;
    held.clear();
    for (int f = 0; f < curve.num_free; ++f) {
      if (!optimum.held[curve.index[f]]) continue;
      held.push_back(parameters.parameters[curve.index[f]].name);
    }
  }
}

std::vector<AreaEstimate> ReportAreas(const AreaMarginal& marginal,
                                      const AreaOptimum& optimum,
                                      const ItemAreas& areas,
                                      const std::vector<bool>& fitted) {
  const std::vector<int> num_items = areas.CountItems(fitted);
  const double scale = marginal.parameters().LatentScale(marginal.x());
  std::vector<AreaEstimate> estimates;
  for (int k = 0; k < areas.size(); ++k) {
    AreaEstimate estimate;
    estimate.area = areas.names[k];
    estimate.num_items = num_items[k];
    estimate.sd = scale * std::sqrt(marginal.variance(k));
    if (optimum.held[marginal.num_item_parameters() + k]) {
      estimate.state =
          marginal.variance(k) > 0 ? "at_upper_bound" : "at_lower_bound";
    }
    estimates.push_back(std::move(estimate));
  }
  return estimates;
}

Eigen::MatrixXd WithoutHeld(Eigen::MatrixXd information,
                            const std::vector<bool>& held) {
  for (size_t j = 0; j < held.size(); ++j) {
    if (!held[j]) continue;
    information.row(j).setZero();
    information.col(j).setZero();
    information(j, j) = 1;
  }
  return information;
}

void ReportParameterErrors(const AreaMarginal& marginal,
                           const AreaOptimum& optimum,
                           const Eigen::MatrixXd& inverse_root,
                           Calibration& result) {
  const FreeParameters& parameters = marginal.parameters();
  const CurveCovariances covariances =
      CovariancesFrom(parameters, inverse_root, optimum.held);
  const double scale = parameters.LatentScale(marginal.x());
  for (size_t c = 0; c < parameters.curves.size(); ++c) {
    const CurveLayout& curve = parameters.curves[c];
    const std::vector<double>& covariance = covariances.curves[c];
    if (curve.is_item()) {
      result.items[curve.item].covariance = covariance;
    } else if (curve.num_free > 0) {
      result.latent[curve.group].mean_error = scale * std::sqrt(covariance[0]);
      result.latent[curve.group].sd_error = scale * std::sqrt(covariance[3]);
    }
  }
  if (covariances.latent_scale_error > 0) {
    result.latent[0].sd_error = covariances.latent_scale_error;
  }
}

void ReportAreaErrors(const AreaMarginal& marginal, const AreaOptimum& optimum,
                      const Eigen::MatrixXd& inverse_root,
                      std::vector<AreaEstimate>& areas) {
  const FreeParameters& parameters = marginal.parameters();
  const double scale = parameters.LatentScale(marginal.x());
  for (int k = 0; k < marginal.num_areas(); ++k) {
    const int j = marginal.num_item_parameters() + k;
    const double sd = std::sqrt(marginal.variance(k));
    if (optimum.held[j] || !(sd > 0)) continue;
    Eigen::VectorXd root = scale / (2 * sd) * inverse_root.col(j);
    if (parameters.latent_scale >= 0) {
      root += sd * inverse_root.col(parameters.latent_scale);
    }
    areas[k].sd_error = root.norm();
  }
}

}  // namespace adaptest
