#ifndef ADAPTEST_CALIBRATION_SIMULATION_REPORT_PLOT_H_
#define ADAPTEST_CALIBRATION_SIMULATION_REPORT_PLOT_H_

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "calibration/simulation/reliability.h"
#include "calibration/simulation/report/axis.h"
#include "calibration/simulation/report/markup.h"

namespace adaptest {

// A drawing of several exams on the same axes, as SVG. Colours are those of the
// style sheet's classes series-0 to series-5; marks differ in shape too. Each
// point carries its numbers in full as data-x, data-value and, where it has
// one, data-standard-error.

struct PlotPoint {
  double x;
  Statistic value;
};

struct PlotSeries {
  std::string label;
  std::vector<PlotPoint> points;  // by rising x; undefined ones are left out
};

enum class PlotKind {
  kPoints,  // joined by lines, with 95 % intervals
  kBars,    // side by side, with 95 % intervals
  kLine,    // a line without marks, for many points
};

struct Plot {
  PlotKind kind = PlotKind::kPoints;
  std::string title;
  std::string x_label;
  std::string y_label;
  std::vector<PlotSeries> series;
  std::optional<double> horizontal;  // a line to compare with
  std::optional<double> vertical;    // one with its own label
  std::string vertical_label;
  bool diagonal = false;  // y = x
  // Ends that the axes reach at least.
  std::vector<double> x_ends;
  std::vector<double> y_ends;
  // What values and intervals cannot pass, as 0 and 1 for shares.
  double y_least = -std::numeric_limits<double>::infinity();
  double y_most = std::numeric_limits<double>::infinity();
  double bar_width = 1;  // of all bars at one x, in units of x
};

// A 95 % interval extends so many standard errors to either side.
inline constexpr double kPlotInterval = 1.96;

// Class of the k-th series, for legends and tables as well.
std::string SeriesClass(size_t k);

void DrawPlot(const Plot& plot, Markup& markup);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_SIMULATION_REPORT_PLOT_H_
