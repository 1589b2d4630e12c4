#ifndef ADAPTEST_ENGINE_PRIORS_GRID_H_
#define ADAPTEST_ENGINE_PRIORS_GRID_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/math/curve_point.h"
#include "engine/rule.h"

namespace adaptest {

// A density of ability that the caller gives at points theta_1 < ... < theta_n:
//
//   {"rule": "grid", "parameters": {"-4": 0.01, "-3.5": 0.03, "-3": 0.08}}
//
// Parameters are named by theta, a decimal number; values are densities up to
// a common factor, not negative and not all 0. Between the points the density
// is linear, outside of them it is 0. So that logarithms stay finite, a density
// below 1e-300 of the largest counts as that.
class GridPrior {
 public:
  static constexpr absl::string_view kName = "grid";
  static constexpr double kMaxTheta = 50;
  static constexpr int kMaxPoints = 10001;
  static constexpr double kLeastDensity = 1e-300;  // of the largest

  // Refuses fewer than two points, more than kMaxPoints, a theta that is not
  // a number in [-kMaxTheta, kMaxTheta] or that occurs twice, and a density
  // that is negative or not finite.
  static absl::StatusOr<GridPrior> Make(const Rule& rule);

  // Its slope jumps at the points, where it is the one to the right.
  CurvePoint LogDensity(double theta) const;

 private:
  struct Point {
    double theta;
    double density;  // the largest is 1
  };

  explicit GridPrior(std::vector<Point> points);

  std::vector<Point> points_;  // by theta
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_PRIORS_GRID_H_
