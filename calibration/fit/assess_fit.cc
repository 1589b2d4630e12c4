#include "calibration/fit/assess_fit.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "calibration/fit/benjamini_hochberg.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

constexpr int kMaxFitThreads = 1024;

absl::Status CheckFitOption(absl::string_view name, double value, double lower,
                            double upper) {
  if (value >= lower && value <= upper) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      name, " = ", value, " is outside [", lower, ", ", upper, "]"));
}

void Announce(const FitOptions& options, const char* step) {
  if (options.progress) options.progress(step);
}

void SetPopulation(const FitOptions& options, FittedModel& model,
                   FitReport& report) {
  report.latent_sd_estimated = !options.latent_sd && model.HasFreeLatentSd();
  if (report.latent_sd_estimated) {
    Announce(options, "latent standard deviation");
    report.latent_sd = EstimateLatentSd(model, options.threads);
  } else {
    report.latent_sd.value = options.latent_sd.value_or(1);
    model.SetLatentSd(report.latent_sd.value, options.threads);
  }
  report.log_likelihood = MarginalLogLikelihood(model, options.threads);
}

void FillItemTests(const FittedModel& model, const FitOptions& options,
                   FitReport& report) {
  for (ItemFit& item : report.items) {
    item.s_x2.reason = report.block.exists() ? "not in the complete block"
                                             : report.block.reason;
  }
  if (!report.block.exists()) return;
  Announce(options, "S-X2");
  std::vector<ChiSquareTest> tests =
      SX2(model, report.block, options.known_parameters, options.threads);
  for (int i = 0; i < report.block.num_items(); ++i) {
    report.items[report.block.items[i]].s_x2 = std::move(tests[i]);
  }
}

void AdjustProbabilities(std::vector<ItemFit>& items) {
  std::vector<std::optional<double>> s_x2;
  std::vector<std::optional<double>> curve;
  for (const ItemFit& item : items) {
    s_x2.push_back(item.s_x2.p);
    curve.push_back(item.curve.p);
  }
  s_x2 = BenjaminiHochberg(s_x2);
  curve = BenjaminiHochberg(curve);
  for (size_t i = 0; i < items.size(); ++i) {
    items[i].s_x2_p_adjusted = s_x2[i];
    items[i].curve_p_adjusted = curve[i];
  }
}

// What is said of items by residuals at persons' abilities.
void FillResiduals(const FittedModel& model, const FitOptions& options,
                   FitReport& report) {
  Announce(options, "residuals");
  report.abilities = EstimateAbilities(model, options.threads);
  Residuals residuals =
      ResidualsAtEap(model, report.abilities, options.threads);
  std::vector<ItemCurve> curves =
      CurvesByAbility(model, report.abilities, options.bins, options.threads);
  const auto classical = Classical(model, report.abilities, report.block);
  for (size_t i = 0; i < report.items.size(); ++i) {
    report.items[i].classical = classical[i];
    report.items[i].residuals = residuals.items[i];
    report.items[i].curve = std::move(curves[i]);
  }
  Announce(options, "Q3");
  report.q3 = CorrelateResiduals(model, report.abilities, residuals,
                                 options.min_common, options.threads);
}

}  // namespace

absl::Status CheckFitOptions(const FitOptions& options) {
  RETURN_IF_ERROR(CheckFitOption("nodes", options.nodes, 11, 1001));
  RETURN_IF_ERROR(CheckFitOption("range", options.range, 3, 20));
  if (options.latent_sd) {
    RETURN_IF_ERROR(CheckFitOption("latent sd", *options.latent_sd,
                                   LatentSd::kLowest, LatentSd::kHighest));
  }
  RETURN_IF_ERROR(CheckFitOption("bins", options.bins, 1, kMaxBins));
  RETURN_IF_ERROR(CheckFitOption("min block", options.min_block, 2, 1e9));
  RETURN_IF_ERROR(CheckFitOption("min common", options.min_common, 3, 1e9));
  return CheckFitOption("threads", options.threads, 1, kMaxFitThreads);
}

absl::StatusOr<FitReport> AssessFit(const ItemBank& bank,
                                    const ResponseData& data,
                                    const FitOptions& options) {
  RETURN_IF_ERROR(CheckFitOptions(options));
  if (data.num_responses() == 0) {
    return absl::InvalidArgumentError("there are no answers");
  }
  ASSIGN_OR_RETURN(
      const ThetaGrid grid,
      ThetaGrid::Make(options.nodes, -options.range, options.range));
  ASSIGN_OR_RETURN(FittedModel model, FittedModel::Make(bank, data, grid));
  FitReport report;
  for (int i = 0; i < data.num_items(); ++i) {
    report.items.emplace_back().item = &model.item(i);
  }
  for (int p = 0; p < data.num_persons(); ++p) {
    report.num_persons += data.weight(p);
    report.num_responses += data.weight(p) * data.RowsOf(p).size();
  }
  SetPopulation(options, model, report);
  report.block = FindCompleteBlock(data, options.min_block);
  FillItemTests(model, options, report);
  Announce(options, "M2");
  report.model_fit =
      M2(model, report.block, options.known_parameters, options.threads);
  FillResiduals(model, options, report);
  AdjustProbabilities(report.items);
  Announce(options, "lz*");
  report.persons = EstimatePersonFit(
      bank, model, report.abilities,
      std::min(options.range * model.latent_sd(), ThetaGrid::kMaxRange),
      options.threads);
  report.person_fit = SummarisePersonFit(data, report.persons);
  return report;
}

}  // namespace adaptest
