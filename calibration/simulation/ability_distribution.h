#ifndef ADAPTEST_CALIBRATION_SIMULATION_ABILITY_DISTRIBUTION_H_
#define ADAPTEST_CALIBRATION_SIMULATION_ABILITY_DISTRIBUTION_H_

#include <cstdint>
#include <variant>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/random.h"

namespace adaptest {

// True abilities of simulated examinees lie in [-kMaxAbility, kMaxAbility],
// but for the tails of a normal distribution.
inline constexpr double kMaxAbility = 50;

struct NormalAbilities {
  double mean;
  double sd;  // > 0
};

struct UniformAbilities {
  double lower;
  double upper;  // > lower
};

// The points lower, lower + step, ...; examinee i has point i mod points, so
// that points differ by one examinee at most. A single ability is one point.
struct GridAbilities {
  static constexpr int kMaxPoints = 10000;

  double lower;
  double step;  // > 0
  int points;   // > 0
};

// Where true abilities come from.
using AbilityDistribution =
    std::variant<NormalAbilities, UniformAbilities, GridAbilities>;

// Reads "normal(MEAN,SD)", "uniform(LO,HI)", "grid(LO,HI,STEP)", whose last
// point is the last one not above HI, or a number.
absl::StatusOr<AbilityDistribution> ParseAbilities(absl::string_view text);

// The abilities of examinees 0, 1, ..., which follow from the seed.
class AbilityDraws {
 public:
  AbilityDraws(const AbilityDistribution& distribution, uint64_t seed);
  double Next();

 private:
  AbilityDistribution distribution_;
  Random random_;
  int64_t drawn_ = 0;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_SIMULATION_ABILITY_DISTRIBUTION_H_
