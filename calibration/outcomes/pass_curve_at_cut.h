#ifndef ADAPTEST_CALIBRATION_OUTCOMES_PASS_CURVE_AT_CUT_H_
#define ADAPTEST_CALIBRATION_OUTCOMES_PASS_CURVE_AT_CUT_H_

#include <memory>
#include <vector>

#include "engine/session/prepared_exam.h"

namespace adaptest {

// A pass curve with its derivatives in the cut, each [node].
struct CutDerivatives {
  std::vector<double> value;
  std::vector<double> slope;
  std::vector<double> curvature;
};

// The pass curve of an exam (pass_probability.h) as a smooth function of the
// passing standard c, the same forms being used for every c. With
// S_F(k) = P(X_F >= k | theta_q), by Lord and Wingersky (1984), and
// tau_F = E(X_F | c), the expected raw score at the standard, the engine's own
// curve is a staircase in c: S_F at the raw cut k = ceil(tau_F), which jumps
// wherever a tau_F passes a whole number. Here the raw cut in force is mixed
// with its two neighbours by quadratic B-spline weights:
//
//   T(theta_q; c) = mean over F of   (1/2 - t)^2 / 2 * S_F(k - 1)
//                                  + (3/4 - t^2)     * S_F(k)
//                                  + (1/2 + t)^2 / 2 * S_F(k + 1),
//   k = ceil(tau_F),  t = tau_F - (k - 1/2) in [-1/2, 1/2]
//
// which is the staircase averaged over tau_F + U + V, U and V independent and
// uniform on (-1/2, 1/2). Properties:
//   (1) a probability: in [0, 1], and it falls in c;
//   (2) its slope in c is continuous; its curvature jumps, by a 64th, where a
//       tau_F is whole;
//   (3) it is centred: over a raw point of tau_F it has the staircase's mean.
//
// A real form is another random form of the blueprint, whose tau_F lies
// anywhere between two whole numbers; the mean of the staircase over such forms
// is that over tau_F + U. What remains of the smoothing is V, of variance 1/12
// raw point squared, that is 1 / (12 tau_F'(c)^2) on ability: about 0.001 for
// 50 items, 0.008 for 20. A variance s^2 fitted with this curve is too small by
// as much.
class PassCurveAtCut {
 public:
  explicit PassCurveAtCut(std::shared_ptr<const PreparedExam> exam);

  CutDerivatives At(double theta_cut) const;

 private:
  void AddForm(size_t form, double theta_cut, CutDerivatives& sums) const;

  std::shared_ptr<const PreparedExam> exam_;
  std::vector<std::vector<int>> forms_;
  // [form]: rows S_F(0), S_F(1) ... S_F(the largest raw score), and one of 0.
  std::vector<std::vector<double>> tails_;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_OUTCOMES_PASS_CURVE_AT_CUT_H_
