#ifndef ADAPTEST_CALIBRATION_OUTCOMES_NORMAL_SMOOTHING_H_
#define ADAPTEST_CALIBRATION_OUTCOMES_NORMAL_SMOOTHING_H_

#include <vector>

#include "absl/types/span.h"
#include "engine/theta_grid.h"

namespace adaptest {

// Convolution of a function f on a theta grid with a normal of mean 0:
//
//   (G_v f)(theta_q) = E f(theta_q + e),  e ~ N(0, v)
//
// by the cosine series through the n + 1 nodes (discrete cosine transform I),
// each of whose terms the convolution only multiplies:
//
//   f(theta_q) = sum'' over k = 0 ... n of a_k cos(pi k q / n)
//   (d/dv)^r (G_v f)(theta_q)
//     = sum'' of (-w_k^2 / 2)^r exp(-v w_k^2 / 2) a_k cos(pi k q / n),
//   w_k = pi k / (upper - lower),
//
// where '' halves the first and the last term. It is smooth in v, also at
// v = 0, where it is f itself; a Gaussian kernel summed over the nodes is
// neither right nor smooth for a standard deviation below the spacing h.
//
// Ends: theta + e is reflected at the grid's ends, so the error there is at
// most the range of f times P(|e| > the distance to the end).
//
// Error elsewhere: that of the series, which is exact up to frequency pi / h.
// For a rise like Phi((theta - m) / sigma) it is of order
// exp(-(pi sigma / h)^2 / 2): below kSmoothingError for sigma >= 2 h. The
// default grid has h = 0.1, and a pass curve of 50 items sigma about 0.3. On
// grids so coarse that f rises within a cell the result may ripple.
class NormalSmoothing {
 public:
  static constexpr double kSmoothingError = 1e-8;

  explicit NormalSmoothing(const ThetaGrid& grid);

  // [k]: a_k, the first and the last halved.
  std::vector<double> Coefficients(absl::Span<const double> f) const;

  // [q]: derivative number `order` of G_v f in v, for v = variance >= 0.
  std::vector<double> Smooth(absl::Span<const double> coefficients,
                             double variance, int order) const;

 private:
  std::vector<double> Transform(absl::Span<const double> x) const;

  double frequency_;            // w_1
  std::vector<double> cosine_;  // [j]: cos(pi j / n), j = 0 ... 2 n - 1
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_OUTCOMES_NORMAL_SMOOTHING_H_
