#ifndef ADAPTEST_CALIBRATION_FIT_CLASSICAL_H_
#define ADAPTEST_CALIBRATION_FIT_CLASSICAL_H_

#include <optional>
#include <vector>

#include "calibration/fit/abilities.h"
#include "calibration/fit/complete_block.h"
#include "calibration/fit/fitted_model.h"

namespace adaptest {

// A figure and its standard error.
struct Figure {
  std::optional<double> value;
  std::optional<double> standard_error;
};

// Sums over persons from which a correlation comes.
struct CorrelationSums {
  double n = 0;
  double x = 0;
  double y = 0;
  double xx = 0;
  double yy = 0;
  double xy = 0;

  void Add(double weight, double vx, double vy);

  // Pearson's r, with the standard error (1 - r^2) / sqrt(n - 1); empty where
  // x or y does not vary.
  Figure Correlation() const;
};

// Classical statistics of an item with categories 0 ... m:
//
//   p_value             mean of x / m: the share right of a dichotomous item,
//                       among those who answered it
//   p_value_population  mean over the population of E(X | theta) / m, what the
//                       model implies for everybody; its standard error, where
//                       the bank has the covariance of the parameters, by the
//                       delta method. In adaptive tests, where an item meets
//                       persons of its own difficulty, only this one is
//                       comparable between items
//   point_biserial      correlation of x with the raw score on the other items,
//                       over the persons of the complete block
//   point_biserial_eap  correlation of x with the EAP from the other answers,
//                       over everybody who answered
struct ClassicalStatistics {
  double n = 0;  // persons who answered, with their weights
  Figure p_value;
  Figure p_value_population;
  Figure point_biserial;
  Figure point_biserial_eap;
};

// One for each item of the data.
std::vector<ClassicalStatistics> Classical(const FittedModel& model,
                                           const Abilities& abilities,
                                           const CompleteBlock& block);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FIT_CLASSICAL_H_
