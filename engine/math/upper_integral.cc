#include "engine/math/upper_integral.h"

#include <algorithm>
#include <cmath>

namespace adaptest {
namespace {

// Adds the integral over [t, 1], in units of h, of the cubic through the
// values at -1, 0, 1, 2 to coefficients of those four nodes.
void AddPartialCell(double t, double* coefficients) {
  // Antiderivatives of Lagrange's basis polynomials.
  const auto integrals = [](double x, double(&out)[4]) {
    const double x2 = x * x;
    const double x3 = x2 * x;
    const double x4 = x2 * x2;
    out[0] = -(x4 / 4 - x3 + x2) / 6;
    out[1] = (x4 / 4 - 2 * x3 / 3 - x2 / 2 + 2 * x) / 2;
    out[2] = -(x4 / 4 - x3 / 3 - x2) / 2;
    out[3] = (x4 / 4 - x2 / 2) / 6;
  };
  double upper[4];
  double lower[4];
  integrals(1, upper);
  integrals(t, lower);
  for (int j = 0; j < 4; ++j) coefficients[j] += upper[j] - lower[j];
}

}  // namespace

std::vector<double> UpperIntegral(const ThetaGrid& grid, double cut) {
  const int nodes = grid.size();
  const double position = (cut - grid.lower()) / grid.spacing();
  if (position <= 2) return std::vector<double>(nodes, 1);
  if (position > nodes - 4) return std::vector<double>(nodes, 0);
  const int k = static_cast<int>(std::ceil(position));
  std::vector<double> l(nodes, 0);
  std::fill(l.begin() + k, l.end(), 1);
  l[k] = 0.5;
  // h^2 f' / 12, f' by five points, and -h^4 f''' / 720.
  constexpr double kFirst = 1.0 / 12 / 12;
  constexpr double kThird = 1.0 / 720 / 2;
  l[k - 2] += kFirst + kThird;
  l[k - 1] += -8 * kFirst - 2 * kThird;
  l[k + 1] += 8 * kFirst + 2 * kThird;
  l[k + 2] += -kFirst - kThird;
  AddPartialCell(position - (k - 1), &l[k - 2]);
  return l;
}

}  // namespace adaptest
