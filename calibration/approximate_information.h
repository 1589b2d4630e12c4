#ifndef ADAPTEST_CALIBRATION_APPROXIMATE_INFORMATION_H_
#define ADAPTEST_CALIBRATION_APPROXIMATE_INFORMATION_H_

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <memory>
#include <vector>

#include "calibration/arrow_matrix.h"
#include "calibration/marginal_posterior.h"

namespace adaptest {

// Minus the Hessian of the marginal log posterior, approximately, without a
// pass over the persons. What is observed is what complete data would tell less
// what is missing, the posterior covariance of each person's score (Louis,
// 1982):
//
//   H ~ A - sum over persons of Cov(s_p),   s_p = sum over answers of grad log
//   P
//
// A is the expected information of complete data. Persons are taken to be at
// some places, where their posteriors are about normal: the covariance of two
// functions of z under N(m, v) is a sum of products of their contrasts d_1, d_2
// (slope and bend). With answers independent given z, n_i of N persons at a
// place who answered item i,
//
//   sum over p of Cov = C C' - K K' + blocks
//
// C(i) = n_i / sqrt(N) E[d(s_i)], E the mean over the item's categories. But
// the answers of those at a place are not independent: the slopes u_i of their
// log P in z and that of the population's log density sum to 0 at a posterior
// mode. So E is given that sum, with k_i = Cov(d(s_i), u_i), I the information
// and t what the slopes of the answers sum to,
//
//   E[d] = mean of d + k_i t / I,   K(i) = n_i / sqrt(N I) k_i
//   block i = sum over places of n_i Cov(d, d)
//             + (n_i - n_i^2 / N) (E[d] E[d]' - k_i k_i' / I)
//
// Thus A less the blocks is an arrow matrix, and two matrices of low rank are
// left (Woodbury's formula).
class ApproximateInformation {
 public:
  // Parameters that are held are taken out. Call ComputeGradient first.
  ApproximateInformation(const MarginalPosterior& posterior,
                         const std::vector<bool>& held);

  // The inverse times r.
  std::vector<double> Solve(const std::vector<double>& r) const;

  // How much of what is missing is taken into account: 1, or less where the
  // whole of it would leave a matrix that is not positive definite.
  double share() const { return share_; }

 private:
  bool Build(const MarginalPosterior& posterior, const std::vector<bool>& held,
             double share);

  // solved = inverse of what is without it times columns;
  // inner = I +- columns' solved.
  struct LowRank {
    bool Factor(double sign);

    Eigen::MatrixXd columns;
    Eigen::MatrixXd solved;
    Eigen::LLT<Eigen::MatrixXd> inner;
  };

  void SolveWithoutMinus(Eigen::Ref<Eigen::MatrixXd> right) const;

  double share_ = 1;
  std::unique_ptr<ArrowMatrix> arrow_;
  LowRank plus_;   // K
  LowRank minus_;  // C
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_APPROXIMATE_INFORMATION_H_
