#ifndef ADAPTEST_ENGINE_DECISION_NUMBER_RIGHT_H_
#define ADAPTEST_ENGINE_DECISION_NUMBER_RIGHT_H_

#include "absl/strings/string_view.h"
#include "engine/decision/test_outcome.h"

namespace adaptest {

// Passes at the form's raw cut x_F: a form has one, equated through the item
// parameters, only where every person answers the whole form (a mock exam).
struct NumberRight {
  static constexpr absl::string_view kName = "number_right";

  bool Passes(const TestOutcome& outcome) const {
    return outcome.number_right >= outcome.raw_cut;
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_DECISION_NUMBER_RIGHT_H_
