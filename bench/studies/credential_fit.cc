#include "bench/studies/credential_fit.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "bench/studies/credential_data.h"
#include "bench/studies/measured.h"

namespace adaptest {

Calibration FitThreePl(const ResponseData& data, int threads,
                       ParameterInformation information) {
  CalibrationOptions options;
  options.threads = threads;
  options.information = information;
  return Calibrate(data, options).value();
}

FitReport ReportFit(const ResponseData& data, const std::vector<Item>& items,
                    int threads, bool known) {
  FitOptions options;
  options.threads = threads;
  options.known_parameters = known;
  const ItemBank bank = ItemBank::Make(items).value();
  FitReport report = AssessFit(bank, data, options).value();
  for (ItemFit& item : report.items) item.item = nullptr;  // the bank goes
  return report;
}

namespace {

// M2 takes 110 items at most: every second item, calibrated anew.
ModelFit FitOfHalf(const ResponseData& data, int first, int threads) {
  std::vector<int> items;
  for (int i = first; i < data.num_items(); i += 2) items.push_back(i);
  const ResponseData half = SelectItems(data, items);
  const Calibration fit =
      FitThreePl(half, threads, ParameterInformation::kNone);
  return ReportFit(half, fit.items, threads, false).model_fit;
}

struct ItemFitSummary {
  double significant = 0, flagged = 0, curves = 0;
  std::vector<double> rmsea, infit, outfit;
};

ItemFitSummary Summarise(const FitReport& report) {
  ItemFitSummary sum;
  for (const ItemFit& item : report.items) {
    sum.significant += item.s_x2.p.value_or(1) < 0.05;
    sum.flagged += item.s_x2_p_adjusted.value_or(1) < 0.05;
    sum.curves += item.curve_p_adjusted.value_or(1) < 0.05;
    sum.rmsea.push_back(item.s_x2.rmsea.value_or(0));
    sum.infit.push_back(item.residuals.infit.value.value_or(1));
    sum.outfit.push_back(item.residuals.outfit.value.value_or(1));
  }
  return sum;
}

std::string Range(const std::vector<double>& values, int digits) {
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return absl::StrCat(Shown(MeanOf(values).value, digits), " (",
                      Shown(*low, digits), " to ", Shown(*high, digits), ")");
}

std::string Text(const ModelFit& fit) {
  if (!fit.m2) return fit.reason;
  return absl::StrCat(Shown(*fit.m2, 0), ", df ", *fit.df, "; ",
                      Shown(*fit.rmsea, 4), " (", Shown(*fit.rmsea_lower, 4),
                      " to ", Shown(*fit.rmsea_upper, 4), "); ",
                      Shown(fit.srmsr.value_or(0), 4));
}

}  // namespace

std::vector<NamedCell> DescribeFit(const ResponseData& data,
                                   const Calibration& fit, int threads) {
  const FitReport report = ReportFit(data, fit.items, threads, false);
  const ItemFitSummary sum = Summarise(report);
  return {
      {"S-X2, items with p < 0.05", Shown(sum.significant, 0)},
      {"S-X2, at a false discovery rate of 5 %", Shown(sum.flagged, 0)},
      {"RMSEA of S-X2, mean (range)", Range(sum.rmsea, 4)},
      {"infit, mean (range)", Range(sum.infit, 3)},
      {"outfit, mean (range)", Range(sum.outfit, 3)},
      {"curves, at a false discovery rate of 5 %", Shown(sum.curves, 0)},
      {"Q3, mean", Shown(report.q3.mean.value_or(0), 4)},
      {"Q3, largest distance from it", Shown(report.q3.largest.value_or(0), 3)},
      {"odd items: M2; RMSEA; SRMSR", Text(FitOfHalf(data, 0, threads))},
      {"even items: M2; RMSEA; SRMSR", Text(FitOfHalf(data, 1, threads))}};
}

}  // namespace adaptest
