#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "calibration/simulation/report/sections.h"

namespace adaptest {
namespace {

void WriteConstraints(const StudyResult& result, Markup& markup) {
  markup.Open("table", {{"class", "blueprint"}});
  markup.Raw(
      "<tr><th>Constraint</th><th>Lower</th><th>Upper</th><th>Mean</th>"
      "<th>Least</th><th>Most</th></tr>\n");
  for (const ConstraintFigures& c : result.summary.constraints) {
    markup.Open("tr");
    markup.Element("th", c.id);
    markup.Element("td", absl::StrFormat("%g", c.lower));
    markup.Element("td", absl::StrFormat("%g", c.upper));
    WriteCell(c.mean, "mean", markup);
    markup.Element("td", absl::StrFormat("%g", c.least));
    markup.Element("td", absl::StrFormat("%g", c.most));
    markup.Close();
  }
  markup.Close();
}

}  // namespace

void WriteBlueprint(ReportedExams exams, Markup& markup) {
  markup.Element("h2", "Blueprint");
  markup.Element(
      "p",
      "How to read: counts of each constraint in the tests of full length. "
      "Least and most lie within the bounds, or a session broke the blueprint; "
      "a mean at a bound shows which constraints the selection strains at. "
      "Tests that stopped early are held against their share of the blueprint "
      "instead, and count among the sessions that broke it.");
  for (const ReportedExam& exam : exams) {
    const StudyResult& result = exam.result;
    markup.Element("p", absl::StrCat(result.label, ": ",
                                     result.summary.blueprint_violations,
                                     " of ", result.summary.examinees,
                                     " sessions broke the blueprint."));
    if (result.summary.constraints.empty()) {
      markup.Element("p", absl::StrCat(result.label,
                                       ": no constraints, or no test of full "
                                       "length."));
      continue;
    }
    WriteConstraints(result, markup);
  }
}

}  // namespace adaptest
