#include "engine/person_fit/lz_star.h"

#include <array>
#include <cmath>
#include <vector>

#include "engine/ability/information_curve.h"
#include "engine/math/dual.h"

namespace adaptest {
namespace {

constexpr double kLeastVariance = 1e-12;
constexpr double kLeastShare = 1e-10;  // of the variance without correction

// One category of one answered item at theta.
struct Category {
  double p;
  double log_p;
  double slope;  // of log_p
};

// The categories of every item answered, item after item.
struct Categories {
  std::vector<Category> all;
  std::vector<int> size;  // of each item
  double log_likelihood = 0;
};

Categories CategoriesAt(const ItemBank& bank,
                        absl::Span<const ScoredAnswer> answers, double theta) {
  using Slope = Dual<1>;
  std::array<Slope, kMaxParameters> x;
  std::array<Slope, kMaxCategories> log_p;
  Categories categories;
  for (const ScoredAnswer& answer : answers) {
    const Item& item = bank.item(answer.item);
    const size_t count = item.parameters.size();
    for (size_t j = 0; j < count; ++j) x[j] = Slope(item.parameters[j]);
    LogProbabilities<Slope>(item.model, absl::MakeConstSpan(x).first(count),
                            Slope(theta, 0), absl::MakeSpan(log_p));
    const int size = NumCategories(item);
    for (int k = 0; k < size; ++k) {
      const double l = log_p[k].value;
      categories.all.push_back({std::exp(l), l, log_p[k].slope[0]});
    }
    categories.size.push_back(size);
    categories.log_likelihood += log_p[answer.category].value;
  }
  return categories;
}

// The sum over items of the variance of log P_k - c (log P_k)'.
double Variance(const Categories& categories, double c) {
  double sum = 0;
  auto category = categories.all.begin();
  for (const int size : categories.size) {
    double mean = 0;
    for (int k = 0; k < size; ++k) {
      mean += category[k].p * (category[k].log_p - c * category[k].slope);
    }
    for (int k = 0; k < size; ++k) {
      const double w = category[k].log_p - c * category[k].slope - mean;
      sum += category[k].p * w * w;
    }
    category += size;
  }
  return sum;
}

}  // namespace

std::optional<double> LzStarAt(const ItemBank& bank,
                               absl::Span<const ScoredAnswer> answers,
                               double theta, double correction) {
  const Categories categories = CategoriesAt(bank, answers, theta);
  double expected = 0;
  double covariance = 0;
  double information = 0;
  for (const auto& [p, log_p, slope] : categories.all) {
    expected += p * log_p;
    covariance += p * slope * log_p;
    information += p * slope * slope;
  }
  if (!(information > 0)) return std::nullopt;
  const double c = covariance / information;
  const double variance = Variance(categories, c);
  if (!(variance > kLeastVariance &&
        variance > kLeastShare * Variance(categories, 0))) {
    return std::nullopt;
  }
  const double w = categories.log_likelihood - expected;
  return (w + c * correction) / std::sqrt(variance);
}

std::optional<double> LzStar(const AbilityEstimator& estimator,
                             const AbilityEstimate& estimate,
                             const ItemBank& bank,
                             absl::Span<const ScoredAnswer> answers,
                             const EstimationSettings& settings) {
  const bool at_map = std::holds_alternative<Map>(estimator);
  const bool at_wle = std::holds_alternative<Wle>(estimator);
  const AbilityEstimate at =
      at_map || at_wle ? estimate : Wle().Estimate(bank, answers, settings);
  if (at.state != AbilityState::kOk) return std::nullopt;
  const double correction =
      at_map ? LogPriorAt(settings.prior, bank, answers, *at.theta).slope
             : WarmCorrectionOf(InformationAt(bank, answers, *at.theta)).value;
  return LzStarAt(bank, answers, *at.theta, correction);
}

}  // namespace adaptest
