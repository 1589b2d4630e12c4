#ifndef ADAPTEST_CALIBRATION_PERSON_ESTIMATE_H_
#define ADAPTEST_CALIBRATION_PERSON_ESTIMATE_H_

#include <optional>
#include <string>

#include "engine/ability/ability_estimate.h"

namespace adaptest {

// One person's ability: a row of persons.csv. What is not defined is absent.
struct PersonEstimate {
  std::string person_id;
  std::string session_id;  // empty where the row is the person
  int num_items = 0;       // items answered that count
  std::optional<double> theta;
  std::optional<double> standard_error;
  AbilityState state = AbilityState::kOk;
  std::optional<double> scaled_score;
  std::optional<double> pass_probability;
  std::optional<double> log_likelihood;  // of the answers, at theta
  std::optional<double> lz_star;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_PERSON_ESTIMATE_H_
