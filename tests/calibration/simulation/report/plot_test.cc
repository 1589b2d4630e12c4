#include "calibration/simulation/report/plot.h"

#include "absl/strings/str_cat.h"

namespace adaptest {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string Drawn(const Plot& plot) {
  Markup markup;
  DrawPlot(plot, markup);
  return markup.Take();
}

Plot OneSeries(PlotKind kind, std::vector<PlotPoint> points) {
  Plot plot;
  plot.kind = kind;
  plot.title = "A & B";
  plot.series = {{"<exam>", std::move(points)}};
  return plot;
}

TEST(Plot, EscapesItsTexts) {
  const std::string svg = Drawn(OneSeries(PlotKind::kPoints, {{0, {1, 0.1}}}));
  EXPECT_THAT(svg, HasSubstr("<title>A &amp; B</title>"));
  EXPECT_THAT(svg, HasSubstr("data-exam=\"&lt;exam&gt;\""));
  EXPECT_THAT(svg, Not(HasSubstr("<exam>")));
}

TEST(Plot, CarriesItsNumbersInFull) {
  const std::string svg =
      Drawn(OneSeries(PlotKind::kPoints, {{0.1, {1 / 3.0, 0.25}}}));
  EXPECT_THAT(svg, HasSubstr("data-x=\"0.1"));
  EXPECT_THAT(svg, HasSubstr("data-value=\"0.3333333333333333"));
  EXPECT_THAT(svg, HasSubstr("data-standard-error=\"0.25\""));
}

// The drawing is 560 wide with the axes from 62 to 546, and 300 high with them
// from 254 up to 14.
TEST(Plot, PlacesAPointByItsAxes) {
  Plot plot = OneSeries(PlotKind::kPoints, {{0.5, {0.25, 0}}});
  plot.x_ends = {0, 1};
  plot.y_ends = {0, 1};
  EXPECT_THAT(Drawn(plot), HasSubstr("cx=\"304.00\" cy=\"194.00\""));
}

TEST(Plot, DrawsIntervalsOf1Point96StandardErrors) {
  Plot plot = OneSeries(PlotKind::kPoints, {{0.5, {0.5, 0.1}}});
  plot.x_ends = {0, 1};
  plot.y_ends = {0, 1};
  EXPECT_THAT(Drawn(plot), HasSubstr("y1=\"181.04\" y2=\"86.96\""));
}

TEST(Plot, KeepsSharesBetweenTheirBounds) {
  Plot plot = OneSeries(PlotKind::kPoints, {{0, {0.9, 0.3}}, {1, {0.1, 0.3}}});
  plot.y_least = 0;
  plot.y_most = 1;
  EXPECT_THAT(Drawn(plot), HasSubstr(">1.0</text>"));
  EXPECT_THAT(Drawn(plot), Not(HasSubstr(">1.2</text>")));
}

TEST(Plot, LeavesOutWhatIsNotDefined) {
  const std::string svg =
      Drawn(OneSeries(PlotKind::kBars, {{1, {}}, {2, {0.5, 0.1}}}));
  EXPECT_THAT(svg, Not(HasSubstr("data-x=\"1\"")));
  EXPECT_THAT(svg, HasSubstr("data-x=\"2\""));
}

TEST(Plot, IsDrawnWithoutAnyPoint) {
  EXPECT_THAT(Drawn(OneSeries(PlotKind::kPoints, {})), HasSubstr("</svg>"));
}

}  // namespace
}  // namespace adaptest
