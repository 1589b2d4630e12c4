#include "calibration/outcomes/pass_curve_at_cut.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/math/dual.h"
#include "engine/scores/form_score.h"
#include "engine/scores/raw_score.h"

namespace adaptest {
namespace {

using Slope = Dual<1>;
using Curvature = Dual<1, Slope>;

// Weights of three neighbours with their derivatives in t.
struct SplineWeights {
  double value[3];
  double slope[3];
};

constexpr double kSplineCurvature[3] = {1, -2, 1};

SplineWeights WeightsAt(double t) {
  const double before = 0.5 - t;
  const double after = 0.5 + t;
  return {{0.5 * before * before, 0.75 - t * t, 0.5 * after * after},
          {-before, -2 * t, after}};
}

}  // namespace

PassCurveAtCut::PassCurveAtCut(std::shared_ptr<const PreparedExam> exam)
    : exam_(std::move(exam)), forms_(exam_->PassForms()) {
  for (const std::vector<int>& form : forms_) {
    std::vector<double> tails = RawScoreTails(exam_->tables(), form);
    for (double& tail : tails) tail = std::min(tail, 1.0);
    tails.resize(tails.size() + exam_->tables().grid().size());
    tails_.push_back(std::move(tails));
  }
}

CutDerivatives PassCurveAtCut::At(double theta_cut) const {
  const size_t nodes = exam_->tables().grid().size();
  const std::vector<double> zero(nodes);
  CutDerivatives curve = {zero, zero, zero};
  for (size_t f = 0; f < forms_.size(); ++f) AddForm(f, theta_cut, curve);
  const double count = static_cast<double>(forms_.size());
  for (auto* sums : {&curve.value, &curve.slope, &curve.curvature}) {
    for (double& sum : *sums) sum /= count;
  }
  return curve;
}

void PassCurveAtCut::AddForm(size_t form, double theta_cut,
                             CutDerivatives& sums) const {
  const size_t nodes = sums.value.size();
  const Curvature score = ExpectedFormScore(exam_->bank(), forms_[form],
                                            Curvature(Slope(theta_cut, 0), 0));
  const double tau = score.value.value;
  const double tau1 = score.slope[0].value;
  const double tau2 = score.slope[0].slope[0];
  const double max_score = static_cast<double>(tails_[form].size() / nodes - 2);
  const double cut = std::clamp(std::ceil(tau), 1.0, max_score);
  const SplineWeights w = WeightsAt(std::clamp(tau - cut + 0.5, -0.5, 0.5));
  for (int j = 0; j < 3; ++j) {
    const double slope = w.slope[j] * tau1;
    const double curvature =
        kSplineCurvature[j] * tau1 * tau1 + w.slope[j] * tau2;
    const double* row =
        tails_[form].data() + (static_cast<size_t>(cut) - 1 + j) * nodes;
    for (size_t q = 0; q < nodes; ++q) {
      sums.value[q] += w.value[j] * row[q];
      sums.slope[q] += slope * row[q];
      sums.curvature[q] += curvature * row[q];
    }
  }
}

}  // namespace adaptest
