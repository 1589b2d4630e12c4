#include "calibration/areas/person_areas.h"

#include <algorithm>
#include <cmath>

namespace adaptest {

PersonAreas::PersonAreas(const AreaTables& tables,
                         absl::Span<const int> area_of_row)
    : tables_(tables),
      area_of_row_(area_of_row),
      slot_(tables.delta.size(), -1),
      sums_(tables.delta.size()),
      integrals_(tables.delta.size()),
      posterior_(tables.nodes.size),
      on_sums_(tables.sums.size) {}

// posterior_ holds the log density before, and the log-likelihood of answers to
// items of no area on top of it after.
void PersonAreas::AddAnswers() {
  for (const int area : met_) slot_[area] = -1;
  met_.clear();
  const int nodes = tables_.nodes.size;
  for (const uint16_t row : rows_) {
    const int area = area_of_row_[row];
    if (area == kRowLeftOut) continue;
    const double* log_p = tables_.LogP(row);
    if (area == kRowOfNoArea) {
      for (int q = 0; q < nodes; ++q) {
        posterior_[q] += log_p[tables_.offset + q];
      }
      continue;
    }
    const int reach = std::max(1, tables_.delta[area].reach());
    const int first = tables_.offset - reach;
    const int last = tables_.offset + nodes + reach;
    if (slot_[area] < 0) {
      slot_[area] = static_cast<int>(met_.size());
      met_.push_back(area);
      AlignedVector& sums = sums_[slot_[area]];
      sums.resize(tables_.sums.size);
      std::copy(log_p + first, log_p + last, sums.begin() + first);
      continue;
    }
    double* sums = sums_[slot_[area]].data();
    for (int u = first; u < last; ++u) sums[u] += log_p[u];
  }
}

double PersonAreas::Compute(absl::Span<const uint16_t> rows, int group) {
  rows_ = rows;
  const double* density = tables_.LogDensity(group);
  std::copy(density, density + tables_.nodes.size, posterior_.begin());
  AddAnswers();
  for (size_t i = 0; i < met_.size(); ++i) {
    integrals_[i].AddTo(tables_.delta[met_[i]], tables_.spacing,
                        sums_[i].data(), tables_.offset,
                        absl::MakeSpan(posterior_));
  }
  const double log_likelihood = Normalise();
  std::copy(posterior_.begin() + begin_, posterior_.begin() + end_,
            on_sums_.begin() + tables_.offset + begin_);
  for (size_t i = 0; i < met_.size(); ++i) {
    integrals_[i].Spread(posterior_, begin_, end_);
  }
  return log_likelihood;
}

// From logarithms to probabilities; returns the logarithm of their sum.
double PersonAreas::Normalise() {
  const double largest =
      *std::max_element(posterior_.begin(), posterior_.end());
  double sum = 0;
  begin_ = tables_.nodes.size;
  end_ = 0;
  for (int q = 0; q < tables_.nodes.size; ++q) {
    const double distance = posterior_[q] - largest;
    posterior_[q] = distance < -kNegligible ? 0 : std::exp(distance);
    if (posterior_[q] == 0) continue;
    sum += posterior_[q];
    begin_ = std::min(begin_, q);
    end_ = q + 1;
  }
  for (double& p : posterior_) p /= sum;
  return largest + std::log(sum);
}

}  // namespace adaptest
