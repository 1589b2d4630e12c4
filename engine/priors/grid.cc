#include "engine/priors/grid.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

template <class... Args>
absl::Status Refuse(const Args&... args) {
  return absl::InvalidArgumentError(absl::StrCat("rule grid: ", args...));
}

}  // namespace

absl::StatusOr<GridPrior> GridPrior::Make(const Rule& rule) {
  RETURN_IF_ERROR(ReadOptions(rule, {}).status());
  if (!rule.rules.empty()) return Refuse("takes no rules inside it");
  const size_t count = rule.parameters.size();
  if (count < 2 || count > kMaxPoints) {
    return Refuse(count, " points; allowed: 2 to ", kMaxPoints);
  }
  std::vector<Point> points;
  double largest = 0;
  for (const auto& [text, density] : rule.parameters) {
    double theta = 0;
    if (!absl::SimpleAtod(text, &theta) || !(std::abs(theta) <= kMaxTheta)) {
      return Refuse("parameter \"", text, "\" is not a theta in [-", kMaxTheta,
                    ", ", kMaxTheta, "]");
    }
    if (!(density >= 0 && std::isfinite(density))) {
      return Refuse("density at theta ", text, " = ", density,
                    " is negative or not finite");
    }
    points.push_back({theta, density});
    largest = std::max(largest, density);
  }
  if (largest == 0) return Refuse("the density is 0 at every theta");
  std::sort(points.begin(), points.end(),
            [](const Point& p, const Point& q) { return p.theta < q.theta; });
  for (size_t i = 0; i < count; ++i) {
    if (i > 0 && points[i].theta == points[i - 1].theta) {
      return Refuse("theta ", points[i].theta, " occurs twice");
    }
    points[i].density /= largest;
  }
  return GridPrior(std::move(points));
}

GridPrior::GridPrior(std::vector<Point> points) : points_(std::move(points)) {}

CurvePoint GridPrior::LogDensity(double theta) const {
  const CurvePoint least = {std::log(kLeastDensity), 0, 0};
  if (theta < points_.front().theta || theta > points_.back().theta) {
    return least;
  }
  // The first point above theta; the last cell is closed on the right.
  auto right = std::upper_bound(
      points_.begin() + 1, points_.end() - 1, theta,
      [](double t, const Point& point) { return t < point.theta; });
  const Point& left = *(right - 1);
  const double slope =
      (right->density - left.density) / (right->theta - left.theta);
  const double density = left.density + slope * (theta - left.theta);
  if (!(density > kLeastDensity)) return least;
  const double ratio = slope / density;
  return {std::log(density), ratio, -ratio * ratio};
}

}  // namespace adaptest
