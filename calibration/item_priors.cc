#include "calibration/item_priors.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"
#include "engine/uncertainty/cold_start.h"

namespace adaptest {
namespace {

absl::string_view AttributeOf(const Item& item, const std::string& name) {
  const auto found = item.attributes.find(name);
  return found == item.attributes.end() ? absl::string_view() : found->second;
}

absl::Status CentreOnGuess(const Item& item, ParameterPrior prior,
                           PriorChoice& priors) {
  const absl::string_view type = AttributeOf(item, "type");
  auto* beta = std::get_if<BetaDensity>(&prior.density);
  if (type.empty() || beta == nullptr) return absl::OkStatus();
  ASSIGN_OR_RETURN(const double guess, BlindGuess(type));
  const double weight = beta->alpha + beta->beta - 2;
  if (weight <= 0) return absl::OkStatus();
  *beta = {1 + weight * guess, 1 + weight * (1 - guess)};
  priors.AddForItem(item.id, std::move(prior));
  return absl::OkStatus();
}

absl::Status CentreOnJudgement(const Item& item, ParameterPrior prior,
                               PriorChoice& priors) {
  const absl::string_view judgement = AttributeOf(item, "judged_difficulty");
  auto* normal = std::get_if<NormalDensity>(&prior.density);
  if (judgement.empty() || normal == nullptr) return absl::OkStatus();
  ASSIGN_OR_RETURN(const HyperParameter judged,
                   JudgedDifficulty(judgement, {normal->mean, normal->sd}));
  *normal = {judged.mean, judged.sd};
  priors.AddForItem(item.id, std::move(prior));
  return absl::OkStatus();
}

absl::Status AddPriorsOf(const Item& item, const ResponseModel& model,
                         PriorChoice& priors) {
  for (const ParameterPrior& prior : priors.For(item.id, model)) {
    if (prior.scale != ParameterPrior::Scale::kIdentity) continue;
    if (prior.parameter == "c") {
      RETURN_IF_ERROR(CentreOnGuess(item, prior, priors));
    } else if (prior.parameter == "b") {
      RETURN_IF_ERROR(CentreOnJudgement(item, prior, priors));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status AddItemPriors(absl::Span<const Item> contents,
                           const ResponseData& data, PriorChoice& priors) {
  std::map<absl::string_view, const Item*> by_id;
  for (const Item& item : contents) by_id[item.id] = &item;
  for (int i = 0; i < data.num_items(); ++i) {
    const auto found = by_id.find(data.item_ids[i]);
    if (found == by_id.end()) continue;
    const absl::Status status =
        AddPriorsOf(*found->second, data.models[i], priors);
    if (status.ok()) continue;
    return absl::InvalidArgumentError(
        absl::StrCat("item ", found->second->id, ": ", status.message()));
  }
  return absl::OkStatus();
}

}  // namespace adaptest
