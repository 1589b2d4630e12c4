#include "calibration/simulation/report/report.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "calibration/simulation/report/markup.h"
#include "calibration/simulation/report/sections.h"

namespace adaptest {
namespace {

// Colours of series are those of Okabe and Ito (2008), which the colour-blind
// tell apart; lighter ones on dark ground.
constexpr char kStyle[] = R"css(
:root { color-scheme: light dark; --ground: #fff; --ink: #1b1b1b; --faint: #ddd;
  --s0: #0072b2; --s1: #d55e00; --s2: #009e73; --s3: #cc79a7; --s4: #8a6d00;
  --s5: #555; }
@media (prefers-color-scheme: dark) { :root { --ground: #16181c; --ink: #e6e6e6;
  --faint: #3a3d44; --s0: #56b4e9; --s1: #ff9a52; --s2: #35d6a4; --s3: #f0a8d0;
  --s4: #f0e442; --s5: #b5b5b5; } }
@media print { :root { --ground: #fff; --ink: #000; --faint: #ccc; --s0: #0072b2;
  --s1: #d55e00; --s2: #009e73; --s3: #cc79a7; --s4: #8a6d00; --s5: #555; }
  figure, tr { break-inside: avoid; } h2, h3 { break-after: avoid; } }
body { background: var(--ground); color: var(--ink); max-width: 46rem;
  margin: 2rem auto; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif; }
figure { margin: 1.5rem 0; }
figcaption { font-size: 0.9em; }
h3 { margin: 1rem 0 0.3rem; font-size: 1rem; }
table { border-collapse: collapse; margin: 1rem 0; font-size: 0.9em; }
th, td { border-bottom: 1px solid var(--faint); padding: 0.2rem 0.7rem 0.2rem 0;
  text-align: left; font-variant-numeric: tabular-nums; }
svg { width: 100%; height: auto; }
svg text { fill: var(--ink); font: 12px system-ui, sans-serif; }
.grid { stroke: var(--faint); }
.reference { stroke: var(--ink); stroke-dasharray: 5 4; }
.joined { fill: none; stroke: currentColor; stroke-width: 1.5; }
.interval { stroke: currentColor; stroke-width: 1.2; }
.point { fill: currentColor; }
.bar rect { fill: currentColor; fill-opacity: 0.55; }
.legend span { margin-right: 1rem; }
.series-0 { color: var(--s0); } .series-1 { color: var(--s1); }
.series-2 { color: var(--s2); } .series-3 { color: var(--s3); }
.series-4 { color: var(--s4); } .series-5 { color: var(--s5); }
)css";

void WriteHead(const std::string& title, Markup& markup) {
  markup.Open("head");
  markup.Empty("meta", {{"charset", "utf-8"}});
  markup.Empty("meta", {{"name", "viewport"},
                        {"content", "width=device-width, initial-scale=1"}});
  markup.Element("title", title);
  markup.Open("style");
  markup.Raw(kStyle);
  markup.Close();
  markup.Close();
}

}  // namespace

std::string WriteReport(const ItemBank& bank, ReportedExams exams) {
  std::string title = "Simulation of ";
  for (size_t k = 0; k < exams.size(); ++k) {
    absl::StrAppend(&title, k > 0 ? ", " : "", exams[k].result.label);
  }
  Markup markup;
  markup.Raw("<!DOCTYPE html>\n");
  markup.Open("html",
              {{"xmlns", "http://www.w3.org/1999/xhtml"}, {"lang", "en"}});
  WriteHead(title, markup);
  markup.Open("body");
  markup.Element("h1", title);
  WriteOverview(exams, markup);
  WriteDifferences(exams, markup);
  WriteAbility(exams, markup);
  WriteDecisions(exams, markup);
  WriteLengths(exams, markup);
  WriteExposure(bank, exams, markup);
  WriteBlueprint(exams, markup);
  markup.Close();
  markup.Close();
  return markup.Take();
}

}  // namespace adaptest
