#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "calibration/files/csv_reader.h"
#include "calibration/simulation/report/sections.h"

namespace adaptest {
namespace {

void WriteLegend(const Plot& plot, Markup& markup) {
  markup.Open("p", {{"class", "legend"}});
  for (size_t k = 0; k < plot.series.size(); ++k) {
    static constexpr const char* kShapes[] = {"\u25CF ", "\u25A0 ", "\u25B2 "};
    markup.Element("span",
                   absl::StrCat(plot.kind == PlotKind::kPoints ? kShapes[k % 3]
                                                               : "\u25A0 ",
                                plot.series[k].label),
                   {{"class", SeriesClass(k)}});
    markup.Text(" ");
  }
  markup.Close();
}

}  // namespace

void WriteFigure(const Plot& plot, absl::string_view how_to_read,
                 Markup& markup) {
  markup.Open("figure");
  markup.Element("h3", plot.title);
  if (plot.series.size() > 1) WriteLegend(plot, markup);
  DrawPlot(plot, markup);
  markup.Element("figcaption", how_to_read);
  markup.Close();
}

std::string FigureText(const Statistic& statistic) {
  if (!statistic.value) return "not defined";
  if (!statistic.standard_error) {
    return absl::StrFormat("%.4g", *statistic.value);
  }
  return absl::StrFormat("%.4g (%.2g)", *statistic.value,
                         *statistic.standard_error);
}

void WriteCell(const Statistic& statistic, absl::string_view key,
               Markup& markup) {
  Markup::Attributes attributes = {{"data-key", std::string(key)}};
  if (statistic.value) {
    attributes.emplace_back("data-value", FormatNumber(*statistic.value));
  }
  if (statistic.standard_error) {
    attributes.emplace_back("data-standard-error",
                            FormatNumber(*statistic.standard_error));
  }
  markup.Element("td", FigureText(statistic), attributes);
}

}  // namespace adaptest
