#include "engine/ability/scan_tables.h"

#include <cmath>

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

void ScanTables::Sum(absl::Span<const ScoredAnswer> answers,
                     std::vector<CurvePoint>& out) const {
  out.assign(points_.size(), {});
  for (const ScoredAnswer& answer : answers) {
    const auto& rows = rows_[answer.item].likelihood;
    const CurvePoint* row =
        rows.empty() ? nullptr : &rows[answer.category * points_.size()];
    AddCurve(row, &LikelihoodAt, answer, out);
  }
}

void ScanTables::Sum(absl::Span<const ScoredAnswer> answers,
                     std::vector<InformationCurves>& out) const {
  out.assign(points_.size(), {});
  for (const ScoredAnswer& answer : answers) {
    const auto& row = rows_[answer.item].information;
    AddCurve(row.empty() ? nullptr : row.data(), &InformationAt, answer, out);
  }
}

template <class Curve>
void ScanTables::AddCurve(const Curve* row, Evaluate<Curve> evaluate,
                          const ScoredAnswer& answer,
                          std::vector<Curve>& out) const {
  for (int i = 0; i < points_.size(); ++i) {
    out[i] = out[i] + (row != nullptr
                           ? row[i]
                           : evaluate(bank_, {&answer, 1}, points_.theta(i)));
  }
}

}  // namespace adaptest
