#ifndef ADAPTEST_CALIBRATION_ITEM_CURVES_H_
#define ADAPTEST_CALIBRATION_ITEM_CURVES_H_

#include "absl/types/span.h"
#include "calibration/free_parameters.h"
#include "calibration/latent_nodes.h"

namespace adaptest {

// An item's log P(X = k | theta = sd z) at the latent nodes, and what
// calibration needs of it. Slopes are those of the model's formula, taken by
// automatic differentiation in the item's free slots. All arrays over nodes
// have the padded length; the padding is 0.

// out[category][node] = log P.
void CurveLogProbabilities(const ItemLayout& item, const Slots& slots,
                           const LatentNodes& nodes, double* out);

// The same, with slopes[category][free][node] = d log P / d free slot.
void CurveSlopes(const ItemLayout& item, const Slots& slots,
                 const LatentNodes& nodes, double* log_p, double* slopes);

// For expected counts r[category][node] of the answers:
//   value        sum over k, q of r log P
//   gradient     sum of r times the slopes           [free]
//   information  sum over q of n(q) sum over k of P (slope slope'), with n(q)
//                the sum of r over k                  [free][free]
struct CurveFit {
  double value = 0;
  Slots gradient = {};
  std::array<double, kMaxSlots* kMaxSlots> information = {};
};
double CurveValue(const ItemLayout& item, const LatentNodes& nodes,
                  const double* log_p, const double* counts);
CurveFit FitCurve(const ItemLayout& item, const LatentNodes& nodes,
                  const double* log_p, const double* slopes,
                  const double* counts);

// hessian[free][free] = sum over k, q of r times the second derivatives of
// log P.
void CurveHessian(const ItemLayout& item, const Slots& slots,
                  const LatentNodes& nodes, const double* counts,
                  double* hessian);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_ITEM_CURVES_H_
