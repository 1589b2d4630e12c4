#include "calibration/newton_step.h"

#include <algorithm>
#include <cmath>

#include "calibration/approximate_information.h"

namespace adaptest {
namespace {

// Curvature below this share of the expected one is none: the surface is flat
// to rounding, as it is where parameters are not identified.
constexpr double kFlat = 1e-11;
// The residual that will do where the step is small.
constexpr double kRoughResidual = 1.0 / 3;
constexpr int kMaxSolves = 20;  // each holds one more parameter at least

double Dot(const std::vector<double>& x, const std::vector<double>& y) {
  double sum = 0;
  for (size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
  return sum;
}

// out += scale x.
void AddTo(std::vector<double>& out, double scale,
           const std::vector<double>& x) {
  for (size_t i = 0; i < x.size(); ++i) out[i] += scale * x[i];
}

bool AtLower(const MarginalPosterior& f, size_t j) {
  return f.x()[j] <= f.parameters().parameters[j].lower;
}

bool AtUpper(const MarginalPosterior& f, size_t j) {
  return f.x()[j] >= f.parameters().parameters[j].upper;
}

// The largest change of a parameter by the step, within its range.
double MaxChange(const MarginalPosterior& f, const std::vector<double>& step) {
  double largest = 0;
  for (size_t j = 0; j < step.size(); ++j) {
    const FreeParameter& p = f.parameters().parameters[j];
    const double to = std::clamp(f.x()[j] + step[j], p.lower, p.upper);
    largest = std::max(largest, std::abs(to - f.x()[j]));
  }
  return largest;
}

// For the parameters that are not held.
NewtonStep Solve(MarginalPosterior& f, const std::vector<bool>& held,
                 const StepOptions& options) {
  const size_t n = f.x().size();
  NewtonStep result;
  result.step.assign(n, 0);
  result.held = held;
  std::vector<double> residual = f.gradient();
  for (size_t j = 0; j < n; ++j) residual[j] = held[j] ? 0 : residual[j];
  const ApproximateInformation preconditioner(f, held);
  std::vector<double> direction = preconditioner.Solve(residual);
  double square = Dot(residual, direction);
  result.decrement = std::sqrt(std::max(0.0, square));
  if (options.residual >= 1) {
    result.step = std::move(direction);
    if (options.pairs == nullptr) return result;
    const auto inverse = [&](const std::vector<double>& r) {
      return preconditioner.Solve(r);
    };
    result.step = options.pairs->Improve(inverse, held, std::move(residual));
    result.decrement = std::sqrt(std::max(0.0, Dot(result.step, f.gradient())));
    return result;
  }
  const double goal = square * options.residual * options.residual;
  const double rough_goal = square * kRoughResidual * kRoughResidual;
  double length = square;  // direction' M direction
  const size_t max_iterations = 2 * n + 20;
  for (size_t k = 0; k < max_iterations && square > goal && square > 0; ++k) {
    std::vector<double> product =
        f.NegativeHessianTimes(direction, options.precision);
    for (size_t j = 0; j < n; ++j) product[j] = held[j] ? 0 : product[j];
    const double curvature = Dot(direction, product);
    if (!(curvature > kFlat * length)) {
      result.is_concave = curvature >= -kFlat * length;
      if (k == 0) result.step = direction;
      break;
    }
    AddTo(result.step, square / curvature, direction);
    AddTo(residual, -square / curvature, product);
    const std::vector<double> scaled = preconditioner.Solve(residual);
    const double next = Dot(residual, scaled);
    const double share = next / square;
    for (size_t j = 0; j < n; ++j) {
      direction[j] = scaled[j] + share * direction[j];
    }
    length = next + share * share * length;
    square = next;
    if (square <= rough_goal &&
        std::max(MaxChange(f, result.step), MaxChange(f, scaled)) <=
            options.small_change) {
      break;
    }
  }
  return result;
}

}  // namespace

NewtonStep SolveNewton(MarginalPosterior& f, const StepOptions& options) {
  const size_t n = f.x().size();
  std::vector<bool> held(n, false);
  for (size_t j = 0; j < n; ++j) {
    held[j] = (AtLower(f, j) && f.gradient()[j] < 0) ||
              (AtUpper(f, j) && f.gradient()[j] > 0);
  }
  NewtonStep result;
  for (int solve = 0; solve < kMaxSolves; ++solve) {
    result = Solve(f, held, options);
    bool changed = false;
    for (size_t j = 0; j < n; ++j) {
      if (held[j]) continue;
      held[j] = (AtLower(f, j) && result.step[j] < 0) ||
                (AtUpper(f, j) && result.step[j] > 0);
      changed |= held[j];
    }
    if (!changed) break;
  }
  result.max_change = MaxChange(f, result.step);
  return result;
}

}  // namespace adaptest
