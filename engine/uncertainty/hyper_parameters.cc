#include "engine/uncertainty/hyper_parameters.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/uncertainty/item_posterior.h"
#include "engine/uncertainty/working_scale.h"

namespace adaptest {
namespace {

constexpr int kMaxIterations = 500;
constexpr double kTolerance = 1e-6;

constexpr const char* kNames[] = {"a", "b", "c", "d"};
constexpr int kNumNames = 4;

HyperParameter& Member(HyperParameters& h, int name) {
  HyperParameter* const members[] = {&h.a, &h.b, &h.c, &h.d};
  return *members[name];
}

// -1 for a parameter without hyper-parameters.
int NameIndex(absl::string_view name) {
  const auto found = std::find(std::begin(kNames), std::end(kNames), name);
  return found == std::end(kNames)
             ? -1
             : static_cast<int>(found - std::begin(kNames));
}

// First and second moments of the items' parameters, by name.
struct Moments {
  int count[kNumNames] = {};
  double first[kNumNames] = {};
  double second[kNumNames] = {};

  void Add(int name, double mean, double variance) {
    if (name < 0) return;
    ++count[name];
    first[name] += mean;
    second[name] += mean * mean + variance;
  }

  void Add(const Item& item, const WorkingDistribution& distribution,
           bool with_error) {
    const auto ranges = ParametersOf(item.model, NumCategories(item));
    for (size_t j = 0; j < distribution.free.size(); ++j) {
      Add(NameIndex(ranges[distribution.free[j]].name), distribution.mean[j],
          with_error ? distribution.covariance(j, j) : 0);
    }
  }

  HyperParameters Fit() const {
    HyperParameters h;
    for (int k = 0; k < kNumNames; ++k) {
      if (count[k] < kMinHyperItems) continue;
      const double mean = first[k] / count[k];
      const double variance = second[k] / count[k] - mean * mean;
      Member(h, k) = {mean,
                      std::sqrt(std::max(variance, kMinHyperSd * kMinHyperSd))};
    }
    return h;
  }
};

// Parameters that an item knows exactly.
void AddKnown(const Item& item, Moments& moments) {
  const auto ranges = ParametersOf(item.model, NumCategories(item));
  for (size_t i = 0; i < ranges.size(); ++i) {
    const double x = item.parameters[i];
    const WorkingScale scale = WorkingScaleOf(ranges[i].name);
    const bool asymptote = scale.transform == WorkingScale::Transform::kLogit;
    if (item.covariance[i * (ranges.size() + 1)] > 0 ||
        ranges[i].lower == ranges[i].upper ||
        (asymptote && (x == 0 || x == 1))) {
      continue;
    }
    moments.Add(NameIndex(ranges[i].name), scale.ToWorking(x), 0);
  }
}

double LargestChange(HyperParameters& x, HyperParameters& y) {
  double change = 0;
  for (int k = 0; k < kNumNames; ++k) {
    if (std::isinf(Member(x, k).sd)) continue;
    change = std::max({change, std::abs(Member(x, k).mean - Member(y, k).mean),
                       std::abs(Member(x, k).sd - Member(y, k).sd)});
  }
  return change;
}

}  // namespace

HyperParameter HyperParameters::Of(absl::string_view parameter_name) const {
  const int name = NameIndex(parameter_name);
  if (name < 0) return HyperParameter();
  const HyperParameter members[] = {a, b, c, d};
  return members[name];
}

HyperParameters EstimateHyperParameters(
    absl::Span<const Item> items, const HyperParameters& prior_in_estimates) {
  std::vector<const Item*> uncertain;
  std::vector<ItemLikelihood> likelihoods;
  Moments known;
  Moments start;
  for (const Item& item : items) {
    if (item.covariance.empty() || item.provisional) continue;
    AddKnown(item, known);
    AddKnown(item, start);
    start.Add(item, WorkingEstimate(item), false);
    uncertain.push_back(&item);
    likelihoods.push_back(LikelihoodOf(item, prior_in_estimates));
  }
  HyperParameters h = start.Fit();
  double change = 1;
  for (int i = 0; i < kMaxIterations && change > kTolerance; ++i) {
    Moments moments = known;
    for (size_t j = 0; j < uncertain.size(); ++j) {
      moments.Add(*uncertain[j], Combine(*uncertain[j], likelihoods[j], h),
                  true);
    }
    HyperParameters next = moments.Fit();
    change = LargestChange(h, next);
    h = next;
  }
  return h;
}

}  // namespace adaptest
