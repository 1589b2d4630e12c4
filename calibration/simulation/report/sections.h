#ifndef ADAPTEST_CALIBRATION_SIMULATION_REPORT_SECTIONS_H_
#define ADAPTEST_CALIBRATION_SIMULATION_REPORT_SECTIONS_H_

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "calibration/simulation/report/markup.h"
#include "calibration/simulation/report/plot.h"
#include "calibration/simulation/report/report.h"

namespace adaptest {

using ReportedExams = absl::Span<const ReportedExam>;

// The parts of a report, in their order. Each plot stands with a sentence on
// how to read it.
void WriteOverview(ReportedExams exams, Markup& markup);
void WriteDifferences(ReportedExams exams, Markup& markup);
void WriteAbility(ReportedExams exams, Markup& markup);
void WriteDecisions(ReportedExams exams, Markup& markup);
void WriteLengths(ReportedExams exams, Markup& markup);
void WriteExposure(const ItemBank& bank, ReportedExams exams, Markup& markup);
void WriteBlueprint(ReportedExams exams, Markup& markup);

// A series for each exam: its label, and the points of it.
template <class PointsOf>
std::vector<PlotSeries> SeriesOf(ReportedExams exams, PointsOf points_of) {
  std::vector<PlotSeries> series;
  for (const ReportedExam& exam : exams) {
    series.push_back({exam.result.label, points_of(exam)});
  }
  return series;
}

// A plot with its legend, where there are several series, and a sentence.
void WriteFigure(const Plot& plot, absl::string_view how_to_read,
                 Markup& markup);

// A statistic in a table: four significant digits and its standard error.
std::string FigureText(const Statistic& statistic);

// A cell of a table with the number in full as data-value.
void WriteCell(const Statistic& statistic, absl::string_view key,
               Markup& markup);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_SIMULATION_REPORT_SECTIONS_H_
