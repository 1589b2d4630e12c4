#include "calibration/fit/classical.h"

#include <algorithm>
#include <cmath>

#include "calibration/fit/item_moments.h"

namespace adaptest {
namespace {

double WeightedSum(const std::vector<double>& x, const std::vector<double>& w) {
  double sum = 0;
  for (size_t q = 0; q < x.size(); ++q) sum += x[q] * w[q];
  return sum;
}

// x and the EAP of the person's other answers, for each item.
std::vector<CorrelationSums> SumsWithEap(const ResponseData& data,
                                         const Abilities& abilities) {
  std::vector<CorrelationSums> sums(data.num_items());
  for (int p = 0; p < data.num_persons(); ++p) {
    size_t answer = abilities.first_answer[p];
    for (const uint16_t row : data.RowsOf(p)) {
      const int item = data.item_of_row[row];
      sums[item].Add(data.weight(p), row - data.first_row[item],
                     abilities.eap_without[answer++]);
    }
  }
  return sums;
}

// x and the raw score on the other items, for each item of the block.
std::vector<CorrelationSums> SumsWithRestScore(const ResponseData& data,
                                               const CompleteBlock& block) {
  std::vector<CorrelationSums> sums(block.num_items());
  for (size_t p = 0; p < block.persons.size(); ++p) {
    int score = 0;
    for (int i = 0; i < block.num_items(); ++i)
      score += block.category_of(p, i);
    for (int i = 0; i < block.num_items(); ++i) {
      const int x = block.category_of(p, i);
      sums[i].Add(data.weight(block.persons[p]), x, score - x);
    }
  }
  return sums;
}

Figure ShareRight(const CorrelationSums& sums, int highest) {
  if (!(sums.n > 0)) return {};
  const double mean = sums.x / sums.n;
  const double variance = std::max(0.0, sums.xx / sums.n - mean * mean);
  return {mean / highest, std::sqrt(variance / sums.n) / highest};
}

Figure PopulationShareRight(const FittedModel& model, int index) {
  const Item& item = model.item(index);
  const ItemMoments moments = MomentsOfItem(model, index);
  const int highest = NumCategories(item) - 1;
  Figure share;
  share.value = WeightedSum(moments.mean, model.population()) / highest;
  if (item.covariance.empty()) return share;
  std::vector<double> gradient;
  for (const auto& slope : moments.slope) {
    gradient.push_back(WeightedSum(slope, model.population()) / highest);
  }
  double variance = 0;
  for (size_t s = 0; s < gradient.size(); ++s) {
    for (size_t t = 0; t < gradient.size(); ++t) {
      variance +=
          gradient[s] * gradient[t] * item.covariance[s * gradient.size() + t];
    }
  }
  share.standard_error = std::sqrt(std::max(0.0, variance));
  return share;
}

}  // namespace

void CorrelationSums::Add(double weight, double vx, double vy) {
  n += weight;
  x += weight * vx;
  y += weight * vy;
  xx += weight * vx * vx;
  yy += weight * vy * vy;
  xy += weight * vx * vy;
}

Figure CorrelationSums::Correlation() const {
  if (!(n > 1)) return {};
  const double variance_x = xx - x * x / n;
  const double variance_y = yy - y * y / n;
  if (!(variance_x > 1e-10 * n && variance_y > 1e-10 * n)) return {};
  const double r = std::clamp(
      (xy - x * y / n) / std::sqrt(variance_x * variance_y), -1.0, 1.0);
  return {r, (1 - r * r) / std::sqrt(n - 1)};
}

std::vector<ClassicalStatistics> Classical(const FittedModel& model,
                                           const Abilities& abilities,
                                           const CompleteBlock& block) {
  const ResponseData& data = model.data();
  const auto with_eap = SumsWithEap(data, abilities);
  std::vector<ClassicalStatistics> items;
  for (int i = 0; i < data.num_items(); ++i) {
    items.push_back({with_eap[i].n,
                     ShareRight(with_eap[i], data.NumCategoriesOf(i) - 1),
                     PopulationShareRight(model, i),
                     {},
                     with_eap[i].Correlation()});
  }
  const auto with_rest = SumsWithRestScore(data, block);
  for (int i = 0; i < block.num_items(); ++i) {
    items[block.items[i]].point_biserial = with_rest[i].Correlation();
  }
  return items;
}

}  // namespace adaptest
