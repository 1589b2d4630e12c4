#ifndef ADAPTEST_CALIBRATION_SIMULATION_REPORT_AXIS_H_
#define ADAPTEST_CALIBRATION_SIMULATION_REPORT_AXIS_H_

#include <string>
#include <vector>

namespace adaptest {

// An axis of a plot: from values to a length in the drawing, with ticks at
// multiples of 1, 2 or 5 times a power of ten.
class Axis {
 public:
  // Spans at least [least, most]; its ends are ticks. An empty interval is
  // widened.
  Axis(std::string label, double least, double most);

  const std::string& label() const { return label_; }
  double least() const { return least_; }
  double most() const { return most_; }
  double step() const { return step_; }

  // Where a value stands, from 0 at least() to 1 at most(); values beyond are
  // moved to the ends.
  double Position(double value) const;

  std::vector<double> Ticks() const;
  std::string TickLabel(double tick) const;

 private:
  std::string label_;
  double least_;
  double most_;
  double step_;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_SIMULATION_REPORT_AXIS_H_
