#include "engine/exposure_control.h"

#include <algorithm>

#include "engine/random.h"
#include "engine/status_macros.h"

namespace adaptest {

absl::StatusOr<ExposureControl> MakeExposureControl(const Rule& rule,
                                                    const ItemBank& bank) {
  ASSIGN_OR_RETURN(ExposureControl control,
                   MakeByName<ExposureControl>("exposure", rule));
  RETURN_IF_ERROR(
      std::visit([&](auto& c) { return c.Prepare(bank); }, control));
  return control;
}

absl::string_view NameOf(const ExposureControl& control) {
  return std::visit([](const auto& c) { return c.kName; }, control);
}

int NumSegments(const ExposureControl& control) {
  return std::visit(
      [](const auto& c) {
        return static_cast<int>(c.SegmentBounds().size()) + 1;
      },
      control);
}

int SegmentOf(const ExposureControl& control, double theta) {
  const std::vector<double> bounds =
      std::visit([](const auto& c) { return c.SegmentBounds(); }, control);
  return static_cast<int>(
      std::upper_bound(bounds.begin(), bounds.end(), theta) - bounds.begin());
}

ExposureCounts NewCounts(const ExposureControl& control, int num_items) {
  return ExposureCounts(NumSegments(control), num_items);
}

HeldBack DrawHeldBack(const ExposureControl& control,
                      const ExposureCounts& counts, const ItemBank& bank,
                      absl::Span<const SeenItem> seen, uint64_t seed,
                      uint64_t stream) {
  Random random = Random::Stream(seed, stream);
  HeldBack held(NumSegments(control));
  for (size_t segment = 0; segment < held.size(); ++segment) {
    for (int i = 0; i < bank.size(); ++i) {
      const double u = random.Uniform();
      if (bank.item(i).status != ItemStatus::kOperational) continue;
      const double p = std::visit(
          [&](const auto& c) {
            return c.EligibleProbability(counts, static_cast<int>(segment), i);
          },
          control);
      if (u >= p) held[segment].push_back(i);
    }
  }
  if (const auto* no_repeat = std::get_if<NoRepeat>(&control)) {
    for (const SeenItem& item : seen) {
      if (no_repeat->HoldsBack(item)) held[0].push_back(item.item);
    }
    std::sort(held[0].begin(), held[0].end());
    held[0].erase(std::unique(held[0].begin(), held[0].end()), held[0].end());
  }
  return held;
}

void RecordTest(const ExposureControl& control, const ExposedTest& test,
                ExposureCounts& counts) {
  const int segment = SegmentOf(control, test.theta);
  const double fading =
      std::visit([](const auto& c) { return c.Fading(); }, control);
  counts.tests[segment] = fading * counts.tests[segment] + 1;
  counts.feasible[segment] =
      fading * counts.feasible[segment] + (test.feasible ? 1 : 0);
  for (int i = 0; i < counts.num_items; ++i) {
    const size_t at = counts.at(segment, i);
    counts.given[at] *= fading;
    const bool free = test.eligible[i] || !test.feasible;
    counts.eligible[at] = fading * counts.eligible[at] + (free ? 1 : 0);
  }
  for (const int item : test.given) counts.given[counts.at(segment, item)] += 1;
}

void AdjustGains(const ExposureControl& control, uint64_t seed, int num_given,
                 int length, absl::Span<double> gains) {
  std::visit(
      [&](const auto& c) {
        if constexpr (requires {
                        c.AdjustGains(seed, num_given, length, gains);
                      }) {
          c.AdjustGains(seed, num_given, length, gains);
        }
      },
      control);
}

}  // namespace adaptest
