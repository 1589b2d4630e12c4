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

  // As the functions of these names, at any theta.
  CurvePoint LikelihoodAt(absl::Span<const ScoredAnswer> answers,
                          double theta) const;
  InformationCurves InformationAt(absl::Span<const ScoredAnswer> answers,
                                  double theta) const;

 private:
  struct Rows {
    std::vector<CurvePoint> likelihood;          // [category][point]
    std::vector<InformationCurves> information;  // [point]
  };

  // The scanned point that theta is, or nothing.
  std::optional<int> PointAt(double theta) const;

  const ItemBank& bank_;
  ScanPoints points_;
  std::vector<Rows> rows_;  // [item of the bank], empty where there is none
};

// Likelihood and information curves by the tables of `settings`, where it has
// them.
CurvePoint LikelihoodAt(const ItemBank& bank,
                        absl::Span<const ScoredAnswer> answers, double theta,
                        const EstimationSettings& settings);
InformationCurves InformationAt(const ItemBank& bank,
                                absl::Span<const ScoredAnswer> answers,
                                double theta,
                                const EstimationSettings& settings);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_ABILITY_SCAN_TABLES_H_
