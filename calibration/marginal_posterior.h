#ifndef ADAPTEST_CALIBRATION_MARGINAL_POSTERIOR_H_
#define ADAPTEST_CALIBRATION_MARGINAL_POSTERIOR_H_

#include <vector>

#include "absl/types/span.h"
#include "calibration/expectation.h"
#include "calibration/free_parameters.h"
#include "calibration/item_curves.h"

namespace adaptest {

// The function that calibration maximises, in the free parameters x:
//
//   f(x) = sum over persons of log sum over q of weight_q
//            product over the person's answers of P(answer | z_q; x)
//        + log prior(x)
//
// with its gradient and its Hessian times a vector, both exact:
//
//   grad f = sum over rows and nodes of r grad log P          (Fisher)
//   H v    = B v + sum over rows and nodes of dr(v) grad log P  (Louis, 1982)
//
// where r are the expected counts at x, B the Hessian at fixed counts, and
// dr(v) the derivative of the counts in direction v.
class MarginalPosterior {
 public:
  // Keeps references: all arguments must outlive this.
  MarginalPosterior(const FreeParameters& parameters, Expectation& expectation);

  // Moves to x: an E-step. Everything below is at this x.
  void MoveTo(absl::Span<const double> x);

  const std::vector<double>& x() const { return x_; }
  double log_likelihood() const { return log_likelihood_; }
  double log_prior() const { return log_prior_; }
  double value() const { return log_likelihood_ + log_prior_; }

  // Computes slopes, gradient and expected information at x.
  void ComputeGradient();
  const std::vector<double>& gradient() const { return gradient_; }
  const std::vector<CurveFit>& fits() const { return fits_; }  // [item]

  // Computes the Hessians at fixed counts; after ComputeGradient.
  void ComputeCurvature();
  // -H v; after ComputeCurvature.
  std::vector<double> NegativeHessianTimes(absl::Span<const double> v);

  // B of one item, [free][free], and the curvature of the prior; after
  // ComputeCurvature.
  const std::vector<double>& item_hessian(int i) const { return hessians_[i]; }
  const std::vector<double>& prior_curvature() const {
    return prior_curvature_;
  }

  const FreeParameters& parameters() const { return parameters_; }
  Expectation& expectation() const { return expectation_; }
  const LatentNodes& nodes() const { return expectation_.nodes(); }
  const std::vector<double>& table() const { return table_; }
  // The item's part of a table over rows, and its slopes.
  double* RowsOf(std::vector<double>& table, const ItemLayout& item) const {
    return table.data() + size_t(item.first_row) * nodes().stride;
  }
  const double* counts(int i) const {
    return counts_.data() +
           size_t(parameters_.items[i].first_row) * nodes().stride;
  }
  const double* slopes(int i) const { return slopes_.data() + slope_begin_[i]; }

 private:
  template <class Work>
  void ForEachItem(const Work& work) const;

  const FreeParameters& parameters_;
  Expectation& expectation_;
  std::vector<size_t> slope_begin_;  // [item]

  std::vector<double> x_;
  double log_likelihood_ = 0;
  double log_prior_ = 0;
  std::vector<double> table_;   // [row][node]; 0 for items left out
  std::vector<double> counts_;  // [row][node]
  std::vector<double> slopes_;  // [item][category][free][node]
  std::vector<CurveFit> fits_;
  std::vector<double> gradient_;
  std::vector<double> prior_curvature_;
  std::vector<std::vector<double>> hessians_;
  std::vector<double> direction_;     // [row][node]
  std::vector<double> count_change_;  // [row][node]
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_MARGINAL_POSTERIOR_H_
