#include "calibration/profile_intervals.h"

#include <algorithm>
#include <cmath>

#include "engine/math/normal.h"

namespace adaptest {
namespace {

constexpr int kMaxTrials = 25;
// Of the root of twice the fall; 1e-3 moves the ends by as little of a standard
// error.
constexpr double kPrecision = 1e-3;
// The first trial is this share of the parameter's range away.
constexpr double kFirstShare = 0.02;

class Profiler {
 public:
  Profiler(MarginalPosterior& posterior, const Optimum& optimum,
           const OptimizerOptions& options, double confidence)
      : posterior_(posterior),
        optimum_(optimum),
        options_(options),
        best_(posterior.value()),
        quantile_(NormalQuantile((1 + confidence) / 2)) {
    options_.progress = nullptr;
    options_.first_cycles = 0;
    options_.begin_in_single = false;
  }

  ProfileInterval Find(int curve, int j) {
    return {curve, j, End(j, -1), End(j, 1)};
  }

 private:
  double RootOfFall(int j, double value, std::vector<double>& x);
  double End(int j, int side);

  MarginalPosterior& posterior_;
  const Optimum& optimum_;
  OptimizerOptions options_;
  double best_;
  double quantile_;
};

// sqrt(2 (max f - f at its maximum given the value)); x is where that is.
double Profiler::RootOfFall(int j, double value, std::vector<double>& x) {
  FreeParameters given = posterior_.parameters();
  given.parameters[j].lower = value;
  given.parameters[j].upper = value;
  x[j] = value;
  MarginalPosterior profile(given, posterior_.expectation());
  x = FindOptimum(profile, x, options_).x;
  return std::sqrt(std::max(0.0, 2 * (best_ - profile.value())));
}

// The root of the fall is nearly linear in the value: false position, in its
// Illinois form (Dowell & Jarratt, 1971), finds where it is the quantile.
double Profiler::End(int j, int side) {
  const FreeParameter& p = posterior_.parameters().parameters[j];
  const double bound = side < 0 ? p.lower : p.upper;
  double inside = optimum_.x[j], below = -quantile_;
  std::vector<double> x = optimum_.x;
  const double range = p.upper - p.lower;
  double outside = inside, above = below;
  for (double share = kFirstShare; above < 0; share *= 2) {
    if (outside == bound) return bound;
    outside =
        std::clamp(optimum_.x[j] + side * share * range, p.lower, p.upper);
    above = RootOfFall(j, outside, x) - quantile_;
    if (above < 0) {
      inside = outside;
      below = above;
    }
  }
  int last = 0;
  double value = outside;
  for (int trial = 0; trial < kMaxTrials; ++trial) {
    value = (inside * above - outside * below) / (above - below);
    const double fall = RootOfFall(j, value, x) - quantile_;
    if (std::abs(fall) < kPrecision) break;
    if (fall < 0) {
      inside = value;
      below = fall;
      if (last < 0) above /= 2;
      last = -1;
    } else {
      outside = value;
      above = fall;
      if (last > 0) below /= 2;
      last = 1;
    }
  }
  return value;
}

}  // namespace

std::vector<ProfileInterval> FindProfileIntervals(
    MarginalPosterior& posterior, const Optimum& optimum,
    const std::string& parameter, const OptimizerOptions& options,
    double confidence) {
  const FreeParameters& parameters = posterior.parameters();
  Profiler profiler(posterior, optimum, options, confidence);
  std::vector<ProfileInterval> intervals;
  for (int j = 0; j < parameters.size(); ++j) {
    const FreeParameter& p = parameters.parameters[j];
    if (p.curve < 0 || p.name != parameter) continue;
    intervals.push_back(profiler.Find(p.curve, j));
  }
  return intervals;
}

}  // namespace adaptest
