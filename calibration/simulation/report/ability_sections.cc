#include <string>

#include "calibration/simulation/report/sections.h"

namespace adaptest {
namespace {

void BoundByShares(Plot& plot) {
  plot.y_least = 0;
  plot.y_most = 1;
}

// A figure along true ability, one series an exam.
Plot AlongTheta(ReportedExams exams, std::string title, std::string y_label,
                Statistic ThetaFigures::*figure) {
  Plot plot;
  plot.title = std::move(title);
  plot.x_label = "true theta";
  plot.y_label = std::move(y_label);
  plot.vertical = exams[0].result.theta_cut;
  plot.vertical_label = "cut";
  plot.x_ends = {-1, 1, exams[0].result.theta_cut};
  plot.series = SeriesOf(exams, [&](const ReportedExam& exam) {
    std::vector<PlotPoint> points;
    for (const ThetaFigures& at : exam.result.summary.by_theta) {
      points.push_back({at.theta, at.*figure});
    }
    return points;
  });
  return plot;
}

void WriteReliabilityCurve(ReportedExams exams, Markup& markup) {
  Plot plot;
  plot.title = "Reliability of the pass probability";
  plot.x_label = "pass probability at the end of the test";
  plot.y_label = "share that passes a fresh form";
  plot.x_ends = {0, 1};
  plot.y_ends = {0, 1};
  BoundByShares(plot);
  plot.diagonal = true;
  bool any = false;
  plot.series = SeriesOf(exams, [&](const ReportedExam& exam) {
    std::vector<PlotPoint> points;
    for (const ReliabilityFigures& at : exam.result.summary.reliability) {
      points.push_back({at.pass_probability, at.passing});
      any = true;
    }
    return points;
  });
  if (!any) return;
  WriteFigure(
      plot,
      "How to read: of the examinees who were told a probability, this "
      "share passes another form. On the diagonal the probability means "
      "what it says; bars are 95 % intervals, wide where few examinees "
      "end.",
      markup);
}

}  // namespace

void WriteAbility(ReportedExams exams, Markup& markup) {
  markup.Element("h2", "Ability");
  Plot bias = AlongTheta(exams, "Bias", "mean of estimate - theta",
                         &ThetaFigures::bias);
  bias.horizontal = 0;
  WriteFigure(bias,
              "How to read: above 0 the exam overrates examinees of this "
              "ability, below it underrates them. A prior draws estimates "
              "towards its mean, so that a falling line is usual for short "
              "tests. Bars are 95 % intervals.",
              markup);
  Plot rmse =
      AlongTheta(exams, "Root mean squared error", "RMSE", &ThetaFigures::rmse);
  rmse.y_ends = {0};
  rmse.y_least = 0;
  WriteFigure(rmse,
              "How to read: the typical distance between estimate and true "
              "theta; lower is better, above all near the cut. Bars are 95 % "
              "intervals.",
              markup);
  Plot coverage = AlongTheta(exams, "Coverage of the 95 % interval",
                             "share covered", &ThetaFigures::coverage_95);
  coverage.horizontal = 0.95;
  coverage.y_ends = {0.8, 1};
  BoundByShares(coverage);
  WriteFigure(coverage,
              "How to read: the share of examinees whose true theta lies in "
              "their credible interval; 0.95 holds on average over the prior, "
              "and need not at each theta. Bars are 95 % intervals.",
              markup);
}

void WriteDecisions(ReportedExams exams, Markup& markup) {
  markup.Element("h2", "Decisions");
  Plot accuracy = AlongTheta(exams, "Decision accuracy", "share decided right",
                             &ThetaFigures::decision_accuracy);
  accuracy.y_ends = {0.5, 1};
  BoundByShares(accuracy);
  WriteFigure(
      accuracy,
      "How to read: the share that gets the decision of its true theta. "
      "It cannot be far above one half at the cut itself; a narrow dip "
      "is good. Bars are 95 % intervals.",
      markup);
  Plot passing =
      AlongTheta(exams, "Pass rate", "share passed", &ThetaFigures::pass_rate);
  passing.y_ends = {0, 1};
  BoundByShares(passing);
  WriteFigure(passing,
              "How to read: the steeper at the cut, the more consistent two "
              "tests of one person are; the overview has the decision "
              "consistency. Bars are 95 % intervals.",
              markup);
  WriteReliabilityCurve(exams, markup);
}

void WriteLengths(ReportedExams exams, Markup& markup) {
  markup.Element("h2", "Length");
  Plot plot;
  plot.kind = PlotKind::kBars;
  plot.title = "Questions given";
  plot.x_label = "questions, pretest included";
  plot.y_label = "share of examinees";
  plot.bar_width = 0.9;
  BoundByShares(plot);
  plot.series = SeriesOf(exams, [](const ReportedExam& exam) {
    std::vector<PlotPoint> points;
    for (const LengthFigures& at : exam.result.summary.lengths) {
      points.push_back({static_cast<double>(at.length), at.share});
    }
    return points;
  });
  WriteFigure(plot,
              "How to read: the share of examinees whose test had this many "
              "questions. Lines on the bars are 95 % intervals.",
              markup);
  Plot along = AlongTheta(exams, "Questions by ability", "mean questions",
                          &ThetaFigures::mean_length);
  along.y_ends = {0};
  WriteFigure(
      along,
      "How to read: tests that stop early are longest where the decision "
      "is hardest, near the cut. Bars are 95 % intervals.",
      markup);
}

}  // namespace adaptest
