#ifndef ADAPTEST_CALIBRATION_FIT_ABILITIES_H_
#define ADAPTEST_CALIBRATION_FIT_ABILITIES_H_

#include <cstddef>
#include <vector>

#include "calibration/fit/fitted_model.h"

namespace adaptest {

// Abilities as posterior means (EAP) on the theta scale. Answers are numbered
// through all persons: answer k of person p is first_answer[p] + k.
struct Abilities {
  std::vector<double> eap;           // [person]
  std::vector<double> sd;            // [person] of the posterior
  std::vector<size_t> first_answer;  // [person], and the number of answers
  std::vector<float> eap_without;    // [answer] from the person's others
};

Abilities EstimateAbilities(const FittedModel& model, int threads);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FIT_ABILITIES_H_
