#ifndef ADAPTEST_CALIBRATION_OUTCOMES_OUTCOME_LIKELIHOOD_H_
#define ADAPTEST_CALIBRATION_OUTCOMES_OUTCOME_LIKELIHOOD_H_

#include <Eigen/Core>
#include <vector>

#include "calibration/outcomes/outcome_model.h"

namespace adaptest {

// Probabilities of results are kept this far from 0 and 1, so that one result
// that the model holds for impossible cannot decide everything.
inline constexpr double kLeastOutcomeProbability = 1e-9;

// A weak prior, for results that by themselves do not tell the parameters:
//
//   c ~ N(the profile's cut, kPriorCutSd^2),  |s| ~ N(0, kPriorSpreadSd^2)
//
// Densities of c and s; no Jacobian is added for v = s^2. The mode is the
// profile's cut and no spread.
inline constexpr double kPriorCutSd = 1;
inline constexpr double kPriorSpreadSd = 0.5;

// Log-likelihood of results, independent given the posteriors, as a function of
// x = (c, v), v = s^2 >= 0, with P_i of outcome_model.h:
//
//   l(c, v) = sum over i of log P_i where passed, log(1 - P_i) where not
//
// In v rather than s, in which every l is flat at 0. With the prior, l is the
// log posterior without its constant.
class OutcomeLikelihood {
 public:
  // `cases` and the model must outlive this.
  OutcomeLikelihood(const OutcomeModel& model,
                    std::vector<const OutcomeCase*> cases, bool with_prior);

  const OutcomeModel& model() const { return model_; }

  // Of the results alone, whether there is a prior or not.
  double LogLikelihood(double theta_cut, double variance) const;

  double Value(double theta_cut, double variance) const;

  struct Derivatives {
    double value = 0;
    Eigen::Vector2d gradient = Eigen::Vector2d::Zero();
    Eigen::Matrix2d observed = Eigen::Matrix2d::Zero();  // -d2 l / dx dx'
    // Expected information at the same posteriors, never indefinite:
    // sum over i of (dP_i / dx) (dP_i / dx)' / (P_i (1 - P_i)).
    Eigen::Matrix2d expected = Eigen::Matrix2d::Zero();
  };
  Derivatives At(double theta_cut, double variance) const;

 private:
  double LogPrior(double theta_cut, double variance) const;
  void AddCase(const OutcomeCase& one, const OutcomeCurve& curve,
               Derivatives& sums) const;

  const OutcomeModel& model_;
  std::vector<const OutcomeCase*> cases_;
  bool with_prior_;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_OUTCOMES_OUTCOME_LIKELIHOOD_H_
