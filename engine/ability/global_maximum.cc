#include "engine/ability/global_maximum.h"

#include <cmath>

namespace adaptest {
namespace {

constexpr double kTolerance = 1e-12;
constexpr int kMaxSteps = 120;
constexpr int kNewtonSteps = 8;  // then every other step halves the bracket

using Curve = absl::FunctionRef<CurvePoint(double)>;

struct Point {
  double theta;
  CurvePoint f;
};

// How much f's value rises between two neighbouring points.
using Rise = double (*)(const Point& from, const Point& to);

double RiseOfValue(const Point& from, const Point& to) {
  return to.f.value - from.f.value;
}

double IntegralOfSlope(const Point& from, const Point& to) {
  const double h = to.theta - from.theta;
  return h * (0.5 * (from.f.slope + to.f.slope) +
              h / 12 * (from.f.curvature - to.f.curvature));
}

// The root of the slope in [lower, upper], where it falls from positive to
// not positive: Newton's steps, or halving where a step leaves the bracket.
Point MaximumBetween(Curve f, double lower, double upper) {
  Point point = {0.5 * (lower + upper), {}};
  point.f = f(point.theta);
  for (int i = 0; i < kMaxSteps && upper - lower > kTolerance; ++i) {
    if (point.f.slope == 0) break;
    (point.f.slope > 0 ? lower : upper) = point.theta;
    double next = point.theta - point.f.slope / point.f.curvature;
    const bool halve = i >= kNewtonSteps && i % 2 == 0;
    if (halve || !(point.f.curvature < 0 && next > lower && next < upper)) {
      next = 0.5 * (lower + upper);
    }
    const double step = std::abs(next - point.theta);
    point = {next, f(next)};
    if (step < kTolerance) break;
  }
  return point;
}

struct Candidate {
  double theta;
  double value;
};

// What a scan of [lower, upper] finds. Values count from that at `lower`.
struct Scan {
  bool flat = true;                // the slope is 0 wherever it was looked at
  std::optional<Candidate> inner;  // the best maximum between the bounds
  std::optional<Candidate> upper;  // where f rises towards the upper bound
};

Scan ScanMaxima(Curve f, Rise rise, double lower, double upper) {
  const ScanPoints points(lower, upper);
  Scan scan;
  Point left = {lower, f(lower)};
  std::optional<Candidate> summit;  // found, but f has not fallen yet
  double value = 0;
  scan.flat = left.f.slope == 0;
  for (int i = 1; i < points.size(); ++i) {
    const double theta = points.theta(i);
    const Point right = {theta, f(theta)};
    scan.flat = scan.flat && right.f.slope == 0;
    if (left.f.slope > 0 && right.f.slope <= 0) {
      const Point found = MaximumBetween(f, left.theta, right.theta);
      summit = {found.theta, value + rise(left, found)};
    }
    if (summit && right.f.slope < 0) {
      if (!scan.inner || summit->value > scan.inner->value) scan.inner = summit;
      summit.reset();
    }
    value += rise(left, right);
    left = right;
  }
  if (summit) scan.upper = {upper, summit->value};
  if (left.f.slope > 0) scan.upper = {upper, value};
  return scan;
}

}  // namespace

std::optional<double> GlobalMaximum(Curve f, double lower, double upper) {
  const Scan scan = ScanMaxima(f, RiseOfValue, lower, upper);
  if (scan.flat) return std::nullopt;
  Candidate best = {lower, 0};
  for (const auto& rival : {scan.inner, scan.upper}) {
    if (rival && rival->value > best.value) best = *rival;
  }
  return best.theta;
}

std::optional<double> GlobalRoot(absl::FunctionRef<EquationPoint(double)> g,
                                 double lower, double upper) {
  const auto slopes = [&](double theta) {
    const EquationPoint point = g(theta);
    return CurvePoint{0, point.value, point.slope};
  };
  const Scan scan = ScanMaxima(slopes, IntegralOfSlope, lower, upper);
  if (scan.flat) return std::nullopt;
  if (scan.inner) return scan.inner->theta;
  return scan.upper && scan.upper->value > 0 ? upper : lower;
}

}  // namespace adaptest
