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
            adaptest::LikelihoodAt(bank, {&answer, 1}, points_.theta(i)));
      }
    }
    const ScoredAnswer any = {item, 0};
    for (int i = 0; i < points_.size(); ++i) {
      rows.information.push_back(
          adaptest::InformationAt(bank, {&any, 1}, points_.theta(i)));
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

CurvePoint ScanTables::LikelihoodAt(absl::Span<const ScoredAnswer> answers,
                                    double theta) const {
  const std::optional<int> point = PointAt(theta);
  CurvePoint sum;
  for (const ScoredAnswer& answer : answers) {
    const auto& row = rows_[answer.item].likelihood;
    sum = sum + (point && !row.empty()
                     ? row[answer.category * points_.size() + *point]
                     : adaptest::LikelihoodAt(bank_, {&answer, 1}, theta));
  }
  return sum;
}

InformationCurves ScanTables::InformationAt(
    absl::Span<const ScoredAnswer> answers, double theta) const {
  const std::optional<int> point = PointAt(theta);
  InformationCurves sum;
  for (const ScoredAnswer& answer : answers) {
    const auto& row = rows_[answer.item].information;
    const InformationCurves one =
        point && !row.empty()
            ? row[*point]
            : adaptest::InformationAt(bank_, {&answer, 1}, theta);
    sum.information = sum.information + one.information;
    sum.warm += one.warm;
    sum.warm_slope += one.warm_slope;
  }
  return sum;
}

CurvePoint LikelihoodAt(const ItemBank& bank,
                        absl::Span<const ScoredAnswer> answers, double theta,
                        const EstimationSettings& settings) {
  if (settings.scan != nullptr) {
    return settings.scan->LikelihoodAt(answers, theta);
  }
  return LikelihoodAt(bank, answers, theta);
}

InformationCurves InformationAt(const ItemBank& bank,
                                absl::Span<const ScoredAnswer> answers,
                                double theta,
                                const EstimationSettings& settings) {
  if (settings.scan != nullptr) {
    return settings.scan->InformationAt(answers, theta);
  }
  return InformationAt(bank, answers, theta);
}

}  // namespace adaptest
