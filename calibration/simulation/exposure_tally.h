#ifndef ADAPTEST_CALIBRATION_SIMULATION_EXPOSURE_TALLY_H_
#define ADAPTEST_CALIBRATION_SIMULATION_EXPOSURE_TALLY_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "calibration/simulation/examinee.h"
#include "calibration/simulation/running_moments.h"
#include "engine/item_bank.h"

namespace adaptest {

// How a study used one item.
struct ItemUse {
  // Bounds between segments of true ability; a bound is of the one above it.
  static constexpr std::array<double, 3> kBounds = {-1, 0, 1};

  int64_t administered = 0;  // as a scored item
  int64_t pretested = 0;     // as a pretest item
  RunningMean position;      // among all items given, from 1
  std::array<int64_t, kBounds.size() + 1> by_segment = {};  // scored
};

// Counts, as sessions come, what they gave of a bank.
class ExposureTally {
 public:
  // `examinees` is how many will be added.
  ExposureTally(int num_items, int64_t examinees);

  void Add(const SimulatedExaminee& examinee);

  int64_t examinees() const { return added_; }
  const std::vector<ItemUse>& items() const { return items_; }
  const auto& examinees_by_segment() const { return by_segment_; }

  // The largest share of the examinees that an item was given to as a scored
  // item.
  Statistic MaxExposure() const;

  // The mean over pairs of persons of their common scored items, as a share of
  // a person's: sum over items of m (m - 1) / (L n (n - 1)), m the times an
  // item was given, L the mean length (Chen, Ankenmann & Spray, 2003). Its
  // standard error is from ten parts of the examinees.
  Statistic MeanOverlap() const;

 private:
  static constexpr int kParts = 10;

  // What a part of the examinees was given.
  struct Part {
    int64_t examinees = 0;
    std::vector<int64_t> times;  // [item]
  };

  static double Overlap(const Part& part);

  int64_t expected_;
  int64_t added_ = 0;
  std::vector<ItemUse> items_;
  std::array<int64_t, ItemUse::kBounds.size() + 1> by_segment_ = {};
  std::array<Part, kParts> parts_;  // in the order of the examinees
};

// items.csv of a study: a row an item of the bank, those never given too.
// With `label` there is a first column `exam`, which holds it.
std::string ItemUseHeader(bool with_exam);
std::string WriteItemUse(const ItemBank& bank, const ExposureTally& tally,
                         const std::string* label);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_SIMULATION_EXPOSURE_TALLY_H_
