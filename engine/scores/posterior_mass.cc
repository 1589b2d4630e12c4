#include "engine/scores/posterior_mass.h"

#include <algorithm>
#include <cmath>

namespace adaptest {
namespace {

// Nodes and weights on [0, 1]; exact for polynomials of degree 9.
constexpr int kQuadrature = 5;
constexpr double kNode[kQuadrature] = {0.04691007703066800, 0.23076534494715845,
                                       0.5, 0.76923465505284155,
                                       0.95308992296933200};
constexpr double kWeight[kQuadrature] = {
    0.11846344252809454, 0.23931433524968324, 0.28444444444444444,
    0.23931433524968324, 0.11846344252809454};

// h^2 f' / 12 - h^4 f''' / 720 at node q, over h.
double EndCorrection(absl::Span<const double> l, int q, double f) {
  const int n = static_cast<int>(l.size());
  if (q == 0) return f * (-3 * l[0] + 4 * l[1] - l[2]) / 24;
  if (q == n - 1) return f * (3 * l[q] - 4 * l[q - 1] + l[q - 2]) / 24;
  const double d1 = (l[q + 1] - l[q - 1]) / 2;
  const double d2 = l[q + 1] - 2 * l[q] + l[q - 1];
  return f * (d1 / 12 - d1 * (d1 * d1 + 3 * d2) / 720);
}

}  // namespace

PosteriorDistribution::PosteriorDistribution(const Posterior& posterior)
    : posterior_(posterior), above_(posterior.grid().size()) {
  const absl::Span<const double> l = posterior.log_density();
  const absl::Span<const double> w = posterior.weights();
  const int n = posterior.grid().size();
  double f = 2 * w[n - 1];
  double correction = EndCorrection(l, n - 1, f);
  for (int q = n - 2; q >= 0; --q) {
    const double f_above = f;
    const double correction_above = correction;
    f = q == 0 ? 2 * w[0] : w[q];
    correction = EndCorrection(l, q, f);
    const double mass = 0.5 * (f + f_above) + correction - correction_above;
    above_[q] = above_[q + 1] + std::max(mass, 0.0);
  }
  const double total = above_[0];
  for (double& above : above_) above /= total;
}

double PosteriorDistribution::SecondDifference(int q) const {
  const absl::Span<const double> l = posterior_.log_density();
  const int inner = std::clamp(q, 1, static_cast<int>(l.size()) - 2);
  return l[inner + 1] - 2 * l[inner] + l[inner - 1];
}

double PosteriorDistribution::ShareAbove(int q, double t) const {
  const double low = posterior_.log_density()[q];
  const double rise = posterior_.log_density()[q + 1] - low;
  const double bend = 0.5 * (SecondDifference(q) + SecondDifference(q + 1));
  const auto log_density = [&](double x) {
    return low + x * rise - 0.5 * bend * x * (1 - x);
  };
  double largest = log_density(kNode[0]);
  for (const double x : kNode) largest = std::max(largest, log_density(x));
  double part = 0;
  double whole = 0;
  for (int i = 0; i < kQuadrature; ++i) {
    const double x = t + (1 - t) * kNode[i];
    part += kWeight[i] * std::exp(log_density(x) - largest);
    whole += kWeight[i] * std::exp(log_density(kNode[i]) - largest);
  }
  return std::min(1.0, (1 - t) * part / whole);
}

double PosteriorDistribution::MassAbove(double cut) const {
  const ThetaGrid& grid = posterior_.grid();
  if (cut <= grid.lower()) return 1;
  if (cut >= grid.upper()) return 0;
  const double cells = (cut - grid.lower()) / grid.spacing();
  const int q = std::min(static_cast<int>(cells), grid.size() - 2);
  const double t = std::min(cells - q, 1.0);
  return above_[q + 1] + (above_[q] - above_[q + 1]) * ShareAbove(q, t);
}

double PosteriorDistribution::Quantile(double p) const {
  const ThetaGrid& grid = posterior_.grid();
  if (p <= 0) return grid.lower();
  if (p >= 1) return grid.upper();
  const double above = 1 - p;
  int q = 0;
  while (q < grid.size() - 2 && above_[q + 1] >= above) ++q;
  const double mass = above_[q] - above_[q + 1];
  if (!(mass > 0)) return grid.theta(q);
  const double share = (above - above_[q + 1]) / mass;
  double low = 0;
  double high = 1;
  for (int i = 0; i < 50; ++i) {
    const double t = 0.5 * (low + high);
    (ShareAbove(q, t) > share ? low : high) = t;
  }
  return grid.theta(q) + 0.5 * (low + high) * grid.spacing();
}

double MassAbove(const Posterior& posterior, double cut) {
  return PosteriorDistribution(posterior).MassAbove(cut);
}

double PosteriorQuantile(const Posterior& posterior, double p) {
  return PosteriorDistribution(posterior).Quantile(p);
}

}  // namespace adaptest
