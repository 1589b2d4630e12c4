#ifndef ADAPTEST_CALIBRATION_MARGINAL_POSTERIOR_H_
#define ADAPTEST_CALIBRATION_MARGINAL_POSTERIOR_H_

#include <vector>

#include "absl/types/span.h"
#include "calibration/curves.h"
#include "calibration/expectation.h"
#include "calibration/free_parameters.h"
#include "engine/math/aligned_vector.h"

namespace adaptest {

// The function that calibration maximises, in the free parameters x:
//
//   f(x) = sum over persons of log sum over q of w_q(group; x)
//            product over the person's answers of P(answer | z_q; x)
//        + log prior(x)
//
// with its gradient and its Hessian times a vector:
//
//   grad f = sum over rows and nodes of r grad log P          (Fisher)
//   H v    = B v + sum over rows and nodes of dr(v) grad log P  (Louis, 1982)
//
// where r are the expected counts at x, B the Hessian at fixed counts, and
// dr(v) the derivative of the counts in direction v. Both are exact but for
// the precision of the pass over the persons.
class MarginalPosterior {
 public:
  // Keeps references: all arguments must outlive this.
  MarginalPosterior(const FreeParameters& parameters, Expectation& expectation);

  // Moves to x: an E-step. Everything below is at this x.
  void MoveTo(absl::Span<const double> x,
              Precision precision = Precision::kDouble);

  const std::vector<double>& x() const { return x_; }
  double log_likelihood() const { return log_likelihood_; }
  double log_prior() const { return log_prior_; }
  double value() const { return log_likelihood_ + log_prior_; }

  // Computes gradient and expected information at x.
  void ComputeGradient();
  const std::vector<double>& gradient() const { return gradient_; }
  const std::vector<CurveFit>& fits() const { return fits_; }  // [curve]

  // Computes the Hessians at fixed counts; after ComputeGradient.
  void ComputeCurvature();
  // -H v; after ComputeCurvature.
  std::vector<double> NegativeHessianTimes(
      absl::Span<const double> v, Precision precision = Precision::kDouble);

  // B of one curve, [free][free], and the curvature of the prior; after
  // ComputeCurvature.
  const std::vector<double>& hessian(int curve) const {
    return hessians_[curve];
  }
  const std::vector<double>& prior_curvature() const {
    return prior_curvature_;
  }

  const FreeParameters& parameters() const { return parameters_; }
  Expectation& expectation() const { return expectation_; }
  const LatentNodes& nodes() const { return expectation_.nodes(); }
  const AlignedVector& table() const { return table_; }
  // The curve's part of a table over rows, and its slopes.
  double* RowsOf(AlignedVector& table, const CurveLayout& curve) const {
    return table.data() + size_t(curve.first_row) * nodes().stride;
  }
  const double* counts(int curve) const {
    return counts_.data() +
           size_t(parameters_.curves[curve].first_row) * nodes().stride;
  }
  const double* log_p(int curve) const {
    return table_.data() +
           size_t(parameters_.curves[curve].first_row) * nodes().stride;
  }
  const double* slopes(int curve) const {
    return slopes_.data() + slope_begin_[curve];
  }

 private:
  template <class Work>
  void ForEachCurve(const Work& work) const;
  void SetDirection(absl::Span<const double> v);

  const FreeParameters& parameters_;
  Expectation& expectation_;
  std::vector<size_t> slope_begin_;  // [curve]

  std::vector<double> x_;
  double log_likelihood_ = 0;
  double log_prior_ = 0;
  AlignedVector table_;         // [row][node]; 0 for items left out
  AlignedVector counts_;        // [row][node]
  std::vector<double> slopes_;  // [curve][row][free][node]
  std::vector<CurveFit> fits_;
  std::vector<double> gradient_;
  std::vector<double> prior_curvature_;
  std::vector<std::vector<double>> hessians_;
  AlignedVector direction_;     // [row][node]
  AlignedVector count_change_;  // [row][node]
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_MARGINAL_POSTERIOR_H_
