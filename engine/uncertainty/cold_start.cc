#include "engine/uncertainty/cold_start.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

constexpr double kThirdMean = 1.0908;  // of the upper third of a normal
constexpr double kLogitCSd = 0.5;
constexpr double kMaxDifficulty = 50;

double Logit(double p) { return std::log(p / (1 - p)); }

absl::string_view Attribute(const Item& item, const std::string& name) {
  const auto found = item.attributes.find(name);
  return found == item.attributes.end() ? absl::string_view()
                                        : absl::string_view(found->second);
}

HyperParameter Or(const HyperParameter& learned, const HyperParameter& plain) {
  return std::isinf(learned.sd) ? plain : learned;
}

absl::StatusOr<HyperParameter> DifficultyPrior(
    const Item& item, const ColdStartKnowledge& knowledge) {
  HyperParameter prior = Or(knowledge.bank.b, {0, 1.2});
  const auto area =
      knowledge.area_difficulty.find(std::string(Attribute(item, "area")));
  if (area != knowledge.area_difficulty.end()) prior = area->second;
  const absl::string_view judgement = Attribute(item, "judged_difficulty");
  if (judgement.empty()) return prior;
  return JudgedDifficulty(judgement, prior);
}

absl::StatusOr<HyperParameter> LowerAsymptotePrior(
    const Item& item, const ColdStartKnowledge& knowledge) {
  const absl::string_view type = Attribute(item, "type");
  if (type.empty()) return Or(knowledge.bank.c, {Logit(0.2), 0.56});
  double chance;
  ASSIGN_OR_RETURN(chance, BlindGuess(type));
  return HyperParameter{Logit(chance), kLogitCSd};
}

// Of a, b, c or d.
absl::StatusOr<HyperParameter> PriorOf(absl::string_view parameter_name,
                                       const Item& item,
                                       const ColdStartKnowledge& knowledge) {
  if (parameter_name == "a") return Or(knowledge.bank.a, {0, 0.5});
  if (parameter_name == "b") return DifficultyPrior(item, knowledge);
  if (parameter_name == "c") return LowerAsymptotePrior(item, knowledge);
  return Or(knowledge.bank.d, {Logit(0.95), 0.7});
}

absl::StatusOr<WorkingDistribution> PriorByKnowledge(
    const Item& item, const ColdStartKnowledge& knowledge) {
  if (IsPolytomous(item.model)) {
    return absl::InvalidArgumentError(
        absl::StrCat("parameters of model ", NameOf(item.model),
                     " need answers; allowed without: rasch, 1pl, 2pl, 3pl, "
                     "4pl"));
  }
  const auto ranges = ParametersOf(item.model, NumCategories(item));
  WorkingDistribution prior;
  std::vector<HyperParameter> parameters;
  for (size_t i = 0; i < ranges.size(); ++i) {
    if (ranges[i].lower == ranges[i].upper) continue;
    HyperParameter parameter;
    ASSIGN_OR_RETURN(parameter, PriorOf(ranges[i].name, item, knowledge));
    prior.free.push_back(static_cast<int>(i));
    parameters.push_back(parameter);
  }
  const int size = static_cast<int>(parameters.size());
  prior.mean.resize(size);
  prior.covariance = Eigen::MatrixXd::Zero(size, size);
  for (int j = 0; j < size; ++j) {
    prior.mean[j] = parameters[j].mean;
    prior.covariance(j, j) = parameters[j].sd * parameters[j].sd;
  }
  return prior;
}

}  // namespace

absl::StatusOr<HyperParameter> JudgedDifficulty(
    absl::string_view judgement, const HyperParameter& difficulty) {
  double z = 0;  // in standard deviations from the mean
  double x;
  if (judgement == "easy") {
    z = -kThirdMean;
  } else if (judgement == "hard") {
    z = kThirdMean;
  } else if (absl::SimpleAtod(judgement, &x) && std::abs(x) <= kMaxDifficulty) {
    z = (x - difficulty.mean) / difficulty.sd;
  } else if (judgement != "medium") {
    return absl::InvalidArgumentError(
        absl::StrCat("judged_difficulty = \"", judgement,
                     "\"; allowed: easy, medium, hard, or a number in [-",
                     kMaxDifficulty, ", ", kMaxDifficulty, "]"));
  }
  constexpr double r = kJudgementCorrelation;
  return HyperParameter{difficulty.mean + r * difficulty.sd * z,
                        difficulty.sd * std::sqrt(1 - r * r)};
}

absl::StatusOr<double> BlindGuess(absl::string_view type) {
  if (type == "multiple_choice") return 1.0 / 4;
  if (type == "multiple_response") return 1.0 / 10;
  if (type == "ordering" || type == "matching") return 1.0 / 24;
  return absl::InvalidArgumentError(
      absl::StrCat("type \"", type,
                   "\" is unknown; allowed: multiple_choice, "
                   "multiple_response, ordering, matching"));
}

ColdStartKnowledge LearnColdStart(absl::Span<const Item> items) {
  ColdStartKnowledge knowledge = {EstimateHyperParameters(items), {}};
  std::map<std::string, std::vector<Item>> by_area;
  for (const Item& item : items) {
    if (item.covariance.empty() || item.provisional) continue;
    by_area[std::string(Attribute(item, "area"))].push_back(item);
  }
  by_area.erase("");
  const HyperParameter& all = knowledge.bank.b;
  for (const auto& [area, members] : by_area) {
    const HyperParameter own = EstimateHyperParameters(members).b;
    if (std::isinf(own.sd)) continue;
    const double n = static_cast<double>(members.size());
    const double total = n + kAreaPriorItems;
    knowledge.area_difficulty[area] = {
        (n * own.mean + kAreaPriorItems * all.mean) / total,
        all.sd * std::sqrt(1 + 1 / total)};
  }
  return knowledge;
}

absl::StatusOr<WorkingDistribution> ColdStartPrior(
    const Item& item, const ColdStartKnowledge& knowledge) {
  absl::StatusOr<WorkingDistribution> prior = PriorByKnowledge(item, knowledge);
  if (prior.ok()) return prior;
  return absl::InvalidArgumentError(
      absl::StrCat("item ", item.id, ": ", prior.status().message()));
}

absl::StatusOr<Item> ProvisionalItem(Item item,
                                     const ColdStartKnowledge& knowledge) {
  WorkingDistribution prior;
  ASSIGN_OR_RETURN(prior, ColdStartPrior(item, knowledge));
  const auto ranges = ParametersOf(item.model, NumCategories(item));
  const size_t n = ranges.size();
  item.parameters.clear();
  for (const ParameterRange& range : ranges) {
    item.parameters.push_back(range.lower);  // those that the model fixes
  }
  item.covariance.assign(n * n, 0.0);
  for (size_t j = 0; j < prior.free.size(); ++j) {
    const int i = prior.free[j];
    const WorkingScale scale = WorkingScaleOf(ranges[i].name);
    const double x = scale.FromWorking(prior.mean[j]);
    const double slope = scale.Slope(x);
    item.parameters[i] = x;
    item.covariance[i * n + i] = prior.covariance(j, j) / (slope * slope);
  }
  item.provisional = true;
  return item;
}

absl::StatusOr<std::vector<Item>> FillProvisional(std::vector<Item> items) {
  std::vector<Item> calibrated;
  for (const Item& item : items) {
    if (item.parameters.empty() || item.provisional) continue;
    RETURN_IF_ERROR(ValidateItem(item));
    calibrated.push_back(item);
    const size_t n = item.parameters.size();
    if (item.covariance.empty()) calibrated.back().covariance.resize(n * n);
  }
  if (std::none_of(items.begin(), items.end(),
                   [](const Item& item) { return item.parameters.empty(); })) {
    return items;
  }
  const ColdStartKnowledge knowledge = LearnColdStart(calibrated);
  for (Item& item : items) {
    if (!item.parameters.empty()) continue;
    ASSIGN_OR_RETURN(item, ProvisionalItem(item, knowledge));
  }
  return items;
}

absl::Status CheckProvisional(const ItemBank& bank,
                              bool parameter_uncertainty) {
  if (parameter_uncertainty) return absl::OkStatus();
  for (const Item& item : bank.items()) {
    if (!item.provisional || item.status != ItemStatus::kOperational) continue;
    return absl::FailedPreconditionError(absl::StrCat(
        "item ", item.id,
        ": its parameters are provisional, and this exam takes parameters as "
        "known; set parameterUncertainty: true (with the estimator eap), or "
        "give the item status pretest"));
  }
  return absl::OkStatus();
}

}  // namespace adaptest
