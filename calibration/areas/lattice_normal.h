#ifndef ADAPTEST_CALIBRATION_AREAS_LATTICE_NORMAL_H_
#define ADAPTEST_CALIBRATION_AREAS_LATTICE_NORMAL_H_

#include <vector>

namespace adaptest {

// The normal density N(0, v) on the multiples j h of a spacing h, normalised to
// the sum 1 and with the variance v exactly:
//
//   w_j = exp(-t j^2) / sum over i of exp(-t i^2),   t such that
//   sum over j of w_j (j h)^2 = v
//
//   v  variance, v >= 0      h  spacing of the nodes, h > 0
//
// Among the distributions on the lattice with that variance it is the one of
// largest entropy (Kemp, 1997). Properties:
//   (1) v = 0 is the point mass at 0, the limit of small v.
//   (2) An exponential family in d^2, d = j h, with mean v: hence
//       d log w_j / d v = ((j h)^2 - v) / Var(d^2).
//   (3) For sqrt(v) >= h, t = h^2 / (2 v) within 2e-7 of itself and sums over j
//       are those of the trapezoidal rule, whose error for a smooth function is
//       of the order of 2 exp(-2 pi^2 v / h^2).
//   (4) For smaller v the fourth moment is not the normal's 3 v^2; it falls to
//       v h^2. The mean of a smooth f is then too large by a share of its
//       second-order term (v / 2) f'' that is at most (h^2 / 12) |f''''/ f''|.
//   (5) Weights below exp(-kNegligible) times w_0 are left out.
class LatticeNormal {
 public:
  static constexpr double kNegligible = 34;

  explicit LatticeNormal(double variance = 0, double spacing = 1);

  double variance() const { return variance_; }
  double square_variance() const { return square_variance_; }  // Var(d^2)
  // Nodes -reach() .. reach() have weights.
  int reach() const { return reach_; }
  int size() const { return static_cast<int>(weights_.size()); }
  const double* weights() const { return weights_.data(); }  // [j + reach]
  const double* squares() const { return squares_.data(); }  // w_j (j h)^2

 private:
  double variance_;
  double square_variance_ = 0;
  int reach_ = 0;
  std::vector<double> weights_;
  std::vector<double> squares_;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_AREAS_LATTICE_NORMAL_H_
