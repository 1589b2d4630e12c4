#include "calibration/fit/fitted_model.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <variant>

#include "absl/strings/str_cat.h"
#include "calibration/latent_density.h"
#include "calibration/parallel.h"

namespace adaptest {

EstimatedParameters::EstimatedParameters(const Item& item) {
  shares_slope = std::holds_alternative<OnePl>(item.model);
  shares_latent_sd = std::holds_alternative<Rasch>(item.model) ||
                     std::holds_alternative<PartialCredit>(item.model);
  const auto ranges = ParametersOf(item.model, NumCategories(item));
  for (size_t s = 0; s < ranges.size(); ++s) {
    const bool is_constant = ranges[s].lower == ranges[s].upper;
    if (is_constant || (shares_slope && s == 0)) continue;
    own.push_back(static_cast<int>(s));
  }
}

absl::StatusOr<FittedModel> FittedModel::Make(const ItemBank& bank,
                                              const ResponseData& data,
                                              const ThetaGrid& grid) {
  FittedModel model(grid);
  model.data_ = &data;
  for (int i = 0; i < data.num_items(); ++i) {
    const auto index = bank.Find(data.item_ids[i]);
    if (!index) {
      return absl::InvalidArgumentError(absl::StrCat(
          "item ", data.item_ids[i], " was answered, but is not in the bank"));
    }
    const Item& item = bank.item(*index);
    if (NumCategories(item) != data.NumCategoriesOf(i)) {
      return absl::InvalidArgumentError(
          absl::StrCat("item ", item.id, ": ", data.NumCategoriesOf(i),
                       " categories in the responses, ", NumCategories(item),
                       " in the bank"));
    }
    model.items_.push_back(&item);
  }
  const double standard[] = {0, 1};
  model.log_population_.assign(model.nodes_.stride,
                               -std::numeric_limits<double>::infinity());
  LatentDensity::LogWeights(standard, model.nodes_,
                            model.log_population_.data());
  for (const double log_weight : model.log_population_) {
    model.population_.push_back(std::exp(log_weight));
  }
  model.SetLatentSd(1, 1);
  return model;
}

void FittedModel::SetLatentSd(double sd, int threads) {
  latent_sd_ = sd;
  const size_t size = size_t(data_->num_rows()) * nodes_.stride;
  log_probability_.assign(size, 0);
  probability_.assign(size, 0);
  ParallelForItems(data_->num_items(), threads, [&](int i) { FillItem(i); });
}

void FittedModel::FillItem(int i) {
  const Item& item = *items_[i];
  std::array<double, kMaxCategories> log_p;
  for (int q = 0; q < nodes_.size; ++q) {
    LogProbabilities<double>(item.model, absl::MakeConstSpan(item.parameters),
                             theta(q), absl::MakeSpan(log_p));
    for (int k = 0; k < NumCategories(item); ++k) {
      const size_t at = size_t(data_->first_row[i] + k) * nodes_.stride + q;
      log_probability_[at] = log_p[k];
      probability_[at] = std::exp(log_p[k]);
    }
  }
}

bool FittedModel::HasFreeLatentSd() const {
  return std::any_of(items_.begin(), items_.end(), [](const Item* item) {
    return EstimatedParameters(*item).shares_latent_sd;
  });
}

void LogPosterior(const FittedModel& model, int person, double* out) {
  const LatentNodes& nodes = model.nodes();
  std::copy(model.log_population().begin(), model.log_population().end(), out);
  for (const uint16_t row : model.data().RowsOf(person)) {
    const double* log_p = model.log_probability(row);
    for (int q = 0; q < nodes.stride; ++q) out[q] += log_p[q];
  }
}

}  // namespace adaptest
