#include "calibration/fit/option_analysis.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"

namespace adaptest {

OptionAnalysis::OptionAnalysis(const ResponseData& data,
                               const FitReport& report)
    : data_(data),
      report_(report),
      block_score_(data.num_persons(), -1),
      is_in_block_(data.num_items(), 0),
      sums_(data.num_items()) {
  const CompleteBlock& block = report.block;
  for (size_t p = 0; p < block.persons.size(); ++p) {
    int score = 0;
    for (int i = 0; i < block.num_items(); ++i)
      score += block.category_of(p, i);
    block_score_[block.persons[p]] = score;
  }
  for (const int item : block.items) is_in_block_[item] = 1;
}

absl::Status OptionAnalysis::Add(int person, int item,
                                 absl::string_view option) {
  const auto rows = data_.RowsOf(person);
  const auto row =
      std::lower_bound(rows.begin(), rows.end(), data_.first_row[item]);
  if (row == rows.end() || data_.item_of_row[*row] != item) {
    return absl::OkStatus();
  }
  std::map<std::string, Sums>& of_item = sums_[item];
  const std::string name(option);
  if (of_item.size() == kMaxOptions && of_item.count(name) == 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("item ", data_.item_ids[item], ": option \"", name,
                     "\" is one too many; up to ", kMaxOptions,
                     " different ones are allowed"));
  }
  Sums& sums = of_item[name];
  const size_t answer =
      report_.abilities.first_answer[person] + (row - rows.begin());
  const double weight = data_.weight(person);
  const int category = *row - data_.first_row[item];
  sums.score += weight * category;
  sums.theta.Add(weight, 1, report_.abilities.eap_without[answer]);
  if (block_score_[person] >= 0 && is_in_block_[item]) {
    sums.rest_n += weight;
    sums.rest += weight * (block_score_[person] - category);
  }
  return absl::OkStatus();
}

bool OptionAnalysis::empty() const {
  return std::all_of(sums_.begin(), sums_.end(),
                     [](const auto& options) { return options.empty(); });
}

std::vector<std::vector<OptionStatistics>> OptionAnalysis::Results() const {
  std::vector<std::vector<OptionStatistics>> results(sums_.size());
  for (size_t item = 0; item < sums_.size(); ++item) {
    CorrelationSums all;
    for (const auto& [option, sums] : sums_[item]) {
      all.n += sums.theta.n;
      all.y += sums.theta.y;
      all.yy += sums.theta.yy;
    }
    for (const auto& [option, sums] : sums_[item]) {
      OptionStatistics statistics;
      const double n = sums.theta.n;
      const double share = n / all.n;
      const double mean = sums.theta.y / n;
      const double variance = std::max(0.0, sums.theta.yy / n - mean * mean);
      statistics.option = option;
      statistics.score = sums.score / n;
      statistics.n = n;
      statistics.share = {share, std::sqrt(share * (1 - share) / all.n)};
      statistics.mean_theta = {mean, std::sqrt(variance / n)};
      if (sums.rest_n > 0) statistics.mean_rest_score = sums.rest / sums.rest_n;
      CorrelationSums chosen = all;
      chosen.x = chosen.xx = n;
      chosen.xy = sums.theta.y;
      statistics.point_biserial = chosen.Correlation();
      results[item].push_back(std::move(statistics));
    }
  }
  return results;
}

}  // namespace adaptest
