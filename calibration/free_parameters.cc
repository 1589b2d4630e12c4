#include "calibration/free_parameters.h"

#include <algorithm>
#include <cmath>

namespace adaptest {
namespace {

constexpr ParameterRange kLatentSdRange = {"sd", "latent standard deviation",
                                           1e-3, 20};
// How far inside its range a parameter stays where its prior density is 0 at
// the end of the range.
constexpr double kMargin = 1e-6;

// Share of right answers of each item, kept away from 0 and 1.
std::vector<double> SharesRight(const ResponseData& data) {
  std::vector<double> right(data.num_items(), 0.5);
  std::vector<double> given(data.num_items(), 1);
  for (int p = 0; p < data.num_persons(); ++p) {
    for (const uint16_t row : data.RowsOf(p)) {
      const int item = data.item_of_row[row];
      given[item] += data.weight(p);
      if (row > data.first_row[item]) right[item] += data.weight(p);
    }
  }
  for (int i = 0; i < data.num_items(); ++i) right[i] /= given[i];
  return right;
}

double StartOf(absl::string_view name, double share_right, double c) {
  if (name == "a") return 1;
  if (name == "c") return c;
  if (name == "d") return 0.95;
  // b of an item with a = 1, by the normal approximation of the mean curve.
  const double p = std::clamp((share_right - c) / (1 - c), 0.02, 0.98);
  return std::clamp(-1.2 * std::log(p / (1 - p)), -5.0, 5.0);
}

bool HasAsymptote(const ResponseModel& model) {
  return std::holds_alternative<ThreePl>(model) ||
         std::holds_alternative<FourPl>(model);
}

}  // namespace

FreeParameters::FreeParameters(const ResponseData& data,
                               const PriorChoice& priors,
                               const std::vector<bool>& included) {
  const std::vector<double> shares = SharesRight(data);
  int common_a = -1;
  bool has_rasch = false;
  for (int i = 0; i < data.num_items(); ++i) {
    if (!included[i]) continue;
    ItemLayout layout{};
    layout.item = i;
    layout.first_row = data.first_row[i];
    layout.model = data.models[i];
    layout.num_categories = data.NumCategoriesOf(i);
    layout.fixed[kLatentSd] = 1;
    const auto ranges = ParametersOf(layout.model, layout.num_categories);
    layout.num_parameters = static_cast<int>(ranges.size());
    const std::vector<ParameterPrior> item_priors = priors.For(layout.model);
    const double c = HasAsymptote(layout.model) ? 0.2 : 0;
    const bool shares_a = std::holds_alternative<OnePl>(layout.model);
    has_rasch |= std::holds_alternative<Rasch>(layout.model);
    for (int s = 0; s < layout.num_parameters; ++s) {
      const ParameterRange& range = ranges[s];
      layout.fixed[s] = range.lower;
      if (range.lower == range.upper || (shares_a && s == 0)) continue;
      layout.slot[layout.num_free] = s;
      layout.index[layout.num_free++] =
          AddParameter(range, static_cast<int>(items.size()), item_priors,
                       StartOf(range.name, shares[i], c));
    }
    layout.num_own = layout.num_free;
    if (shares_a) {
      if (common_a < 0) common_a = AddParameter(ranges[0], -1, item_priors, 1);
      layout.slot[layout.num_free] = 0;
      layout.index[layout.num_free++] = common_a;
    }
    items.push_back(layout);
  }
  if (!has_rasch) return;
  latent_sd = AddParameter(kLatentSdRange, -1, {}, 1);
  for (ItemLayout& layout : items) {
    layout.slot[layout.num_free] = kLatentSd;
    layout.index[layout.num_free++] = latent_sd;
  }
}

int FreeParameters::AddParameter(const ParameterRange& range, int item,
                                 absl::Span<const ParameterPrior> priors,
                                 double start) {
  FreeParameter parameter{
      std::string(range.name), item, range.lower, range.upper, start, {}};
  const double margin = kMargin * (range.upper - range.lower);
  for (const ParameterPrior& prior : priors) {
    if (prior.parameter != range.name) continue;
    parameter.priors.push_back(prior);
    if (!std::isfinite(prior.At(range.lower).value)) parameter.lower += margin;
    if (!std::isfinite(prior.At(range.upper).value)) parameter.upper -= margin;
  }
  parameters.push_back(std::move(parameter));
  return size() - 1;
}

double FreeParameters::LogPrior(absl::Span<const double> x,
                                std::vector<double>* slope,
                                std::vector<double>* curvature) const {
  double sum = 0;
  for (int j = 0; j < size(); ++j) {
    for (const ParameterPrior& prior : parameters[j].priors) {
      const ParameterPrior::LogDensity density = prior.At(x[j]);
      sum += density.value;
      if (slope) (*slope)[j] += density.slope;
      if (curvature) (*curvature)[j] += density.curvature;
    }
  }
  return sum;
}

std::vector<double> FreeParameters::Start() const {
  std::vector<double> start;
  for (const FreeParameter& p : parameters) {
    start.push_back(std::clamp(p.start, p.lower, p.upper));
  }
  return start;
}

}  // namespace adaptest
