#ifndef ADAPTEST_CALIBRATION_AREAS_PERSON_AREAS_H_
#define ADAPTEST_CALIBRATION_AREAS_PERSON_AREAS_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "calibration/areas/area_integral.h"
#include "calibration/areas/area_tables.h"

namespace adaptest {

// The posterior of one person at a time, given the answers to items of all
// areas (bifactor model; Gibbons & Hedeker, 1992; Gibbons et al., 2007):
//
//   l(q) = log density of z_q + log-likelihood of items of no area at z_q
//          + sum over areas of log L_k(q)                  (area_integral.h)
//
// so that an integral over theta and all deviations is one sum for each area.
// Keeps its memory from person to person; each thread has one of its own.
class PersonAreas {
 public:
  // theta nodes whose posterior is below exp(-kNegligible) times the largest
  // one are dropped.
  static constexpr double kNegligible = 50;

  // area_of_row[row]: an area, kRowOfNoArea or kRowLeftOut. Both outlive this.
  PersonAreas(const AreaTables& tables, absl::Span<const int> area_of_row);

  // The posterior of a person of the group who gave these answers. Returns the
  // marginal log-likelihood.
  double Compute(absl::Span<const uint16_t> rows, int group);

  // Of theta: sums to 1, 0 outside [begin, end).
  absl::Span<const double> posterior() const { return posterior_; }
  int begin() const { return begin_; }
  int end() const { return end_; }

  // For every answer that counts: work(row, counts, begin, end), counts[u] the
  // posterior of theta + delta of the row's area, for u in [begin, end).
  template <class Work>
  void ForEachRow(const Work& work) const {
    for (const uint16_t row : rows_) {
      const int area = area_of_row_[row];
      if (area == kRowLeftOut) continue;
      if (area == kRowOfNoArea) {
        work(row, on_sums_.data(), begin_ + tables_.offset,
             end_ + tables_.offset);
        continue;
      }
      const AreaIntegral& of = integrals_[slot_[area]];
      work(row, of.counts(), of.counts_begin(), of.counts_end());
    }
  }

  // For every area with answers: work(area, slope), the derivative of the
  // person's log-likelihood in the variance of the area's deviation.
  template <class Work>
  void ForEachArea(const Work& work) const {
    for (size_t i = 0; i < met_.size(); ++i) {
      work(met_[i], integrals_[i].slope());
    }
  }

 private:
  void AddAnswers();
  double Normalise();

  const AreaTables& tables_;
  absl::Span<const int> area_of_row_;
  absl::Span<const uint16_t> rows_;
  std::vector<int> met_;                 // [slot] areas with answers
  std::vector<int> slot_;                // [area], -1 without answers
  std::vector<AlignedVector> sums_;      // [slot][u]
  std::vector<AreaIntegral> integrals_;  // [slot]
  std::vector<double> posterior_;        // [q]
  std::vector<double> on_sums_;          // [u], the posterior of theta
  int begin_ = 0;
  int end_ = 0;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_AREAS_PERSON_AREAS_H_
