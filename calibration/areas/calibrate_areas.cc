#include "calibration/areas/calibrate_areas.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "calibration/areas/area_identification.h"
#include "calibration/areas/area_optimizer.h"
#include "calibration/areas/area_persons.h"
#include "calibration/areas/area_report.h"
#include "calibration/areas/area_step.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

// Deviations that the search may begin with: the better one is taken. 0 is the
// unidimensional fit, below which the answer cannot be.
constexpr double kFirstVariance = 0.09;

PersonGroups GroupsFor(const ResponseData& data,
                       const CalibrationOptions& options) {
  return options.by_group ? PersonGroups::Of(data)
                          : PersonGroups(data.num_persons());
}

std::vector<bool> FittedItems(const Calibration& fit) {
  std::vector<bool> fitted;
  for (const ItemState& state : fit.item_states) {
    fitted.push_back(state.is_fitted);
  }
  return fitted;
}

// The free parameters of a fit.
std::vector<double> ParametersOf(const Calibration& fit,
                                 const FreeParameters& parameters) {
  std::vector<double> x = parameters.Start();
  const double scale = parameters.latent_scale < 0 ? 1 : fit.latent.front().sd;
  for (const CurveLayout& curve : parameters.curves) {
    for (int f = 0; f < curve.num_free; ++f) {
      double& value = x[curve.index[f]];
      if (curve.slot[f] == kLatentScale) {
        value = scale;
      } else if (curve.is_item()) {
        value = fit.items[curve.item].parameters[curve.slot[f]];
      } else {
        const LatentEstimate& latent = fit.latent[curve.group];
        value = (curve.slot[f] == 0 ? latent.mean : latent.sd) / scale;
      }
    }
  }
  return x;
}

// The joint fit, from the unidimensional one on.
class AreaCalibrator {
 public:
  AreaCalibrator(const ResponseData& data, const ItemAreas& areas,
                 const CalibrationOptions& options, const ThetaGrid& grid,
                 const PersonGroups& groups, FreeParameters parameters,
                 Calibration start)
      : areas_(areas),
        options_(options),
        fitted_(FittedItems(start)),
        parameters_(std::move(parameters)),
        expectation_(data, groups, areas, fitted_, options.threads),
        marginal_(parameters_, expectation_, grid, areas.size()),
        result_(std::move(start)) {}

  Calibration Run() &&;

 private:
  std::vector<double> Start();
  void ReportErrors(const AreaOptimum& optimum);

  const ItemAreas& areas_;
  const CalibrationOptions& options_;
  std::vector<bool> fitted_;
  FreeParameters parameters_;
  AreaExpectation expectation_;
  AreaMarginal marginal_;
  AreasFit fit_;
  Calibration result_;
};

std::vector<double> AreaCalibrator::Start() {
  std::vector<double> y = ParametersOf(result_, parameters_);
  y.resize(marginal_.size(), kFirstVariance);
  marginal_.MoveTo(y);
  const double deviating = marginal_.value();
  std::fill(y.begin() + parameters_.size(), y.end(), 0.0);
  marginal_.MoveTo(y);
  fit_.unidimensional_log_likelihood = marginal_.log_likelihood();
  if (deviating > marginal_.value()) {
    std::fill(y.begin() + parameters_.size(), y.end(), kFirstVariance);
  }
  return y;
}

Calibration AreaCalibrator::Run() && {
  OptimizerOptions search;
  search.tolerance = options_.tolerance;
  search.max_iterations = options_.max_iterations;
  search.stop = options_.stop;
  const int before = result_.iterations;
  if (options_.progress) {
    search.progress = [&](FitProgress progress) {
      progress.iteration += before;
      options_.progress(progress);
    };
  }
  const AreaOptimum optimum = FindAreaOptimum(marginal_, Start(), search);
  fit_.log_likelihood = marginal_.log_likelihood();
  ReportAreaFit(marginal_, optimum, result_);
  result_.stopped = optimum.stopped && !optimum.converged;
  fit_.areas = ReportAreas(marginal_, optimum, areas_, fitted_);
  ReportErrors(optimum);
  MarkFitted(!result_.converged    ? ItemState::Fit::kNotConverged
             : !result_.identified ? ItemState::Fit::kNotIdentified
                                   : ItemState::Fit::kSettled,
             result_.item_states);
  result_.areas = std::move(fit_);
  result_.options = options_;
  if (options_.information != ParameterInformation::kNone) {
    result_.options.information = ParameterInformation::kCrossProduct;
  }
  result_.persons.clear();
  if (options_.estimate_persons) {
    result_.persons = EstimateAreaPersons(marginal_);
  }
  return std::move(result_);
}

void AreaCalibrator::ReportErrors(const AreaOptimum& optimum) {
  result_.standard_errors = "none";
  if (options_.information == ParameterInformation::kNone) return;
  if (optimum.information.size() == 0) {
    result_.standard_errors = absl::StrCat(
        "no standard errors: ", marginal_.size(), " parameters are more than ",
        AreaStepInformation::kMaxParameters);
    return;
  }
  const auto root = InverseRoot(WithoutHeld(optimum.information, optimum.held),
                                options_.threads);
  if (!root.ok()) {
    result_.standard_errors = std::string(root.status().message());
    result_.identified = false;
    return;
  }
  result_.standard_errors = "ok";
  ReportParameterErrors(marginal_, optimum, *root, result_);
  ReportAreaErrors(marginal_, optimum, *root, fit_.areas);
}

}  // namespace

absl::StatusOr<Calibration> CalibrateAreas(const ResponseData& data,
                                           const ItemAreas& areas,
                                           const CalibrationOptions& options) {
  CalibrationOptions first = options;
  first.information = ParameterInformation::kNone;
  first.estimate_persons = false;
  ASSIGN_OR_RETURN(Calibration start, Calibrate(data, first));
  if (start.stopped) return start;
  const std::vector<bool> fitted = FittedItems(start);
  RETURN_IF_ERROR(areas.CheckCounts(fitted));
  // The search went wrong before areas came in: that is what there is to say.
  if (!start.converged) {
    start.options = options;
    return start;
  }
  const PersonGroups groups = GroupsFor(data, options);
  ASSIGN_OR_RETURN(
      const ThetaGrid grid,
      ThetaGrid::Make(options.nodes, -options.range, options.range));
  ASSIGN_OR_RETURN(FreeParameters parameters,
                   FreeParameters::Make(data, groups,
                                        {options.priors, options.fixed,
                                         options.constraints, fitted}));
  RETURN_IF_ERROR(CheckAreasIdentified(areas, fitted, parameters));
  return AreaCalibrator(data, areas, options, grid, groups,
                        std::move(parameters), std::move(start))
      .Run();
}

}  // namespace adaptest
