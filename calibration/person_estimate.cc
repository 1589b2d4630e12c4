#include "calibration/person_estimate.h"

namespace adaptest {

absl::string_view NameOf(EstimateState state) {
  switch (state) {
    case EstimateState::kAtLowerBound:
      return "at_lower_bound";
    case EstimateState::kAtUpperBound:
      return "at_upper_bound";
    case EstimateState::kNoAnswers:
      return "no_answers";
    case EstimateState::kOk:
      break;
  }
  return "ok";
}

}  // namespace adaptest
