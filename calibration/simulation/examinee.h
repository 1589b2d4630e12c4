#ifndef ADAPTEST_CALIBRATION_SIMULATION_EXAMINEE_H_
#define ADAPTEST_CALIBRATION_SIMULATION_EXAMINEE_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/session/prepared_exam.h"
#include "engine/session/session.h"

namespace adaptest {

// One simulated person's test and what came of it.
struct SimulatedExaminee {
  double theta = 0;                // true ability
  std::vector<GivenItem> given;    // by position
  double estimate = 0;             // of theta
  bool covered = false;            // theta in the 95 % credible interval
  bool passed = false;             // by the mode's decision
  double pass_probability = 0;     // reported at the end
  bool passes_fresh_form = false;  // drawn: passes another random form
  bool breaks_blueprint = false;   // by a count of its own, see CheckTest
};

// Sits a whole session with answers drawn from the items' parameters. All
// draws follow from (seed, index).
SimulatedExaminee SimulateExaminee(
    const std::shared_ptr<const PreparedExam>& exam, int mode, double theta,
    uint64_t seed, uint64_t index);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_SIMULATION_EXAMINEE_H_
