#include "calibration/maximization.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>

#include "calibration/bounded_step.h"
#include "calibration/parallel.h"

namespace adaptest {
namespace {

constexpr int kSteps = 2;     // scoring steps of a curve in one M-step
constexpr int kAttempts = 8;  // dampings of one step, tenfold each

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

// Raises one curve's expected log posterior in its own parameters.
class CurveMaximizer {
 public:
  CurveMaximizer(const MarginalPosterior& posterior, int curve)
      : posterior_(posterior),
        parameters_(posterior.parameters()),
        curve_(parameters_.curves[curve]),
        counts_(posterior.counts(curve)),
        log_p_(curve_.num_rows * posterior.nodes().stride),
        slopes_(log_p_.size() * curve_.num_free) {}

  // Starts from x, whose CurveFit is given, and writes to it.
  void Run(const CurveFit& fit, std::vector<double>& x) {
    slots_ = curve_.SlotsAt(x);
    if (curve_.num_own == 0) return;
    CurveFit current = fit;
    for (int step = 0; step < kSteps; ++step) {
      if (!Step(current)) break;
      if (step + 1 == kSteps) break;
      CurveSlopes(curve_, slots_, posterior_.nodes(), log_p_.data(),
                  slopes_.data());
      current = FitCurve(curve_, posterior_.nodes(), log_p_.data(),
                         slopes_.data(), counts_);
    }
    for (int f = 0; f < curve_.num_own; ++f) {
      x[curve_.index[f]] = slots_[curve_.slot[f]];
    }
  }

 private:
  double LogPrior(const Slots& slots) const {
    double sum = 0;
    for (int f = 0; f < curve_.num_own; ++f) {
      for (const ParameterPrior& prior :
           parameters_.parameters[curve_.index[f]].priors) {
        sum += prior.At(slots[curve_.slot[f]]).value;
      }
    }
    return sum;
  }

  // A scoring step with as little damping as raises the value.
  bool Step(const CurveFit& fit) {
    const int n = curve_.num_own;
    Vector gradient(n);
    Matrix information(n, n);
    for (int f = 0; f < n; ++f) {
      gradient[f] = fit.gradient[f];
      for (int g = 0; g < n; ++g) {
        information(f, g) = fit.information[f * curve_.num_free + g];
      }
      for (const ParameterPrior& prior :
           parameters_.parameters[curve_.index[f]].priors) {
        const auto density = prior.At(slots_[curve_.slot[f]]);
        gradient[f] += density.slope;
        information(f, f) += std::max(0.0, -density.curvature);
      }
    }
    HoldAtBounds(gradient, information);
    const double value = fit.value + LogPrior(slots_);
    double damping = 0;
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
      if (Try(gradient, information, damping, value)) return true;
      damping = damping == 0 ? 0.1 : damping * 10;
    }
    return false;
  }

  // A parameter at the end of its range that would leave it stays.
  void HoldAtBounds(Vector& gradient, Matrix& information) const {
    for (int f = 0; f < curve_.num_own; ++f) {
      const FreeParameter& p = parameters_.parameters[curve_.index[f]];
      const double value = slots_[curve_.slot[f]];
      if (!(value <= p.lower && gradient[f] < 0) &&
          !(value >= p.upper && gradient[f] > 0)) {
        continue;
      }
      gradient[f] = 0;
      information.row(f).setZero();
      information.col(f).setZero();
      information(f, f) = 1;
    }
  }

  bool Try(const Vector& gradient, const Matrix& information, double damping,
           double value) {
    Matrix damped = information;
    damped.diagonal() *= 1 + damping;
    damped.diagonal().array() += 1e-12;
    const Eigen::LLT<Matrix> cholesky(damped);
    if (cholesky.info() != Eigen::Success) return false;
    const Vector step = cholesky.solve(gradient);
    Slots trial = slots_;
    for (int f = 0; f < curve_.num_own; ++f) {
      const FreeParameter& p = parameters_.parameters[curve_.index[f]];
      double& slot = trial[curve_.slot[f]];
      slot = Bounded(p, slot, step[f]);
      if (!std::isfinite(slot)) return false;
    }
    CurveLogProbabilities(curve_, trial, posterior_.nodes(), log_p_.data());
    const double reached =
        CurveValue(curve_, posterior_.nodes(), log_p_.data(), counts_) +
        LogPrior(trial);
    if (!(reached >= value)) return false;
    slots_ = trial;
    return true;
  }

  const MarginalPosterior& posterior_;
  const FreeParameters& parameters_;
  const CurveLayout& curve_;
  const double* counts_;
  std::vector<double> log_p_;
  std::vector<double> slopes_;
  Slots slots_;
};

// The expected complete-data log posterior at x.
double ExpectedValue(const MarginalPosterior& posterior,
                     const std::vector<double>& x) {
  const FreeParameters& parameters = posterior.parameters();
  double sum = parameters.LogPrior(x, nullptr, nullptr);
  std::vector<double> log_p;
  for (size_t i = 0; i < parameters.curves.size(); ++i) {
    const CurveLayout& curve = parameters.curves[i];
    log_p.resize(curve.num_rows * posterior.nodes().stride);
    CurveLogProbabilities(curve, curve.SlotsAt(x), posterior.nodes(),
                          log_p.data());
    sum +=
        CurveValue(curve, posterior.nodes(), log_p.data(), posterior.counts(i));
  }
  return sum;
}

// One scoring step of one shared parameter, halved until it does no harm.
void StepShared(const MarginalPosterior& posterior, int shared,
                std::vector<double>& x) {
  const FreeParameters& parameters = posterior.parameters();
  std::vector<double> slope(x.size(), 0), curvature(x.size(), 0);
  parameters.LogPrior(x, &slope, &curvature);
  double gradient = slope[shared];
  double information = std::max(0.0, -curvature[shared]);
  std::vector<double> log_p, slopes;
  for (size_t i = 0; i < parameters.curves.size(); ++i) {
    const CurveLayout& curve = parameters.curves[i];
    log_p.resize(curve.num_rows * posterior.nodes().stride);
    slopes.resize(log_p.size() * curve.num_free);
    CurveSlopes(curve, curve.SlotsAt(x), posterior.nodes(), log_p.data(),
                slopes.data());
    const CurveFit fit = FitCurve(curve, posterior.nodes(), log_p.data(),
                                  slopes.data(), posterior.counts(i));
    for (int f = curve.num_own; f < curve.num_free; ++f) {
      if (curve.index[f] != shared) continue;
      gradient += fit.gradient[f];
      information += fit.information[f * curve.num_free + f];
    }
  }
  if (!(information > 0)) return;
  const FreeParameter& p = parameters.parameters[shared];
  const double before = ExpectedValue(posterior, x);
  const double from = x[shared];
  double step = gradient / information;
  for (int attempt = 0; attempt < kAttempts; ++attempt, step /= 2) {
    x[shared] = std::clamp(from + step, p.lower, p.upper);
    if (ExpectedValue(posterior, x) >= before) return;
  }
  x[shared] = from;
}

}  // namespace

std::vector<double> Maximize(const MarginalPosterior& posterior) {
  const FreeParameters& parameters = posterior.parameters();
  std::vector<double> x = posterior.x();
  const int curves = static_cast<int>(parameters.curves.size());
  ParallelForItems(curves, posterior.expectation().threads(), [&](int i) {
    CurveMaximizer(posterior, i).Run(posterior.fits()[i], x);
  });
  for (int j = 0; j < parameters.size(); ++j) {
    if (parameters.parameters[j].curve < 0) StepShared(posterior, j, x);
  }
  return x;
}

}  // namespace adaptest
