#ifndef ADAPTEST_CALIBRATION_SIMULATION_BLUEPRINT_TALLY_H_
#define ADAPTEST_CALIBRATION_SIMULATION_BLUEPRINT_TALLY_H_

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "calibration/simulation/running_moments.h"
#include "engine/blueprint/blueprint.h"

namespace adaptest {

// What the tests of full length held of a constraint.
struct ConstraintUse {
  std::string id;
  double lower = 0;
  double upper = 0;
  double least = 0;
  double most = 0;
  RunningMean count;
};

// Counts of a blueprint's constraints in tests of full length.
class BlueprintTally {
 public:
  // The items of a test of full length, pretest items among them.
  void Add(const Blueprint& blueprint, absl::Span<const int> items);

  // In the profile's order; empty where no test was of full length.
  const std::vector<ConstraintUse>& constraints() const { return uses_; }

 private:
  std::vector<ConstraintUse> uses_;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_SIMULATION_BLUEPRINT_TALLY_H_
