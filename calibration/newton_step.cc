#include "calibration/newton_step.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>

namespace adaptest {
namespace {

// Curvature below this share of that of the complete data is none: the surface
// is flat to rounding, as it is where parameters are not identified.
constexpr double kFlat = 1e-11;
constexpr int kMaxSolves = 20;  // each holds one more parameter at least

using Block = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, 0,
                            kMaxSlots, kMaxSlots>;
using BlockVector = Eigen::Matrix<double, Eigen::Dynamic, 1, 0, kMaxSlots, 1>;

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

// The complete-data information, item by item, inverted.
class Preconditioner {
 public:
  Preconditioner(const MarginalPosterior& f, const std::vector<bool>& held);

  std::vector<double> Solve(const std::vector<double>& r) const;

 private:
  const FreeParameters& parameters_;
  std::vector<Eigen::LLT<Block>> blocks_;  // [item], of its own parameters
  std::vector<double> shared_;             // [parameter], 0 where not shared
};

Preconditioner::Preconditioner(const MarginalPosterior& f,
                               const std::vector<bool>& held)
    : parameters_(f.parameters()), shared_(f.x().size(), 0) {
  const std::vector<double>& prior = f.prior_curvature();
  for (size_t i = 0; i < parameters_.items.size(); ++i) {
    const ItemLayout& item = parameters_.items[i];
    const auto& information = f.fits()[i].information;
    Block block(item.num_own, item.num_own);
    for (int a = 0; a < item.num_own; ++a) {
      for (int b = 0; b < item.num_own; ++b) {
        const bool apart = held[item.index[a]] || held[item.index[b]];
        block(a, b) = apart ? 0 : information[a * item.num_free + b];
      }
      block(a, a) += std::max(0.0, -prior[item.index[a]]);
      block(a, a) = held[item.index[a]] ? 1 : block(a, a) * (1 + 1e-9) + 1e-10;
    }
    blocks_.emplace_back(block);
    for (int a = item.num_own; a < item.num_free; ++a) {
      shared_[item.index[a]] += information[a * item.num_free + a];
    }
  }
  for (int j = 0; j < parameters_.size(); ++j) {
    if (parameters_.parameters[j].item < 0) {
      shared_[j] += std::max(0.0, -prior[j]) + 1e-10;
    }
  }
}

std::vector<double> Preconditioner::Solve(const std::vector<double>& r) const {
  std::vector<double> y(r.size(), 0);
  for (size_t i = 0; i < blocks_.size(); ++i) {
    const ItemLayout& item = parameters_.items[i];
    BlockVector part(item.num_own);
    for (int a = 0; a < item.num_own; ++a) part[a] = r[item.index[a]];
    blocks_[i].solveInPlace(part);
    for (int a = 0; a < item.num_own; ++a) y[item.index[a]] = part[a];
  }
  for (size_t j = 0; j < r.size(); ++j) {
    if (shared_[j] > 0) y[j] = r[j] / shared_[j];
  }
  return y;
}

// Conjugate gradients for the parameters that are not held.
NewtonStep Solve(MarginalPosterior& f, const std::vector<bool>& held,
                 double tolerance) {
  const size_t n = f.x().size();
  NewtonStep result{std::vector<double>(n, 0), held, 0, 0, 0, true};
  std::vector<double> residual = f.gradient();
  for (size_t j = 0; j < n; ++j) residual[j] = held[j] ? 0 : residual[j];
  const Preconditioner preconditioner(f, held);
  std::vector<double> direction = preconditioner.Solve(residual);
  double square = Dot(residual, direction);
  result.decrement = std::sqrt(std::max(0.0, square));
  result.residual =
      std::max(kFinalResidual, std::min(tolerance, result.decrement));
  const double goal = square * result.residual * result.residual;
  double length = square;  // direction' M direction
  const size_t max_iterations = 2 * n + 20;
  for (size_t k = 0; k < max_iterations && square > goal && square > 0; ++k) {
    std::vector<double> product = f.NegativeHessianTimes(direction);
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
  }
  return result;
}

}  // namespace

NewtonStep SolveNewton(MarginalPosterior& f, double tolerance) {
  const size_t n = f.x().size();
  std::vector<bool> held(n, false);
  for (size_t j = 0; j < n; ++j) {
    held[j] = (AtLower(f, j) && f.gradient()[j] < 0) ||
              (AtUpper(f, j) && f.gradient()[j] > 0);
  }
  NewtonStep result;
  for (int solve = 0; solve < kMaxSolves; ++solve) {
    result = Solve(f, held, tolerance);
    bool changed = false;
    for (size_t j = 0; j < n; ++j) {
      if (held[j]) continue;
      held[j] = (AtLower(f, j) && result.step[j] < 0) ||
                (AtUpper(f, j) && result.step[j] > 0);
      changed |= held[j];
    }
    if (!changed) break;
  }
  for (size_t j = 0; j < n; ++j) {
    const FreeParameter& p = f.parameters().parameters[j];
    const double to = std::clamp(f.x()[j] + result.step[j], p.lower, p.upper);
    result.max_change = std::max(result.max_change, std::abs(to - f.x()[j]));
  }
  return result;
}

}  // namespace adaptest
