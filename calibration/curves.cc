#include "calibration/curves.h"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>
#include <utility>

#include "calibration/latent_density.h"
#include "engine/math/dual.h"

namespace adaptest {
namespace {

// Slots are differentiated in so many directions at a time: all of those of the
// smaller models; more would take longer than one after the other.
constexpr int kMaxDirections = 5;
constexpr int kDirectionsOfMany = 4;

using NodeArray = Eigen::Map<const Eigen::ArrayXd>;

template <class T>
using SlotsOf = std::array<T, kMaxSlots>;

// Calls work(q, row, value) for every row at every node; values of type T.
template <class T, class Work>
void Evaluate(const CurveLayout& curve, const SlotsOf<T>& slots,
              const LatentNodes& nodes, const Work& work) {
  if (!curve.is_item() && !curve.log_density.empty()) {
    for (int q = 0; q < nodes.size; ++q) work(q, 0, T(curve.log_density[q]));
    return;
  }
  if (!curve.is_item()) {
    std::vector<T> density(nodes.size);
    LatentDensity::LogWeights<T>(slots.data(), nodes, density.data());
    for (int q = 0; q < nodes.size; ++q) work(q, 0, density[q]);
    return;
  }
  std::visit(
      [&](auto model) {
        std::array<T, kMaxCategories> log_p{};
        const auto x = absl::MakeConstSpan(slots.data(), curve.num_parameters);
        for (int q = 0; q < nodes.size; ++q) {
          const T theta = slots[kLatentScale] * T(nodes.z[q]);
          decltype(model)::template LogProbabilities<T, T>(
              x, theta, absl::MakeSpan(log_p.data(), curve.num_rows));
          for (int k = 0; k < curve.num_rows; ++k) work(q, k, log_p[k]);
        }
      },
      curve.model);
}

// The slots, those that are free from number `from` on as directions.
template <int N>
SlotsOf<Dual<N>> Directed(const CurveLayout& curve, const Slots& slots,
                          int from) {
  SlotsOf<Dual<N>> x;
  for (int s = 0; s < kMaxSlots; ++s) x[s] = Dual<N>(slots[s]);
  for (int f = 0; f < N && from + f < curve.num_free; ++f) {
    x[curve.slot[from + f]].slope[f] = 1;
  }
  return x;
}

template <int N>
SlotsOf<Dual<N, Dual<N>>> DirectedTwice(const CurveLayout& curve,
                                        const Slots& slots, int outer,
                                        int inner) {
  const auto first = Directed<N>(curve, slots, inner);
  SlotsOf<Dual<N, Dual<N>>> x;
  for (int s = 0; s < kMaxSlots; ++s) x[s].value = first[s];
  for (int f = 0; f < N && outer + f < curve.num_free; ++f) {
    x[curve.slot[outer + f]].slope[f] = Dual<N>(1.0);
  }
  return x;
}

// Calls work(integral_constant<int, n>) for the number of directions to take.
template <class Work, int... I>
void WithCount(int n, const Work& work, std::integer_sequence<int, I...>) {
  ((n == I + 1 ? work(std::integral_constant<int, I + 1>()) : void()), ...);
}

template <class Work>
void WithDirections(const CurveLayout& curve, const Work& work) {
  const int n =
      curve.num_free > kMaxDirections ? kDirectionsOfMany : curve.num_free;
  WithCount(n, work, std::make_integer_sequence<int, kMaxDirections>());
}

void FillPadding(const CurveLayout& curve, const LatentNodes& nodes,
                 double* log_p) {
  const double padding =
      curve.is_item() ? 0 : -std::numeric_limits<double>::infinity();
  for (int k = 0; k < curve.num_rows; ++k) {
    double* row = log_p + k * nodes.stride;
    std::fill(row + nodes.size, row + nodes.stride, padding);
  }
}

}  // namespace

void CurveLogProbabilities(const CurveLayout& curve, const Slots& slots,
                           const LatentNodes& nodes, double* out) {
  Evaluate<double>(curve, slots, nodes, [&](int q, int k, double log_p) {
    out[k * nodes.stride + q] = log_p;
  });
  FillPadding(curve, nodes, out);
}

void CurveSlopes(const CurveLayout& curve, const Slots& slots,
                 const LatentNodes& nodes, double* log_p, double* slopes) {
  if (curve.num_free == 0) {
    return CurveLogProbabilities(curve, slots, nodes, log_p);
  }
  const int free = curve.num_free;
  const int stride = nodes.stride;
  std::fill(slopes, slopes + curve.num_rows * free * stride, 0.0);
  WithDirections(curve, [&](auto count) {
    constexpr int kN = decltype(count)::value;
    for (int from = 0; from < free; from += kN) {
      const int n = std::min(kN, free - from);
      Evaluate<Dual<kN>>(curve, Directed<kN>(curve, slots, from), nodes,
                         [&](int q, int k, const Dual<kN>& y) {
                           log_p[k * stride + q] = y.value;
                           double* at = slopes + (k * free + from) * stride + q;
                           for (int f = 0; f < n; ++f) {
                             at[f * stride] = y.slope[f];
                           }
                         });
    }
  });
  FillPadding(curve, nodes, log_p);
}

double CurveValue(const CurveLayout& curve, const LatentNodes& nodes,
                  const double* log_p, const double* counts) {
  double sum = 0;
  for (int k = 0; k < curve.num_rows; ++k) {
    const int row = k * nodes.stride;
    sum += (NodeArray(counts + row, nodes.size) *
            NodeArray(log_p + row, nodes.size))
               .sum();
  }
  return sum;
}

CurveFit FitCurve(const CurveLayout& curve, const LatentNodes& nodes,
                  const double* log_p, const double* slopes,
                  const double* counts) {
  const int free = curve.num_free;
  CurveFit fit;
  fit.value = CurveValue(curve, nodes, log_p, counts);
  fit.gradient.assign(free, 0);
  fit.information.assign(free * free, 0);
  if (free == 0) return fit;
  Eigen::ArrayXd given = NodeArray(counts, nodes.size);
  for (int k = 1; k < curve.num_rows; ++k) {
    given += NodeArray(counts + k * nodes.stride, nodes.size);
  }
  if (!curve.is_item()) given = given.sum();
  Eigen::ArrayXd expected, weighted;
  for (int k = 0; k < curve.num_rows; ++k) {
    const NodeArray r(counts + k * nodes.stride, nodes.size);
    expected = given * NodeArray(log_p + k * nodes.stride, nodes.size).exp();
    for (int f = 0; f < free; ++f) {
      const double* of_row = slopes + k * free * nodes.stride;
      const NodeArray slope(of_row + f * nodes.stride, nodes.size);
      fit.gradient[f] += (r * slope).sum();
      weighted = expected * slope;
      for (int g = 0; g <= f; ++g) {
        const NodeArray other(of_row + g * nodes.stride, nodes.size);
        fit.information[f * free + g] += (weighted * other).sum();
      }
    }
  }
  for (int f = 0; f < free; ++f) {
    for (int g = 0; g < f; ++g) {
      fit.information[g * free + f] = fit.information[f * free + g];
    }
  }
  return fit;
}

void CurveHessian(const CurveLayout& curve, const Slots& slots,
                  const LatentNodes& nodes, const double* counts,
                  double* hessian) {
  const int free = curve.num_free;
  std::fill(hessian, hessian + free * free, 0.0);
  if (free == 0) return;
  WithDirections(curve, [&](auto count) {
    constexpr int kN = decltype(count)::value;
    using T = Dual<kN, Dual<kN>>;
    for (int outer = 0; outer < free; outer += kN) {
      for (int inner = 0; inner < free; inner += kN) {
        const auto x = DirectedTwice<kN>(curve, slots, outer, inner);
        const int rows = std::min(kN, free - outer);
        const int columns = std::min(kN, free - inner);
        Evaluate<T>(curve, x, nodes, [&](int q, int k, const T& y) {
          const double r = counts[k * nodes.stride + q];
          for (int f = 0; f < rows; ++f) {
            for (int g = 0; g < columns; ++g) {
              hessian[(outer + f) * free + inner + g] +=
                  r * y.slope[f].slope[g];
            }
          }
        });
      }
    }
  });
}

}  // namespace adaptest
