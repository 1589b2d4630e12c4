#include "calibration/outcomes/outcome_model.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

absl::Status CheckWeights(absl::Span<const double> weights, int nodes) {
  constexpr double kTolerance = 1e-6;
  if (static_cast<int>(weights.size()) != nodes) {
    return absl::InvalidArgumentError(
        absl::StrCat(weights.size(), " posterior weights; the exam's grid has ",
                     nodes, " nodes"));
  }
  double sum = 0;
  for (const double weight : weights) {
    if (!(weight >= 0 && weight <= 1 + kTolerance)) {
      return absl::InvalidArgumentError(
          absl::StrCat("posterior weight = ", weight, " is outside [0, 1]"));
    }
    sum += weight;
  }
  if (std::abs(sum - 1) <= kTolerance) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("sum of posterior weights = ", sum, "; allowed: 1"));
}

}  // namespace

OutcomeModel::OutcomeModel(std::shared_ptr<const PreparedExam> exam)
    : exam_(std::move(exam)),
      at_cut_(exam_),
      smoothing_(exam_->tables().grid()) {}

std::vector<double> OutcomeModel::PassCurve(
    const OutcomeParameters& parameters) const {
  std::vector<double> curve =
      SmoothCurve(parameters.theta_cut, parameters.spread * parameters.spread);
  for (double& p : curve) p = std::clamp(p, 0.0, 1.0);
  return curve;
}

std::vector<double> OutcomeModel::SmoothCurve(double theta_cut,
                                              double variance) const {
  const CutDerivatives at_cut = at_cut_.At(theta_cut);
  return smoothing_.Smooth(smoothing_.Coefficients(at_cut.value), variance, 0);
}

OutcomeCurve OutcomeModel::CurveWithDerivatives(double theta_cut,
                                                double variance) const {
  const CutDerivatives at_cut = at_cut_.At(theta_cut);
  const auto value = smoothing_.Coefficients(at_cut.value);
  const auto slope = smoothing_.Coefficients(at_cut.slope);
  const auto curvature = smoothing_.Coefficients(at_cut.curvature);
  return {smoothing_.Smooth(value, variance, 0),
          smoothing_.Smooth(slope, variance, 0),
          smoothing_.Smooth(value, variance, 1),
          smoothing_.Smooth(curvature, variance, 0),
          smoothing_.Smooth(slope, variance, 1),
          smoothing_.Smooth(value, variance, 2)};
}

absl::Status CheckOutcomeCases(const OutcomeModel& model,
                               absl::Span<const OutcomeCase> cases) {
  const int nodes = model.exam().tables().grid().size();
  for (size_t i = 0; i < cases.size(); ++i) {
    const absl::Status status = CheckWeights(cases[i].weights, nodes);
    if (!status.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat("case ", i, ": ", status.message()));
    }
  }
  return absl::OkStatus();
}

}  // namespace adaptest
