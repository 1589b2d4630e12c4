#ifndef ADAPTEST_CALIBRATION_FIT_ITEM_MOMENTS_H_
#define ADAPTEST_CALIBRATION_FIT_ITEM_MOMENTS_H_

#include <vector>

#include "calibration/fit/fitted_model.h"

namespace adaptest {

// Moments of the answer X = 0 ... m to one item at the nodes,
//
//   mean[q] = sum over k of k P_k,  square[q] = sum over k of k^2 P_k,
//
// and the slopes of the mean in each of the item's parameters and in the
// latent sd (theta = sd z), exact: the model's formula on dual numbers. All
// arrays have the padded length, the padding is 0.
struct ItemMoments {
  std::vector<double> mean;
  std::vector<double> square;
  std::vector<std::vector<double>> slope;  // [parameter of the item][node]
  std::vector<double> slope_in_sd;
};

ItemMoments MomentsOfItem(const FittedModel& model, int item);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FIT_ITEM_MOMENTS_H_
