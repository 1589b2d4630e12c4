#ifndef ADAPTEST_ENGINE_ABILITY_SCAN_TABLES_H_
#define ADAPTEST_ENGINE_ABILITY_SCAN_TABLES_H_

#include <cstddef>
#include <optional>
#include <vector>

#include "absl/types/span.h"
#include "engine/ability/ability_estimate.h"
#include "engine/ability/global_maximum.h"
#include "engine/ability/information_curve.h"
#include "engine/item_bank.h"
#include "engine/math/curve_point.h"
#include "engine/scored_answer.h"

namespace adaptest {

// Curves of items at the points at which likelihoods are scanned for their
// maxima, so that scoring many persons adds rows instead of evaluating formulas
// at every point for each. Estimates are the same but for rounding. Refers to
// the bank, which must outlive it; otherwise immutable, and safe to share
// between threads.
class ScanTables {
 public:
  static constexpr size_t kMaxBytes = size_t{64} << 20;

  // For these items, indices into the bank; those beyond kMaxBytes of tables
  // are evaluated each time.
  ScanTables(const ItemBank& bank, absl::Span<const int> items, double lower,
             double upper);

  // The scanned point that theta is, or nothing.
  std::optional<int> PointAt(double theta) const;

  // Sums over the answers at every point.
  std::vector<CurvePoint> Likelihood(
      absl::Span<const ScoredAnswer> answers) const;
  std::vector<InformationCurves> Information(
      absl::Span<const ScoredAnswer> answers) const;

 private:
  struct Rows {
    std::vector<CurvePoint> likelihood;          // [category][point]
    std::vector<InformationCurves> information;  // [point]
  };

  const ItemBank& bank_;
  ScanPoints points_;
  std::vector<Rows> rows_;  // [item of the bank], empty where there is none
};

// LikelihoodAt and InformationAt for one person's answers at many points. Where
// `settings` has tables, their rows are added once, for every point of a scan.
// Refers to bank, answers and tables.
class LikelihoodScan {
 public:
  LikelihoodScan(const ItemBank& bank, absl::Span<const ScoredAnswer> answers,
                 const EstimationSettings& settings);

  CurvePoint At(double theta) const;

 private:
  const ItemBank& bank_;
  absl::Span<const ScoredAnswer> answers_;
  const ScanTables* tables_;  // may be null
  std::vector<CurvePoint> sums_;
};

class InformationScan {
 public:
  InformationScan(const ItemBank& bank, absl::Span<const ScoredAnswer> answers,
                  const EstimationSettings& settings);

  InformationCurves At(double theta) const;

 private:
  const ItemBank& bank_;
  absl::Span<const ScoredAnswer> answers_;
  const ScanTables* tables_;  // may be null
  std::vector<InformationCurves> sums_;
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_ABILITY_SCAN_TABLES_H_
