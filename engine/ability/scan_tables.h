#ifndef ADAPTEST_ENGINE_ABILITY_SCAN_TABLES_H_
#define ADAPTEST_ENGINE_ABILITY_SCAN_TABLES_H_

#include <cstddef>
#include <optional>
#include <vector>

#include "absl/types/span.h"
#include "engine/ability/ability_estimate.h"
#include "engine/ability/global_maximum.h"
#include "engine/ability/information_curve.h"
#include "engine/ability/likelihood.h"
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

  // out = sums over the answers at every point.
  void Sum(absl::Span<const ScoredAnswer> answers,
           std::vector<CurvePoint>& out) const;
  void Sum(absl::Span<const ScoredAnswer> answers,
           std::vector<InformationCurves>& out) const;

 private:
  struct Rows {
    std::vector<CurvePoint> likelihood;          // [category][point]
    std::vector<InformationCurves> information;  // [point]
  };

  template <class Curve>
  using Evaluate = Curve (*)(const ItemBank&, absl::Span<const ScoredAnswer>,
                             double);

  // Adds an answer's row, or its curve where it has none.
  template <class Curve>
  void AddCurve(const Curve* row, Evaluate<Curve> evaluate,
                const ScoredAnswer& answer, std::vector<Curve>& out) const;

  const ItemBank& bank_;
  ScanPoints points_;
  std::vector<Rows> rows_;  // [item of the bank], empty where there is none
};

// The curve of one person's answers at many points, by `kEvaluate`. Where
// `settings` has tables, their rows are added once, for every point of a scan.
// Refers to bank, answers and tables.
template <class Curve,
          Curve (*kEvaluate)(const ItemBank&, absl::Span<const ScoredAnswer>,
                             double)>
class AnswerScan {
 public:
  AnswerScan(const ItemBank& bank, absl::Span<const ScoredAnswer> answers,
             const EstimationSettings& settings)
      : bank_(bank), answers_(answers), tables_(settings.scan) {
    if (tables_ != nullptr) tables_->Sum(answers, sums_);
  }

  Curve At(double theta) const {
    if (tables_ != nullptr) {
      if (const auto point = tables_->PointAt(theta)) return sums_[*point];
    }
    return kEvaluate(bank_, answers_, theta);
  }

 private:
  const ItemBank& bank_;
  absl::Span<const ScoredAnswer> answers_;
  const ScanTables* tables_;  // may be null
  std::vector<Curve> sums_;
};

using LikelihoodScan = AnswerScan<CurvePoint, &LikelihoodAt>;
using InformationScan = AnswerScan<InformationCurves, &InformationAt>;

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_ABILITY_SCAN_TABLES_H_
