#ifndef ADAPTEST_CALIBRATION_SIMULATION_REPORT_PLOT_FRAME_H_
#define ADAPTEST_CALIBRATION_SIMULATION_REPORT_PLOT_FRAME_H_

#include <string>
#include <utility>

#include "calibration/simulation/report/axis.h"
#include "calibration/simulation/report/markup.h"

namespace adaptest {

// The rectangle of a plot with its axes, grid and lines to compare with.
class PlotFrame {
 public:
  PlotFrame(Axis x, Axis y) : x_(std::move(x)), y_(std::move(y)) {}

  // Where values stand in the drawing.
  double X(double value) const;
  double Y(double value) const;

  // Opens the drawing, which the caller closes, with grid and axes.
  void Open(const std::string& title, Markup& markup) const;

  void DrawHorizontal(double y, Markup& markup) const;
  void DrawVertical(double x, const std::string& label, Markup& markup) const;
  void DrawDiagonal(Markup& markup) const;

 private:
  void DrawX(Markup& markup) const;
  void DrawY(Markup& markup) const;

  Axis x_;
  Axis y_;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_SIMULATION_REPORT_PLOT_FRAME_H_
