#ifndef ADAPTEST_CALIBRATION_CURVES_H_
#define ADAPTEST_CALIBRATION_CURVES_H_

#include <vector>

#include "calibration/curve_layout.h"
#include "calibration/latent_nodes.h"

namespace adaptest {

// The curves of an item, log P(X = k | theta = scale z), or of a group, the
// log density of z, at the latent nodes, and what calibration needs of them.
// Slopes are those of the formula, taken by automatic differentiation in the
// free slots. All arrays over nodes have the padded length; the padding is 0,
// but -infinity in the density.

// out[row][node].
void CurveLogProbabilities(const CurveLayout& curve, const Slots& slots,
                           const LatentNodes& nodes, double* out);

// The same, with slopes[row][free][node] = d out / d free slot.
void CurveSlopes(const CurveLayout& curve, const Slots& slots,
                 const LatentNodes& nodes, double* log_p, double* slopes);

// For expected counts r[row][node]:
//   value        sum over rows and nodes of r log P
//   gradient     sum of r times the slopes           [free]
//   information  what minus the second derivatives of value are expected to be:
//                sum over q of n(q) sum over k of P (slope slope'), n(q) the
//                sum of r over k, P over categories; of a group n times the
//                covariance of the slopes under the density  [free][free]
struct CurveFit {
  double value = 0;
  std::vector<double> gradient;
  std::vector<double> information;
};
double CurveValue(const CurveLayout& curve, const LatentNodes& nodes,
                  const double* log_p, const double* counts);
CurveFit FitCurve(const CurveLayout& curve, const LatentNodes& nodes,
                  const double* log_p, const double* slopes,
                  const double* counts);

// hessian[free][free] = sum of r times the second derivatives of log P.
void CurveHessian(const CurveLayout& curve, const Slots& slots,
                  const LatentNodes& nodes, const double* counts,
                  double* hessian);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_CURVES_H_
