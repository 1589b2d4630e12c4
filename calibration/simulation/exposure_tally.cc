#include "calibration/simulation/exposure_tally.h"

#include <algorithm>
#include <cmath>

namespace adaptest {
namespace {

size_t SegmentOf(double theta) {
  const auto& bounds = ItemUse::kBounds;
  return std::upper_bound(bounds.begin(), bounds.end(), theta) - bounds.begin();
}

}  // namespace

ExposureTally::ExposureTally(int num_items, int64_t examinees)
    : expected_(examinees), items_(num_items) {
  for (Part& part : parts_) part.times.assign(num_items, 0);
}

void ExposureTally::Add(const SimulatedExaminee& examinee) {
  Part& part =
      parts_[std::min<int64_t>(added_ * kParts / expected_, kParts - 1)];
  const size_t segment = SegmentOf(examinee.theta);
  ++added_;
  ++part.examinees;
  ++by_segment_[segment];
  int position = 0;
  for (const GivenItem& given : examinee.given) {
    ItemUse& use = items_[given.item];
    use.position.Add(++position);
    if (!given.scored) {
      ++use.pretested;
      continue;
    }
    ++use.administered;
    ++use.by_segment[segment];
    ++part.times[given.item];
  }
}

Statistic ExposureTally::MaxExposure() const {
  int64_t most = 0;
  for (const ItemUse& use : items_) most = std::max(most, use.administered);
  return Share(most, added_);
}

double ExposureTally::Overlap(const Part& part) {
  double pairs = 0;
  double given = 0;
  for (const int64_t times : part.times) {
    const double m = static_cast<double>(times);
    pairs += m * (m - 1);
    given += m;
  }
  return pairs / (given * static_cast<double>(part.examinees - 1));
}

Statistic ExposureTally::MeanOverlap() const {
  if (added_ < 2 * kParts) return {};
  Part all{added_, {}};
  for (const ItemUse& use : items_) all.times.push_back(use.administered);
  RunningMean parts;
  for (const Part& part : parts_) parts.Add(Overlap(part));
  return {Overlap(all), parts.Mean().standard_error};
}

}  // namespace adaptest
