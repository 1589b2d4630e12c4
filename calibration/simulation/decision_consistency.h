#ifndef ADAPTEST_CALIBRATION_SIMULATION_DECISION_CONSISTENCY_H_
#define ADAPTEST_CALIBRATION_SIMULATION_DECISION_CONSISTENCY_H_

#include <cstdint>
#include <vector>

#include "calibration/simulation/reliability.h"

namespace adaptest {

// The probability that two tests of the same person decide alike, from one
// test a person: the share of pairs of persons of nearly the same true ability
// that are decided alike. Abilities are grouped in cells of width kWidth; cells
// are joined to their neighbours until a group holds two persons. With n
// persons in a group of whom m pass, a group's share is
//
//   A = (m (m - 1) + (n - m) (n - m - 1)) / (n (n - 1)),
//
// and the figure is the mean of A over persons. Its standard error is from the
// first-order projection of A (Hoeffding, 1948): with p = m / n the variance of
// a person's part is 4 p (1 - p) (2 p - 1)^2 + (A - mean)^2.
class DecisionConsistency {
 public:
  static constexpr double kWidth = 0.05;
  static constexpr double kLimit = 6;  // abilities beyond it are in end cells

  DecisionConsistency();

  void Add(double theta, bool passed);

  // Undefined for less than two persons.
  Statistic Value() const;

 private:
  struct Cell {
    int64_t persons = 0;
    int64_t passed = 0;
  };

  std::vector<Cell> Groups() const;

  std::vector<Cell> cells_;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_SIMULATION_DECISION_CONSISTENCY_H_
