#include "engine/ability/scan_tables.h"

#include <cmath>

#include "engine/ability/likelihood.h"

namespace adaptest {

ScanTables::ScanTables(const ItemBank& bank, absl::Span<const int> items,
                       double lower, double upper)
    : bank_(bank), points_(lower, upper), rows_(bank.size()) {
  size_t bytes = 0;
  for (const int item : items) {
    Rows& rows = rows_[item];
    const int categories = NumCategories(bank.item(item));
    bytes += points_.size() *
             (categories * sizeof(CurvePoint) + sizeof(InformationCurves));
    if (bytes > kMaxBytes) break;
    for (int k = 0; k < categories; ++k) {
      const ScoredAnswer answer = {item, k};
      for (int i = 0; i < points_.size(); ++i) {
        rows.likelihood.push_back(
            LikelihoodAt(bank, {&answer, 1}, points_.theta(i)));
      }
    }
    const ScoredAnswer any = {item, 0};
    for (int i = 0; i < points_.size(); ++i) {
      rows.information.push_back(
          InformationAt(bank, {&any, 1}, points_.theta(i)));
    }
  }
}

std::optional<int> ScanTables::PointAt(double theta) const {
  const double lower = points_.theta(0);
  const double upper = points_.theta(points_.size() - 1);
  if (!(theta >= lower && theta <= upper)) return std::nullopt;
  const double share = (theta - lower) / (upper - lower);
  const int i = static_cast<int>(std::lround(share * (points_.size() - 1)));
  if (points_.theta(i) != theta) return std::nullopt;
  return i;
}

std::vector<CurvePoint> ScanTables::Likelihood(
    absl::Span<const ScoredAnswer> answers) const {
  std::vector<CurvePoint> sums(points_.size());
  for (const ScoredAnswer& answer : answers) {
    const auto& rows = rows_[answer.item].likelihood;
    const CurvePoint* row =
        rows.empty() ? nullptr : &rows[answer.category * points_.size()];
    for (int i = 0; i < points_.size(); ++i) {
      sums[i] = sums[i] + (row != nullptr ? row[i]
                                          : LikelihoodAt(bank_, {&answer, 1},
                                                         points_.theta(i)));
    }
  }
  return sums;
}

std::vector<InformationCurves> ScanTables::Information(
    absl::Span<const ScoredAnswer> answers) const {
  std::vector<InformationCurves> sums(points_.size());
  for (const ScoredAnswer& answer : answers) {
    const auto& row = rows_[answer.item].information;
    for (int i = 0; i < points_.size(); ++i) {
      sums[i] = sums[i] + (row.empty() ? InformationAt(bank_, {&answer, 1},
                                                       points_.theta(i))
                                       : row[i]);
    }
  }
  return sums;
}

LikelihoodScan::LikelihoodScan(const ItemBank& bank,
                               absl::Span<const ScoredAnswer> answers,
                               const EstimationSettings& settings)
    : bank_(bank), answers_(answers), tables_(settings.scan) {
  if (tables_ != nullptr) sums_ = tables_->Likelihood(answers);
}

CurvePoint LikelihoodScan::At(double theta) const {
  if (tables_ != nullptr) {
    if (const auto point = tables_->PointAt(theta)) return sums_[*point];
  }
  return LikelihoodAt(bank_, answers_, theta);
}

InformationScan::InformationScan(const ItemBank& bank,
                                 absl::Span<const ScoredAnswer> answers,
                                 const EstimationSettings& settings)
    : bank_(bank), answers_(answers), tables_(settings.scan) {
  if (tables_ != nullptr) sums_ = tables_->Information(answers);
}

InformationCurves InformationScan::At(double theta) const {
  if (tables_ != nullptr) {
    if (const auto point = tables_->PointAt(theta)) return sums_[*point];
  }
  return InformationAt(bank_, answers_, theta);
}

}  // namespace adaptest
