#ifndef ADAPTEST_ENGINE_SCORES_POSTERIOR_MASS_H_
#define ADAPTEST_ENGINE_SCORES_POSTERIOR_MASS_H_

#include <vector>

#include "engine/posterior.h"

namespace adaptest {

// Continuous distribution of ability behind a posterior on a grid of spacing h.
//
// The mass of a cell [theta_q, theta_q + h] is the trapezoid with the end
// corrections of Euler and Maclaurin, derivatives by differences of the log
// density l (f = exp l):
//
//   h (f_q + f_{q+1}) / 2 + h^2 (f'_q - f'_{q+1}) / 12
//                         - h^4 (f'''_q - f'''_{q+1}) / 720,
//
// not below 0. Within a cell the log density is a parabola through both ends,
// whose second difference is the mean of those at the two ends; its integral
// is by five-point Gauss-Legendre quadrature. Properties:
//   (1) P(theta >= cut) is in [0, 1], does not rise with the cut, is exactly 1
//       at or below the grid's lower end and exactly 0 at or above its upper;
//   (2) for a posterior whose standard deviation is not below h the error is
//       below kMassError, wherever the cut lies; narrower ones call for
//       RefinedPosterior.
//
// Refers to the posterior, which must outlive it unchanged. Use it rather than
// the functions below to ask several questions about one posterior.
class PosteriorDistribution {
 public:
  static constexpr double kMassError = 5e-4;

  explicit PosteriorDistribution(const Posterior& posterior);

  // P(theta >= cut); cut is any number but NaN.
  double MassAbove(double cut) const;

  // The theta with P(theta < theta_p) = p; the grid's ends for p <= 0, p >= 1.
  double Quantile(double p) const;

 private:
  // Of the mass in cell q, the share above theta_q + t h, for t in [0, 1].
  double ShareAbove(int q, double t) const;
  double SecondDifference(int q) const;

  const Posterior& posterior_;
  std::vector<double> above_;  // [q], mass above node q; above_[0] = 1
};

// P(theta >= cut).
double MassAbove(const Posterior& posterior, double cut);

// The theta below which a share p of the posterior lies: the limits of an
// equal-tailed 95 % credible interval are the quantiles at 0.025 and 0.975.
double PosteriorQuantile(const Posterior& posterior, double p);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SCORES_POSTERIOR_MASS_H_
