#include "calibration/optimizer.h"

#include <algorithm>
#include <cmath>

#include "calibration/maximization.h"
#include "calibration/newton_step.h"

namespace adaptest {
namespace {

// EM goes on while a cycle gains more than this share of the log posterior.
constexpr double kGainOfCycle = 1e-4;
constexpr int kMinCycles = 3;
constexpr int kMaxCycles = 40;
// A value lower by this share of itself is the same value.
constexpr double kRounding = 1e-13;
constexpr int kHalvings = 12;
// Newton steps are iterated to this share of the tolerance.
constexpr double kSafety = 0.01;
// The residual, relative to the gradient, with which early steps are solved.
constexpr double kFirstResidual = 0.1;

class Optimizer {
 public:
  Optimizer(MarginalPosterior& posterior, const OptimizerOptions& options)
      : f_(posterior), options_(options) {}

  Optimum Run(absl::Span<const double> start);

 private:
  bool MayGoOn() const { return iterations_ < options_.max_iterations; }
  void Report(absl::string_view phase, double change);
  double EmCycle();  // the gain
  void RunEm();
  bool NewtonIteration();  // false: finished
  bool Search(const NewtonStep& newton);
  void Settle(const NewtonStep& newton);

  MarginalPosterior& f_;
  const OptimizerOptions& options_;
  Optimum optimum_;
  int iterations_ = 0;
  bool stuck_ = false;
};

double MaxChange(const std::vector<double>& x, const std::vector<double>& y) {
  double change = 0;
  for (size_t j = 0; j < x.size(); ++j) {
    change = std::max(change, std::abs(x[j] - y[j]));
  }
  return change;
}

void Optimizer::Report(absl::string_view phase, double change) {
  ++iterations_;
  if (!options_.progress) return;
  options_.progress({iterations_, phase, f_.value(), change});
}

double Optimizer::EmCycle() {
  const double before = f_.value();
  const std::vector<double> from = f_.x();
  f_.MoveTo(Maximize(f_));
  f_.ComputeGradient();
  Report("em", MaxChange(from, f_.x()));
  return f_.value() - before;
}

void Optimizer::RunEm() {
  for (int cycle = 0; cycle < kMaxCycles && MayGoOn(); ++cycle) {
    const double gain = EmCycle();
    if (cycle + 1 < kMinCycles) continue;
    if (gain <= kGainOfCycle * std::abs(f_.value())) break;
  }
}

// Tries the step, and halves of it, clamped to the ranges.
bool Optimizer::Search(const NewtonStep& newton) {
  const std::vector<double> from = f_.x();
  const double lowest = f_.value() - kRounding * std::abs(f_.value());
  std::vector<double> to(from.size());
  double share = 1;
  for (int halving = 0; halving <= kHalvings; ++halving, share /= 2) {
    for (size_t j = 0; j < from.size(); ++j) {
      const FreeParameter& p = f_.parameters().parameters[j];
      to[j] = std::clamp(from[j] + share * newton.step[j], p.lower, p.upper);
    }
    f_.MoveTo(to);
    if (!(f_.value() >= lowest)) continue;
    f_.ComputeGradient();
    Report("newton", MaxChange(from, to));
    return true;
  }
  f_.MoveTo(from);
  f_.ComputeGradient();
  return false;
}

void Optimizer::Settle(const NewtonStep& newton) {
  optimum_.max_step = newton.max_change;
  optimum_.held = newton.held;
  optimum_.converged =
      newton.is_concave && newton.max_change <= options_.tolerance;
}

bool Optimizer::NewtonIteration() {
  f_.ComputeCurvature();
  NewtonStep newton = SolveNewton(f_, kFirstResidual);
  const double goal = kSafety * options_.tolerance;
  if (newton.max_change <= goal || stuck_ || !MayGoOn()) {
    if (newton.residual > kFinalResidual) {
      newton = SolveNewton(f_, kFinalResidual);
    }
    Settle(newton);
    if (newton.max_change <= goal || stuck_ || !MayGoOn()) return false;
  }
  const double before = f_.value();
  const double change = newton.max_change;
  const bool moved = Search(newton);
  if (!moved || !newton.is_concave) EmCycle();
  // Neither rises beyond rounding: this is as close as arithmetic comes.
  const bool gained = f_.value() > before + kRounding * std::abs(before);
  stuck_ = !gained && (!moved || change <= options_.tolerance);
  return true;
}

Optimum Optimizer::Run(absl::Span<const double> start) {
  f_.MoveTo(start);
  f_.ComputeGradient();
  RunEm();
  while (NewtonIteration()) {
  }
  optimum_.x = f_.x();
  optimum_.iterations = iterations_;
  for (size_t j = 0; j < optimum_.x.size(); ++j) {
    if (optimum_.held[j]) continue;
    optimum_.max_gradient =
        std::max(optimum_.max_gradient, std::abs(f_.gradient()[j]));
  }
  return optimum_;
}

}  // namespace

Optimum FindOptimum(MarginalPosterior& posterior,
                    absl::Span<const double> start,
                    const OptimizerOptions& options) {
  return Optimizer(posterior, options).Run(start);
}

}  // namespace adaptest
