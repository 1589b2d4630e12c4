#ifndef ADAPTEST_CALIBRATION_FIT_MEAN_SQUARES_H_
#define ADAPTEST_CALIBRATION_FIT_MEAN_SQUARES_H_

#include <optional>
#include <vector>

#include "calibration/fit/abilities.h"
#include "calibration/fit/fitted_model.h"

namespace adaptest {

// A mean square with its standard error and its transformation to a normal
// deviate.
struct MeanSquare {
  std::optional<double> value;
  std::optional<double> standard_error;  // q
  std::optional<double> z;
};

// Residual fit of an item (Wright & Masters, 1982), over its N answers x with
// expectation E, variance W and fourth central moment C at each person's EAP:
//
//   outfit = sum of (x - E)^2 / W / N,  q^2 = sum of C / W^2 / N^2 - 1 / N
//   infit  = sum of (x - E)^2 / sum of W,
//            q^2 = sum of (C - W^2) / (sum of W)^2
//   z = (v^(1/3) - 1) 3 / q + q / 3     for either value v (Wilson & Hilferty)
//
// W is taken as kSmallestVariance where it is less, so that one answer that was
// all but certain does not decide. At an EAP, which answers move and the prior
// shrinks, both lie somewhat below 1 where the model holds; they are for
// comparing items, not for exact tests.
struct ResidualFit {
  MeanSquare outfit;
  MeanSquare infit;
};
inline constexpr double kSmallestVariance = 0.0031622776601683794;  // 10^-2.5

// Of each item of the data, and residual[answer] = x - E.
struct Residuals {
  std::vector<ResidualFit> items;
  std::vector<float> residual;
};

Residuals ResidualsAtEap(const FittedModel& model, const Abilities& abilities,
                         int threads);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FIT_MEAN_SQUARES_H_
