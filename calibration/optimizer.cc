#include "calibration/optimizer.h"

#include <algorithm>
#include <cmath>

#include "calibration/bounded_step.h"
#include "calibration/maximization.h"
#include "calibration/newton_step.h"

namespace adaptest {
namespace {

// A value lower by this share of itself is the same value.
constexpr double kRounding = 1e-13;
constexpr double kRoundingInSingle = 1e-8;
constexpr int kHalvings = 12;
// Newton steps that go on where the value no longer tells a difference.
constexpr int kMaxSettlings = 20;
// Steps are iterated to this share of the tolerance; on the way, in single
// precision, to the whole of it, and then to a larger share.
constexpr double kSafety = 0.01;
constexpr double kSafetyAfterSingle = 0.1;
// Where the decrement shrinks by less than this, so many times in succession,
// the approximate information is not good enough, and products with the Hessian
// are taken. In single precision there is much data, and they cost several
// times as much as a step without them.
constexpr double kSlow = 0.6;
constexpr int kSlowSteps = 1;
constexpr int kSlowStepsInSingle = 2;
// EM cycles at first, which stay on the way to the maximum where steps by
// curvature would not, end when they change no parameter by as much.
constexpr double kNear = 0.45;
// The residual, relative to the gradient, that products with the Hessian are
// taken for.
constexpr double kResidual = 0.05;
// The same for the last step, and the share of the tolerance below which that
// is small: less exactly known with much data. Few answers may tell so little
// that only a step that is solved for to the end is known to be small.
constexpr double kLastResidual = 1e-4;
constexpr double kSmall = 0.3;
// Gradients in single precision tell their change by shorter steps badly.
constexpr double kMinPairInSingle = 1e-4;

class Optimizer {
 public:
  Optimizer(MarginalPosterior& posterior, const OptimizerOptions& options)
      : f_(posterior),
        options_(options),
        precision_(options.begin_in_single ? Precision::kSingle
                                           : Precision::kDouble) {}

  Optimum Run(absl::Span<const double> start);

 private:
  bool MayGoOn() {
    if (options_.stop && options_.stop()) optimum_.stopped = true;
    return !optimum_.stopped && iterations_ < options_.max_iterations;
  }
  double Rounding() const {
    const double share =
        precision_ == Precision::kSingle ? kRoundingInSingle : kRounding;
    return share * std::abs(f_.value());
  }
  // A step that is as small as this ends the iterations.
  double Goal() const {
    const double share = precision_ == Precision::kSingle ? 1
                         : options_.begin_in_single       ? kSafetyAfterSingle
                                                          : kSafety;
    return share * options_.tolerance;
  }
  // Products need not be exact: gradients are.
  Precision ProductPrecision() const {
    return options_.begin_in_single ? Precision::kSingle : Precision::kDouble;
  }
  void MoveTo(absl::Span<const double> x);
  void Report(absl::string_view phase, double change);
  double EmCycle();  // the largest change of a parameter
  NewtonStep NextStep();
  bool Iterate();  // false: as close as this precision comes
  void GoOnInDouble();
  bool Search(const NewtonStep& newton, absl::string_view phase);
  bool Settle();

  MarginalPosterior& f_;
  const OptimizerOptions& options_;
  Precision precision_;
  Optimum optimum_;
  int iterations_ = 0;
  int settled_ = 0;
  double last_decrement_ = 0;
  SecantPairs pairs_;
  std::vector<double> untaken_;  // the last step, where it is small enough
  bool with_products_ = false;
  int slow_steps_ = 0;  // in succession
};

double MaxChange(const std::vector<double>& x, const std::vector<double>& y) {
  double change = 0;
  for (size_t j = 0; j < x.size(); ++j) {
    change = std::max(change, std::abs(x[j] - y[j]));
  }
  return change;
}

std::vector<double> Difference(std::vector<double> x,
                               const std::vector<double>& y) {
  for (size_t j = 0; j < x.size(); ++j) x[j] -= y[j];
  return x;
}

void Optimizer::MoveTo(absl::Span<const double> x) {
  f_.MoveTo(x, precision_);
  ++(precision_ == Precision::kSingle ? optimum_.passes_in_single
                                      : optimum_.passes_in_double);
}

void Optimizer::Report(absl::string_view phase, double change) {
  ++iterations_;
  if (!options_.progress) return;
  options_.progress({iterations_, phase, f_.value(), change, f_.x()});
}

double Optimizer::EmCycle() {
  const std::vector<double> from = f_.x();
  MoveTo(Maximize(f_));
  f_.ComputeGradient();
  const double change = MaxChange(from, f_.x());
  Report("em", change);
  return change;
}

// The step by the approximate information, or by Newton's method where that
// has proved slow.
NewtonStep Optimizer::NextStep() {
  NewtonStep step = SolveNewton(f_, {1, 0, precision_, &pairs_});
  const bool is_slow =
      last_decrement_ > 0 && step.decrement > kSlow * last_decrement_;
  slow_steps_ = is_slow ? slow_steps_ + 1 : 0;
  last_decrement_ = step.decrement;
  with_products_ =
      slow_steps_ >=
      (precision_ == Precision::kSingle ? kSlowStepsInSingle : kSlowSteps);
  if (!with_products_) return step;
  slow_steps_ = 0;
  f_.ComputeCurvature();
  return SolveNewton(f_, {kResidual, 0, ProductPrecision()});
}

// Tries the step, and halves of it, within the ranges.
bool Optimizer::Search(const NewtonStep& newton, absl::string_view phase) {
  const std::vector<double> from = f_.x();
  const std::vector<double> gradient = f_.gradient();
  const double lowest = f_.value() - Rounding();
  double share = 1;
  for (int halving = 0; halving <= kHalvings; ++halving, share /= 2) {
    MoveTo(BoundedStep(f_.parameters(), from, newton.step, share));
    if (!(f_.value() >= lowest)) continue;
    f_.ComputeGradient();
    const double change = MaxChange(from, f_.x());
    if (precision_ == Precision::kDouble || change >= kMinPairInSingle) {
      pairs_.Add(Difference(f_.x(), from), Difference(gradient, f_.gradient()));
    }
    Report(phase, change);
    return true;
  }
  MoveTo(from);
  f_.ComputeGradient();
  return false;
}

bool Optimizer::Iterate() {
  const NewtonStep step = NextStep();
  untaken_ = step.step;
  if (step.max_change <= Goal()) return false;
  untaken_.clear();
  const double before = f_.value();
  const bool moved = Search(step, with_products_ ? "newton" : "quasi-newton");
  if ((!moved || !step.is_concave) && MayGoOn()) EmCycle();
  // Neither rises beyond rounding: this is as close as arithmetic comes.
  const bool gained = f_.value() > before + Rounding();
  return gained || (moved && step.max_change > options_.tolerance);
}

void Optimizer::GoOnInDouble() {
  precision_ = Precision::kDouble;
  last_decrement_ = 0;
  std::vector<double> x = f_.x();
  if (!untaken_.empty()) x = BoundedStep(f_.parameters(), x, untaken_, 1);
  MoveTo(x);
  f_.ComputeGradient();
}

// Whether a full Newton step confirms that this is the maximum.
bool Optimizer::Settle() {
  f_.ComputeCurvature();
  const NewtonStep newton =
      options_.begin_in_single
          ? SolveNewton(f_, {kResidual, kSmall * options_.tolerance,
                             Precision::kSingle})
          : SolveNewton(f_, {.residual = kLastResidual});
  optimum_.max_step = newton.max_change;
  optimum_.held = newton.held;
  optimum_.step = newton.step;
  optimum_.converged = newton.is_concave &&
                       newton.max_change <= options_.tolerance &&
                       std::isfinite(f_.value());
  if (optimum_.converged || !MayGoOn()) return true;
  return !Search(newton, "newton") || ++settled_ > kMaxSettlings;
}

Optimum Optimizer::Run(absl::Span<const double> start) {
  MoveTo(start);
  f_.ComputeGradient();
  double change = kNear;
  for (int i = 0; i < options_.first_cycles && change >= kNear && MayGoOn();
       ++i) {
    change = EmCycle();
  }
  while (MayGoOn() && Iterate()) {
  }
  if (precision_ == Precision::kSingle) {
    GoOnInDouble();
    while (MayGoOn() && Iterate()) {
    }
  }
  while (!Settle()) {
    while (MayGoOn() && Iterate()) {
    }
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
