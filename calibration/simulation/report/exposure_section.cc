#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "calibration/simulation/report/sections.h"

namespace adaptest {
namespace {

constexpr size_t kMostExposed = 10;

// Operational items by falling count, and then by the bank's order.
std::vector<int> ByExposure(const ItemBank& bank, const ExposureTally& tally) {
  std::vector<int> order;
  for (int i = 0; i < bank.size(); ++i) {
    if (bank.item(i).status == ItemStatus::kOperational) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](int i, int j) {
    return tally.items()[i].administered > tally.items()[j].administered;
  });
  return order;
}

void WriteMostExposed(const ItemBank& bank, const ReportedExam& exam,
                      Markup& markup) {
  const ExposureTally& tally = *exam.exposure;
  markup.Element("h3", absl::StrCat("Most exposed items: ", exam.result.label));
  markup.Open("table", {{"class", "exposure"}});
  markup.Raw(
      "<tr><th>Item</th><th>Exposure rate</th><th>Mean position</th></tr>\n");
  const std::vector<int> order = ByExposure(bank, tally);
  for (size_t rank = 0; rank < std::min(kMostExposed, order.size()); ++rank) {
    const ItemUse& use = tally.items()[order[rank]];
    if (use.administered == 0) break;
    markup.Open("tr");
    markup.Element("th", bank.item(order[rank]).id);
    WriteCell(Share(use.administered, tally.examinees()), "exposure_rate",
              markup);
    WriteCell(use.position.Mean(), "mean_position", markup);
    markup.Close();
  }
  markup.Close();
}

std::string UseOfBank(const ItemBank& bank, const ReportedExam& exam) {
  int used = 0;
  int operational = 0;
  int above_a_fifth = 0;
  for (const int i : ByExposure(bank, *exam.exposure)) {
    const int64_t times = exam.exposure->items()[i].administered;
    ++operational;
    used += times > 0;
    above_a_fifth += 5 * times > exam.exposure->examinees();
  }
  return absl::StrCat(exam.result.label, ": ", used, " of ", operational,
                      " operational items were given at least once, ",
                      above_a_fifth,
                      " of them to more than a fifth of the "
                      "examinees; two tests have ",
                      FigureText(exam.result.summary.mean_overlap),
                      " of their scored items in common.");
}

}  // namespace

void WriteExposure(const ItemBank& bank, ReportedExams exams, Markup& markup) {
  markup.Element("h2", "Exposure and use of the bank");
  Plot plot;
  plot.kind = PlotKind::kLine;
  plot.title = "Exposure rates";
  plot.x_label = "operational items, the most exposed first";
  plot.y_label = "exposure rate";
  plot.x_ends = {0};
  plot.y_ends = {0};
  plot.series = SeriesOf(exams, [&](const ReportedExam& exam) {
    std::vector<PlotPoint> points;
    double rank = 0;
    for (const int i : ByExposure(bank, *exam.exposure)) {
      points.push_back({++rank, Share(exam.exposure->items()[i].administered,
                                      exam.exposure->examinees())});
    }
    return points;
  });
  WriteFigure(plot,
              "How to read: the share of examinees that was given an item as a "
              "scored one. A high left end is a risk to security; where the "
              "line reaches 0 the rest of the bank is not used. items.csv has "
              "each item with its standard error, at most half of the root of "
              "1 / examinees.",
              markup);
  for (const ReportedExam& exam : exams) {
    markup.Element("p", UseOfBank(bank, exam));
    WriteMostExposed(bank, exam, markup);
  }
}

}  // namespace adaptest
