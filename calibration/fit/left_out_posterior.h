#ifndef ADAPTEST_CALIBRATION_FIT_LEFT_OUT_POSTERIOR_H_
#define ADAPTEST_CALIBRATION_FIT_LEFT_OUT_POSTERIOR_H_

#include <vector>

#include "calibration/fit/fitted_model.h"

namespace adaptest {

// The posterior of one person's ability at the nodes, from all answers and
// from all but one of them. An answer tells of its own item's fit only beside
// an ability that it had no part in.
class LeftOutPosterior {
 public:
  // Keeps a reference to the model.
  explicit LeftOutPosterior(const FittedModel& model);

  void SetPerson(int person);

  // Mean and standard deviation of theta given all answers.
  double Mean() const;
  double Sd() const;

  // Leaves out the answer in this row of the data, which must be one of the
  // person's own: its likelihood is divided out at each node.
  void LeaveOut(int row);

  // Mean of theta given the other answers, and the probability of the answer
  // in `row` that they predict, the integral of P over that posterior.
  double LeftOutMean() const;
  double Predicted(int row) const;

 private:
  double MeanOf(const std::vector<double>& weight) const;

  const FittedModel& model_;
  std::vector<double> theta_;     // [node]
  std::vector<double> weight_;    // [node], sums to 1
  std::vector<double> left_out_;  // [node], sums to 1
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FIT_LEFT_OUT_POSTERIOR_H_
