#include "calibration/areas/area_optimizer.h"

#include <algorithm>
#include <cmath>

#include "calibration/areas/area_step.h"

namespace adaptest {
namespace {

// A value lower by this share of itself is the same value.
constexpr double kAreaRounding = 1e-13;
constexpr int kAreaHalvings = 12;
constexpr int kFirstEmSteps = 2;
// Iterations go on to this share of the tolerance.
constexpr double kAreaSafety = 0.1;
// Where steps shrink by less than this, a few in a row, the information is
// computed anew.
constexpr double kSlowlyShrinking = 0.5;
constexpr int kSlowSteps = 2;
// So many steps may fail to raise the value before the search gives up.
constexpr int kMaxIdle = 5;

class AreaOptimizer {
 public:
  AreaOptimizer(AreaMarginal& marginal, const OptimizerOptions& options)
      : f_(marginal), options_(options) {}

  AreaOptimum Run(absl::Span<const double> start);

 private:
  bool MayGoOn() {
    if (options_.stop && options_.stop()) optimum_.stopped = true;
    return !optimum_.stopped && iterations_ < options_.max_iterations;
  }
  bool Search(const AreaStep& step, absl::string_view phase);
  void RefreshInformation();
  bool Iterate();  // false: at the end of the search
  void Finish();

  AreaMarginal& f_;
  const OptimizerOptions& options_;
  AreaOptimum optimum_;
  int iterations_ = 0;
  SecantPairs pairs_;
  AreaStepInformation information_;
  bool is_fresh_ = false;  // the information is that at y
  double last_change_ = 0;
  int slow_steps_ = 0;
  int idle_ = 0;
};

std::vector<double> Less(std::vector<double> x, const std::vector<double>& y) {
  for (size_t j = 0; j < x.size(); ++j) x[j] -= y[j];
  return x;
}

// Tries the step, and halves of it. What it leaves behind is no lower.
bool AreaOptimizer::Search(const AreaStep& step, absl::string_view phase) {
  const std::vector<double> from = f_.y();
  const std::vector<double> gradient = f_.gradient();
  const double value = f_.value();
  const double rounding = kAreaRounding * std::abs(value);
  double share = 1;
  for (int halving = 0; halving <= kAreaHalvings; ++halving, share /= 2) {
    f_.MoveTo(BoundedAreaStep(f_, from, step.step, share));
    if (!(f_.value() >= value - rounding)) continue;
    f_.ComputeGradient();
    pairs_.Add(Less(f_.y(), from), Less(gradient, f_.gradient()));
    is_fresh_ = false;
    idle_ = f_.value() > value + rounding ? 0 : idle_ + 1;
    ++iterations_;
    if (options_.progress) {
      options_.progress({iterations_, phase, f_.value(),
                         LargestAreaChange(f_, from, f_.y()), f_.y()});
    }
    return true;
  }
  f_.MoveTo(from);
  f_.ComputeGradient();
  return false;
}

void AreaOptimizer::RefreshInformation() {
  information_.Refresh(f_);
  is_fresh_ = true;
  slow_steps_ = 0;
}

bool AreaOptimizer::Iterate() {
  AreaStep step = QuasiNewtonStep(f_, information_, &pairs_);
  slow_steps_ =
      step.max_change > kSlowlyShrinking * last_change_ ? slow_steps_ + 1 : 0;
  if (slow_steps_ >= kSlowSteps && !is_fresh_) {
    RefreshInformation();
    step = QuasiNewtonStep(f_, information_, &pairs_);
  }
  last_change_ = step.max_change;
  if (step.max_change <= kAreaSafety * options_.tolerance) return false;
  if (Search(step, "areas")) return idle_ < kMaxIdle;
  pairs_.Clear();
  RefreshInformation();
  if (Search(QuasiNewtonStep(f_, information_, nullptr), "areas")) return true;
  return Search(EmGradientStep(f_), "em") && idle_ < kMaxIdle;
}

// Whether the gradient confirms that this is the maximum.
void AreaOptimizer::Finish() {
  if (!is_fresh_) RefreshInformation();
  const AreaStep step = QuasiNewtonStep(f_, information_, nullptr);
  optimum_.y = f_.y();
  optimum_.iterations = iterations_;
  optimum_.held = step.held;
  optimum_.max_step = step.max_change;
  optimum_.converged = step.max_change <= options_.tolerance;
  optimum_.information = information_.information();
  optimum_.max_gradient = 0;
  for (int j = 0; j < f_.size(); ++j) {
    if (step.held[j]) continue;
    const bool is_variance = j >= f_.num_item_parameters();
    const double unit = is_variance ? 2 * std::sqrt(f_.y()[j]) : 1;
    optimum_.max_gradient =
        std::max(optimum_.max_gradient, unit * std::abs(f_.gradient()[j]));
  }
}

AreaOptimum AreaOptimizer::Run(absl::Span<const double> start) {
  f_.MoveTo(start);
  f_.ComputeGradient();
  for (int i = 0; i < kFirstEmSteps && MayGoOn(); ++i) {
    if (!Search(EmGradientStep(f_), "em")) break;
  }
  pairs_.Clear();
  RefreshInformation();
  do {
    while (MayGoOn() && Iterate()) {
    }
    Finish();
  } while (!optimum_.converged && MayGoOn() && idle_ < kMaxIdle &&
           Search(QuasiNewtonStep(f_, information_, nullptr), "areas"));
  return optimum_;
}

}  // namespace

AreaOptimum FindAreaOptimum(AreaMarginal& marginal,
                            absl::Span<const double> start,
                            const OptimizerOptions& options) {
  return AreaOptimizer(marginal, options).Run(start);
}

}  // namespace adaptest
