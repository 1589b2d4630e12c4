#include "calibration/fit/ability_bins.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "calibration/fit/left_out_posterior.h"
#include "calibration/parallel.h"
#include "engine/math/normal.h"

namespace adaptest {
namespace {

constexpr size_t kAnswersForLimits = 20000;

// The highest ability of each bin but the last, of an item with these
// (ability, weight) pairs.
std::vector<float> LimitsOf(std::vector<std::pair<float, double>> answers,
                            int bins) {
  std::sort(answers.begin(), answers.end());
  double total = 0;
  for (const auto& answer : answers) total += answer.second;
  bins = std::clamp(static_cast<int>(total / kMinPersonsInBin), 1, bins);
  std::vector<float> limits;
  double in_bin = 0;
  double left = total;  // persons in this bin and above
  for (const auto& [ability, weight] : answers) {
    in_bin += weight;
    const int bins_left = bins - static_cast<int>(limits.size());
    if (bins_left == 1) break;
    if (in_bin < left / bins_left) continue;
    if (!limits.empty() && limits.back() == ability) continue;
    limits.push_back(ability);
    left -= in_bin;
    in_bin = 0;
  }
  // No limit at the highest ability: the bin above it would be empty.
  while (!limits.empty() && limits.back() >= answers.back().first) {
    limits.pop_back();
  }
  return limits;
}

std::vector<std::vector<float>> LimitsOfItems(const ResponseData& data,
                                              const Abilities& abilities,
                                              int bins, int threads) {
  std::vector<std::vector<std::pair<float, double>>> answers(data.num_items());
  for (int p = 0; p < data.num_persons(); ++p) {
    size_t answer = abilities.first_answer[p];
    for (const uint16_t row : data.RowsOf(p)) {
      auto& of_item = answers[data.item_of_row[row]];
      const float ability = abilities.eap_without[answer++];
      if (of_item.size() < kAnswersForLimits) {
        of_item.emplace_back(ability, data.weight(p));
      }
    }
  }
  std::vector<std::vector<float>> limits(data.num_items());
  ParallelForItems(data.num_items(), threads, [&](int i) {
    if (!answers[i].empty()) limits[i] = LimitsOf(std::move(answers[i]), bins);
  });
  return limits;
}

struct BinSums {
  double n = 0;
  double ability = 0;
  double observed = 0;
  double fitted = 0;
  double variance = 0;

  void Add(const BinSums& other) {
    n += other.n;
    ability += other.ability;
    observed += other.observed;
    fitted += other.fitted;
    variance += other.variance;
  }
};

// Sums of all items, row by row: sums[first[row] + bin].
struct BinTable {
  std::vector<size_t> first;  // [row], and the size
  std::vector<BinSums> sums;

  BinTable(const ResponseData& data,
           const std::vector<std::vector<float>>& limits) {
    first = {0};
    for (const int item : data.item_of_row) {
      first.push_back(first.back() + limits[item].size() + 1);
    }
    sums.resize(first.back());
  }
};

void AddPersonToBins(const FittedModel& model, int person,
                     const Abilities& abilities,
                     const std::vector<std::vector<float>>& limits,
                     LeftOutPosterior& posterior, BinTable& table) {
  const ResponseData& data = model.data();
  const double weight = data.weight(person);
  posterior.SetPerson(person);
  size_t answer = abilities.first_answer[person];
  for (const uint16_t given : data.RowsOf(person)) {
    const int item = data.item_of_row[given];
    const float ability = abilities.eap_without[answer++];
    const auto bin =
        std::lower_bound(limits[item].begin(), limits[item].end(), ability) -
        limits[item].begin();
    posterior.LeaveOut(given);
    for (int row = data.first_row[item]; row < data.first_row[item + 1];
         ++row) {
      const double p = posterior.Predicted(row);
      table.sums[table.first[row] + bin].Add(
          {weight, weight * ability, row == given ? weight : 0, weight * p,
           weight * p * (1 - p)});
    }
  }
}

CurveBin BinOf(int category, int bin, const BinSums& s) {
  CurveBin point = {category,
                    bin,
                    s.n,
                    s.ability / s.n,
                    s.observed / s.n,
                    s.fitted / s.n,
                    std::sqrt(std::max(0.0, s.variance)) / s.n,
                    std::nullopt};
  if (s.variance >= kMinBinVariance) {
    point.z = (s.observed - s.fitted) / std::sqrt(s.variance);
  }
  return point;
}

ItemCurve CurveOf(const ResponseData& data, int item, const BinTable& table) {
  ItemCurve curve;
  const int categories = data.NumCategoriesOf(item);
  const int first_row = data.first_row[item];
  int tests = 0;
  for (int k = 0; k < categories; ++k) {
    const size_t begin = table.first[first_row + k];
    const size_t end = table.first[first_row + k + 1];
    int number = 0;
    for (size_t at = begin; at < end; ++at) {
      if (!(table.sums[at].n > 0)) continue;
      curve.bins.push_back(BinOf(k, ++number, table.sums[at]));
      if (!curve.bins.back().z || (categories == 2 && k == 0)) continue;
      ++tests;
      const double z = std::abs(*curve.bins.back().z);
      curve.largest_z = std::max(curve.largest_z.value_or(0), z);
    }
    curve.num_bins = number;
  }
  if (tests > 0) {
    curve.p = std::min(1.0, 2 * tests * NormalCdf(-*curve.largest_z));
  }
  return curve;
}

}  // namespace

std::vector<ItemCurve> CurvesByAbility(const FittedModel& model,
                                       const Abilities& abilities, int bins,
                                       int threads) {
  const ResponseData& data = model.data();
  const auto limits = LimitsOfItems(data, abilities, bins, threads);
  // A part has a table of its own; few parts where the table is large.
  const int num_parts = data.num_rows() > 8192 ? 2 : 16;
  std::vector<BinTable> parts(num_parts, BinTable(data, limits));
  ParallelFor(num_parts, threads, [&](int i) {
    const Part part(i, num_parts, data.num_persons());
    LeftOutPosterior posterior(model);
    for (int p = part.begin; p < part.end; ++p) {
      AddPersonToBins(model, p, abilities, limits, posterior, parts[i]);
    }
  });
  BinTable& total = parts[0];
  for (int i = 1; i < num_parts; ++i) {
    for (size_t at = 0; at < total.sums.size(); ++at) {
      total.sums[at].Add(parts[i].sums[at]);
    }
  }
  std::vector<ItemCurve> curves;
  for (int item = 0; item < data.num_items(); ++item) {
    curves.push_back(CurveOf(data, item, total));
  }
  return curves;
}

}  // namespace adaptest
