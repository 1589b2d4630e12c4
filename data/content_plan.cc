#include "data/content_plan.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

#include "absl/strings/str_format.h"
#include "engine/random.h"

namespace adaptest {
namespace {

constexpr int kItems = 582;
constexpr int kPretestItems = 120;

constexpr int kDomainPercent[] = {28, 26, 22, 24};
constexpr int kTypePercent[] = {70, 15, 8, 7};  // in the order of QuestionType

constexpr Area kAreas[] = {
    {"data_collection", "data collection and ingestion", 1},
    {"data_preparation", "data preparation", 1},
    {"feature_engineering", "feature engineering", 1},
    {"problem_framing", "ML problem framing", 2},
    {"model_training", "model training", 2},
    {"model_evaluation", "model evaluation", 2},
    {"hyperparameter_tuning", "hyperparameter tuning", 2},
    {"model_deployment", "model deployment", 3},
    {"mlops_pipelines", "MLOps pipelines", 3},
    {"monitoring", "monitoring and observability", 4},
    {"security", "security and access control", 4},
    {"governance", "governance and compliance support", 4},
    {"optimization", "cost and performance optimization", 4},
    {"troubleshooting", "troubleshooting", 4},
};

// Splits `total` in proportion to the weights by largest remainder; ties go to
// the first.
std::vector<int> Apportion(int total, const std::vector<int>& weights) {
  const int sum = std::accumulate(weights.begin(), weights.end(), 0);
  std::vector<int> counts;
  counts.reserve(weights.size());
  for (const int weight : weights) counts.push_back(total * weight / sum);
  std::vector<size_t> order(weights.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](size_t i, size_t j) {
    return total * weights[i] % sum > total * weights[j] % sum;
  });
  const int rest = total - std::accumulate(counts.begin(), counts.end(), 0);
  for (int i = 0; i < rest; ++i) ++counts[order[i]];
  return counts;
}

std::vector<int> AreaSizes() {
  const std::vector<int> domains =
      Apportion(kItems, {std::begin(kDomainPercent), std::end(kDomainPercent)});
  std::vector<int> sizes;
  for (size_t d = 0; d < domains.size(); ++d) {
    const auto areas =
        std::count_if(std::begin(kAreas), std::end(kAreas),
                      [&](const Area& a) { return a.domain == int(d) + 1; });
    for (const int size : Apportion(domains[d], std::vector<int>(areas, 1))) {
      sizes.push_back(size);
    }
  }
  return sizes;
}

std::vector<QuestionType> ShuffledTypes(int size, Random& random) {
  const std::vector<int> counts =
      Apportion(size, {std::begin(kTypePercent), std::end(kTypePercent)});
  std::vector<QuestionType> types;
  for (size_t t = 0; t < counts.size(); ++t) {
    types.insert(types.end(), counts[t], static_cast<QuestionType>(t));
  }
  random.Shuffle(types);
  return types;
}

std::vector<ItemStatus> ShuffledStatuses(int size, int pretest,
                                         Random& random) {
  std::vector<ItemStatus> statuses(size, ItemStatus::kOperational);
  std::fill_n(statuses.begin(), pretest, ItemStatus::kPretest);
  random.Shuffle(statuses);
  return statuses;
}

}  // namespace

absl::string_view NameOf(QuestionType type) {
  switch (type) {
    case QuestionType::kMultipleResponse:
      return "multiple_response";
    case QuestionType::kOrdering:
      return "ordering";
    case QuestionType::kMatching:
      return "matching";
    case QuestionType::kMultipleChoice:
      break;
  }
  return "multiple_choice";
}

std::vector<PlannedItem> PlanContent(uint64_t seed) {
  Random random(seed);
  const std::vector<int> sizes = AreaSizes();
  const std::vector<int> pretest = Apportion(kPretestItems, sizes);
  std::vector<PlannedItem> plan;
  for (size_t a = 0; a < sizes.size(); ++a) {
    const auto types = ShuffledTypes(sizes[a], random);
    const auto statuses = ShuffledStatuses(sizes[a], pretest[a], random);
    for (int i = 0; i < sizes[a]; ++i) {
      plan.push_back({absl::StrFormat("MLA%04d", plan.size() + 1), &kAreas[a],
                      types[i], statuses[i]});
    }
  }
  return plan;
}

}  // namespace adaptest
