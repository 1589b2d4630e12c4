#ifndef ADAPTEST_CALIBRATION_SIMULATION_RELIABILITY_CURVE_H_
#define ADAPTEST_CALIBRATION_SIMULATION_RELIABILITY_CURVE_H_

#include <algorithm>
#include <cstdint>
#include <vector>

#include "calibration/simulation/running_moments.h"

namespace adaptest {

// Examinees whose pass probability lies in one of some equal intervals.
struct ReliabilityFigures {
  double pass_probability;  // mean in the interval
  int64_t examinees;
  Statistic passing;  // share that passes
};

// Reliability curve, predictions against what happened, prediction by
// prediction in memory that does not grow with their number.
class ReliabilityCurve {
 public:
  // Of [0, 1] in so many intervals of equal width.
  explicit ReliabilityCurve(int intervals) : intervals_(intervals) {}

  void Add(double probability, bool passed) {
    const int count = static_cast<int>(intervals_.size());
    Interval& interval = intervals_[std::clamp(
        static_cast<int>(probability * count), 0, count - 1)];
    interval.probability.Add(probability);
    interval.passing.Add(passed);
  }

  // Of the intervals with examinees.
  std::vector<ReliabilityFigures> Figures() const {
    std::vector<ReliabilityFigures> figures;
    for (const Interval& interval : intervals_) {
      if (interval.probability.count() == 0) continue;
      figures.push_back({interval.probability.mean(),
                         interval.probability.count(),
                         interval.passing.Mean()});
    }
    return figures;
  }

 private:
  struct Interval {
    RunningMean probability;
    RunningMean passing;
  };

  std::vector<Interval> intervals_;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_SIMULATION_RELIABILITY_CURVE_H_
