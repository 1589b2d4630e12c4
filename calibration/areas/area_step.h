#ifndef ADAPTEST_CALIBRATION_AREAS_AREA_STEP_H_
#define ADAPTEST_CALIBRATION_AREAS_AREA_STEP_H_

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <vector>

#include "calibration/areas/area_marginal.h"
#include "calibration/secant_pairs.h"

namespace adaptest {

// The inverse of the information of the sample about y, for steps. Where
// persons are few in relation to parameters, the cross-product varies much
// about what it estimates: a share n / N of what complete data would tell is
// added. With more than kMaxParameters parameters it is complete data's alone.
class AreaStepInformation {
 public:
  static constexpr int kMaxParameters = 4000;

  // Computes it anew at y. After ComputeGradient.
  void Refresh(const AreaMarginal& marginal);
  bool is_dense() const { return information_.size() > 0; }
  const Eigen::MatrixXd& information() const { return information_; }

  std::vector<double> Solve(const AreaMarginal& marginal,
                            const std::vector<bool>& held,
                            const std::vector<double>& right);

 private:
  void Factor(const std::vector<bool>& held);

  Eigen::MatrixXd information_;  // lower triangle, without the share
  Eigen::VectorXd share_;        // to be added to the diagonal
  std::vector<bool> held_;       // for which `factor_` is
  Eigen::LLT<Eigen::MatrixXd> factor_;
  bool is_factored_ = false;
};

// A step from y. Parameters at an end of their range that would leave it are
// held.
struct AreaStep {
  std::vector<double> step;
  std::vector<bool> held;
  double max_change = 0;  // after clamping; of sds in place of variances
};

// By complete data's information: an EM gradient step.
AreaStep EmGradientStep(const AreaMarginal& marginal);

// By the information, improved by the pairs unless they are null.
AreaStep QuasiNewtonStep(const AreaMarginal& marginal,
                         AreaStepInformation& information,
                         const SecantPairs* pairs);

// y + share step, within the ranges and near enough to be trusted
// (bounded_step.h).
std::vector<double> BoundedAreaStep(const AreaMarginal& marginal,
                                    const std::vector<double>& from,
                                    const std::vector<double>& step,
                                    double share);

// The largest difference of a parameter; of sds in place of variances.
double LargestAreaChange(const AreaMarginal& marginal,
                         const std::vector<double>& from,
                         const std::vector<double>& to);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_AREAS_AREA_STEP_H_
