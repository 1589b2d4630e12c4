#include <string>

#include "absl/strings/str_cat.h"
#include "calibration/simulation/report/sections.h"

namespace adaptest {
namespace {

void WriteHeadings(absl::string_view first, ReportedExams exams,
                   Markup& markup) {
  markup.Open("tr");
  markup.Element("th", first);
  for (size_t k = 0; k < exams.size(); ++k) {
    markup.Element("th", exams[k].result.label, {{"class", SeriesClass(k)}});
  }
  markup.Close();
}

// A row of texts, one an exam.
template <class TextOf>
void WriteRow(absl::string_view name, ReportedExams exams, TextOf text_of,
              Markup& markup) {
  markup.Open("tr");
  markup.Element("th", name);
  for (const ReportedExam& exam : exams) {
    markup.Element("td", text_of(exam.result));
  }
  markup.Close();
}

void WriteDesign(ReportedExams exams, Markup& markup) {
  using R = StudyResult;
  WriteRow(
      "Exam", exams, [](const R& r) { return r.exam; }, markup);
  WriteRow(
      "Mode", exams, [](const R& r) { return r.mode; }, markup);
  WriteRow(
      "True abilities", exams, [](const R& r) { return r.abilities; }, markup);
  WriteRow(
      "Cut score, theta", exams,
      [](const R& r) { return absl::StrCat(r.theta_cut); }, markup);
  WriteRow(
      "Examinees", exams,
      [](const R& r) { return absl::StrCat(r.summary.examinees); }, markup);
  WriteRow(
      "Persons left out", exams,
      [](const R& r) { return absl::StrCat(r.left_out); }, markup);
  WriteRow(
      "Sessions that broke the blueprint", exams,
      [](const R& r) { return absl::StrCat(r.summary.blueprint_violations); },
      markup);
}

}  // namespace

void WriteOverview(ReportedExams exams, Markup& markup) {
  markup.Element("h2", "Overview");
  markup.Element(
      "p",
      "Each figure is an estimate from the simulated sessions with its "
      "standard "
      "error in brackets: the true figure of the design lies within two "
      "standard errors in about 95 of 100 studies.");
  markup.Open("table", {{"class", "overview"}});
  WriteHeadings("", exams, markup);
  WriteDesign(exams, markup);
  for (const auto& [key, label, figure] : SummaryFigures()) {
    markup.Open("tr");
    markup.Element("th", label);
    for (const ReportedExam& exam : exams) {
      WriteCell(exam.result.summary.*figure, key, markup);
    }
    markup.Close();
  }
  markup.Close();
  markup.Element(
      "p",
      "Bias and RMSE are of the estimate against the true theta; coverage is "
      "the share of true thetas within the 95 % credible interval. A decision "
      "is accurate where it is that of the true theta at the cut; consistency "
      "is the share of pairs of persons of the same ability that are decided "
      "alike. Brier score, calibration error, slope (1 is right) and intercept "
      "(0 is right) compare the pass probability with passing a fresh form; "
      "they are not defined for answers on record.");
}

void WriteDifferences(ReportedExams exams, Markup& markup) {
  if (exams.size() < 2) return;
  markup.Element("h2", "Differences");
  markup.Element(
      "p",
      absl::StrCat(
          "Less the figure of ", exams[0].result.label,
          ". The exams had the same examinees and the same seeds; standard "
          "errors are of the pairs, so that a difference of more than two "
          "of them is hardly chance."));
  markup.Open("table", {{"class", "differences"}});
  WriteHeadings("", exams.subspan(1), markup);
  for (const auto& [key, label, figure] : DifferenceFigures()) {
    markup.Open("tr");
    markup.Element("th", label);
    for (const ReportedExam& exam : exams.subspan(1)) {
      WriteCell((*exam.result.difference).*figure, key, markup);
    }
    markup.Close();
  }
  markup.Close();
}

}  // namespace adaptest
