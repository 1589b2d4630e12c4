#include "calibration/simulation/report/plot_frame.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace adaptest {
namespace {

constexpr double kWidth = 560;
constexpr double kHeight = 300;
constexpr double kLeft = 62;
constexpr double kRight = 14;
constexpr double kTop = 14;
constexpr double kBottom = 46;

void DrawLineBetween(absl::string_view line_class, double x1, double y1,
                     double x2, double y2, Markup& markup) {
  markup.Empty("line", {{"class", std::string(line_class)},
                        {"x1", Coordinate(x1)},
                        {"y1", Coordinate(y1)},
                        {"x2", Coordinate(x2)},
                        {"y2", Coordinate(y2)}});
}

void DrawText(absl::string_view anchor, double x, double y,
              const std::string& text, Markup& markup) {
  markup.Element("text", text,
                 {{"x", Coordinate(x)},
                  {"y", Coordinate(y)},
                  {"text-anchor", std::string(anchor)}});
}

}  // namespace

double PlotFrame::X(double value) const {
  return kLeft + x_.Position(value) * (kWidth - kLeft - kRight);
}

double PlotFrame::Y(double value) const {
  return kHeight - kBottom - y_.Position(value) * (kHeight - kTop - kBottom);
}

void PlotFrame::Open(const std::string& title, Markup& markup) const {
  markup.Open("svg", {{"xmlns", "http://www.w3.org/2000/svg"},
                      {"viewBox", absl::StrCat("0 0 ", kWidth, " ", kHeight)},
                      {"role", "img"}});
  markup.Element("title", title);
  DrawX(markup);
  DrawY(markup);
}

void PlotFrame::DrawX(Markup& markup) const {
  const double bottom = kHeight - kBottom;
  for (const double tick : x_.Ticks()) {
    DrawLineBetween("grid", X(tick), kTop, X(tick), bottom, markup);
    DrawText("middle", X(tick), bottom + 16, x_.TickLabel(tick), markup);
  }
  DrawText("middle", (kLeft + kWidth - kRight) / 2, kHeight - 8, x_.label(),
           markup);
}

void PlotFrame::DrawY(Markup& markup) const {
  for (const double tick : y_.Ticks()) {
    DrawLineBetween("grid", kLeft, Y(tick), kWidth - kRight, Y(tick), markup);
    DrawText("end", kLeft - 6, Y(tick) + 4, y_.TickLabel(tick), markup);
  }
  const double middle = (kTop + kHeight - kBottom) / 2;
  markup.Element(
      "text", y_.label(),
      {{"transform", absl::StrCat("translate(14 ", middle, ") rotate(-90)")},
       {"text-anchor", "middle"}});
}

void PlotFrame::DrawHorizontal(double y, Markup& markup) const {
  DrawLineBetween("reference", kLeft, Y(y), kWidth - kRight, Y(y), markup);
}

void PlotFrame::DrawVertical(double x, const std::string& label,
                             Markup& markup) const {
  DrawLineBetween("reference", X(x), kTop, X(x), kHeight - kBottom, markup);
  DrawText("start", X(x) + 4, kTop + 10, label, markup);
}

void PlotFrame::DrawDiagonal(Markup& markup) const {
  const double from = std::max(x_.least(), y_.least());
  const double to = std::min(x_.most(), y_.most());
  DrawLineBetween("reference", X(from), Y(from), X(to), Y(to), markup);
}

}  // namespace adaptest
