#ifndef ADAPTEST_CALIBRATION_PERSON_SCORES_H_
#define ADAPTEST_CALIBRATION_PERSON_SCORES_H_

#include <Eigen/Core>
#include <vector>

#include "calibration/marginal_posterior.h"

namespace adaptest {

// A person's score, the gradient of the complete-data log-likelihood, at each
// node: score[local parameter][node of the posterior's range]. Local are the
// parameters that the person's answers depend on.
class PersonScores {
 public:
  using RowMatrix =
      Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

  // Keeps a reference.
  explicit PersonScores(const MarginalPosterior& posterior);

  void Compute(int person);

  const std::vector<int>& index() const { return index_; }  // [local]
  const RowMatrix& scores() const { return scores_; }
  const PersonPosterior& posterior() const { return posterior_; }
  Eigen::Map<const Eigen::VectorXd> weights() const {
    return Eigen::Map<const Eigen::VectorXd>(
        posterior_.weight.data() + posterior_.begin,
        posterior_.end - posterior_.begin);
  }

 private:
  void AddRow(int row);

  const MarginalPosterior& f_;
  std::vector<int> curve_of_row_;  // -1 where the item is left out
  std::vector<int> local_;         // [parameter], -1 where not yet met
  std::vector<int> index_;
  PersonPosterior posterior_;
  RowMatrix scores_;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_PERSON_SCORES_H_
