#include "calibration/simulation/report/plot.h"

#include <algorithm>
#include <limits>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "calibration/files/csv_reader.h"
#include "calibration/simulation/report/plot_frame.h"

namespace adaptest {
namespace {

constexpr int kSeriesClasses = 6;
constexpr double kMarkSize = 3.5;

// The half width of the 95 % interval; 0 where there is none.
double HalfInterval(const Statistic& value) {
  return kPlotInterval * value.standard_error.value_or(0);
}

Markup::Attributes NumbersOf(const std::string& element_class,
                             const PlotPoint& point) {
  Markup::Attributes attributes = {
      {"class", element_class},
      {"data-x", FormatNumber(point.x)},
      {"data-value", FormatNumber(*point.value.value)}};
  if (point.value.standard_error) {
    attributes.emplace_back("data-standard-error",
                            FormatNumber(*point.value.standard_error));
  }
  return attributes;
}

std::string Describe(const PlotSeries& series, const PlotPoint& point) {
  const std::string error =
      point.value.standard_error
          ? absl::StrFormat(" (s.e. %.4g)", *point.value.standard_error)
          : "";
  return absl::StrFormat("%s: %.4g at %.4g%s", series.label, *point.value.value,
                         point.x, error);
}

// Shapes as well as colours tell series apart, in print too.
void DrawMark(size_t k, double x, double y, Markup& markup) {
  const double r = kMarkSize;
  if (k % 3 == 0) {
    markup.Empty(
        "circle",
        {{"cx", Coordinate(x)}, {"cy", Coordinate(y)}, {"r", Coordinate(r)}});
    return;
  }
  const std::string path =
      k % 3 == 1 ? absl::StrCat("M", Coordinate(x - r), " ", Coordinate(y - r),
                                "h", 2 * r, "v", 2 * r, "h", -2 * r, "z")
                 : absl::StrCat("M", Coordinate(x), " ", Coordinate(y - r - 1),
                                "l", r + 1, " ", 2 * r, "h", -2 * (r + 1), "z");
  markup.Empty("path", {{"d", path}});
}

void DrawInterval(const PlotFrame& frame, double x, const Statistic& value,
                  Markup& markup) {
  const double half = HalfInterval(value);
  if (half == 0) return;
  markup.Empty("line", {{"class", "interval"},
                        {"x1", Coordinate(x)},
                        {"x2", Coordinate(x)},
                        {"y1", Coordinate(frame.Y(*value.value - half))},
                        {"y2", Coordinate(frame.Y(*value.value + half))}});
}

void DrawLine(const PlotFrame& frame, const PlotSeries& series,
              Markup& markup) {
  std::string points;
  for (const PlotPoint& point : series.points) {
    if (!point.value.value) continue;
    absl::StrAppend(&points, Coordinate(frame.X(point.x)), ",",
                    Coordinate(frame.Y(*point.value.value)), " ");
  }
  markup.Empty("polyline", {{"class", "joined"}, {"points", points}});
}

void DrawPoints(const PlotFrame& frame, const PlotSeries& series, size_t k,
                Markup& markup) {
  for (const PlotPoint& point : series.points) {
    if (!point.value.value) continue;
    const double x = frame.X(point.x);
    markup.Open("g", NumbersOf("point", point));
    markup.Element("title", Describe(series, point));
    DrawInterval(frame, x, point.value, markup);
    DrawMark(k, x, frame.Y(*point.value.value), markup);
    markup.Close();
  }
}

void DrawBars(const PlotFrame& frame, const Plot& plot, size_t k,
              Markup& markup) {
  const double width = plot.bar_width / static_cast<double>(plot.series.size());
  for (const PlotPoint& point : plot.series[k].points) {
    if (!point.value.value) continue;
    const double begin = point.x - plot.bar_width / 2 + k * width;
    const double left = frame.X(begin);
    const double right = frame.X(begin + width);
    const double top = frame.Y(*point.value.value);
    markup.Open("g", NumbersOf("bar", point));
    markup.Element("title", Describe(plot.series[k], point));
    markup.Empty("rect", {{"x", Coordinate(left)},
                          {"y", Coordinate(top)},
                          {"width", Coordinate(std::max(0.5, right - left))},
                          {"height", Coordinate(frame.Y(0) - top)}});
    DrawInterval(frame, (left + right) / 2, point.value, markup);
    markup.Close();
  }
}

// Ends of an axis that holds these values and everything asked for.
struct Ends {
  double least = std::numeric_limits<double>::infinity();
  double most = -std::numeric_limits<double>::infinity();

  void Include(double value) {
    least = std::min(least, value);
    most = std::max(most, value);
  }
};

PlotFrame FrameOf(const Plot& plot) {
  Ends x;
  Ends y;
  for (const double end : plot.x_ends) x.Include(end);
  for (const double end : plot.y_ends) y.Include(end);
  if (plot.kind == PlotKind::kBars) y.Include(0);
  if (plot.horizontal) y.Include(*plot.horizontal);
  const double margin = plot.kind == PlotKind::kBars ? plot.bar_width / 2 : 0;
  for (const PlotSeries& series : plot.series) {
    for (const PlotPoint& point : series.points) {
      if (!point.value.value) continue;
      x.Include(point.x - margin);
      x.Include(point.x + margin);
      const double half =
          plot.kind == PlotKind::kLine ? 0 : HalfInterval(point.value);
      y.Include(std::max(*point.value.value - half, plot.y_least));
      y.Include(std::min(*point.value.value + half, plot.y_most));
    }
  }
  if (x.least > x.most) x = {0, 1};
  if (y.least > y.most) y = {0, 1};
  return PlotFrame(Axis(plot.x_label, x.least, x.most),
                   Axis(plot.y_label, y.least, y.most));
}

}  // namespace

std::string SeriesClass(size_t k) {
  return absl::StrCat("series-", k % kSeriesClasses);
}

void DrawPlot(const Plot& plot, Markup& markup) {
  const PlotFrame frame = FrameOf(plot);
  frame.Open(plot.title, markup);
  if (plot.horizontal) frame.DrawHorizontal(*plot.horizontal, markup);
  if (plot.vertical) {
    frame.DrawVertical(*plot.vertical, plot.vertical_label, markup);
  }
  if (plot.diagonal) frame.DrawDiagonal(markup);
  for (size_t k = 0; k < plot.series.size(); ++k) {
    markup.Open(
        "g", {{"class", SeriesClass(k)}, {"data-exam", plot.series[k].label}});
    if (plot.kind == PlotKind::kBars) {
      DrawBars(frame, plot, k, markup);
    } else {
      DrawLine(frame, plot.series[k], markup);
    }
    if (plot.kind == PlotKind::kPoints) {
      DrawPoints(frame, plot.series[k], k, markup);
    }
    markup.Close();
  }
  markup.Close();
}

}  // namespace adaptest
