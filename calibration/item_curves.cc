#include "calibration/item_curves.h"

#include <algorithm>
#include <cmath>
#include <type_traits>
#include <utility>

#include "engine/math/dual.h"

namespace adaptest {
namespace {

// log P of all categories at z, where slot values are scalars of type T.
template <class T>
void Evaluate(const ItemLayout& item, const std::array<T, kMaxSlots>& slots,
              double z, std::array<T, kMaxCategories>& out) {
  const T theta = slots[kLatentSd] * T(z);
  LogProbabilities<T>(item.model,
                      absl::MakeConstSpan(slots.data(), item.num_parameters),
                      theta, absl::MakeSpan(out.data(), item.num_categories));
}

// Calls work(integral_constant<int, n>) for n in [1, kMaxSlots].
template <class Work, int... I>
void WithCount(int n, const Work& work, std::integer_sequence<int, I...>) {
  ((n == I + 1 ? work(std::integral_constant<int, I + 1>()) : void()), ...);
}

template <class Work>
void WithNumFree(const ItemLayout& item, const Work& work) {
  WithCount(item.num_free, work, std::make_integer_sequence<int, kMaxSlots>());
}

template <int N>
std::array<Dual<N>, kMaxSlots> FirstOrder(const ItemLayout& item,
                                          const Slots& slots) {
  std::array<Dual<N>, kMaxSlots> x;
  for (int s = 0; s < kMaxSlots; ++s) x[s] = Dual<N>(slots[s]);
  for (int f = 0; f < N; ++f) x[item.slot[f]].slope[f] = 1;
  return x;
}

template <int N>
std::array<Dual<N, Dual<N>>, kMaxSlots> SecondOrder(const ItemLayout& item,
                                                    const Slots& slots) {
  const auto first = FirstOrder<N>(item, slots);
  std::array<Dual<N, Dual<N>>, kMaxSlots> x;
  for (int s = 0; s < kMaxSlots; ++s) x[s].value = first[s];
  for (int f = 0; f < N; ++f) x[item.slot[f]].slope[f] = Dual<N>(1.0);
  return x;
}

}  // namespace

void CurveLogProbabilities(const ItemLayout& item, const Slots& slots,
                           const LatentNodes& nodes, double* out) {
  std::fill(out, out + item.num_categories * nodes.stride, 0.0);
  std::array<double, kMaxCategories> log_p;
  for (int q = 0; q < nodes.size; ++q) {
    Evaluate<double>(item, slots, nodes.z[q], log_p);
    for (int k = 0; k < item.num_categories; ++k) {
      out[k * nodes.stride + q] = log_p[k];
    }
  }
}

void CurveSlopes(const ItemLayout& item, const Slots& slots,
                 const LatentNodes& nodes, double* log_p, double* slopes) {
  const int rows = item.num_categories;
  std::fill(log_p, log_p + rows * nodes.stride, 0.0);
  std::fill(slopes, slopes + rows * item.num_free * nodes.stride, 0.0);
  WithNumFree(item, [&](auto count) {
    constexpr int kFree = decltype(count)::value;
    const auto x = FirstOrder<kFree>(item, slots);
    std::array<Dual<kFree>, kMaxCategories> y;
    for (int q = 0; q < nodes.size; ++q) {
      Evaluate<Dual<kFree>>(item, x, nodes.z[q], y);
      for (int k = 0; k < rows; ++k) {
        log_p[k * nodes.stride + q] = y[k].value;
        for (int f = 0; f < kFree; ++f) {
          slopes[(k * kFree + f) * nodes.stride + q] = y[k].slope[f];
        }
      }
    }
  });
}

double CurveValue(const ItemLayout& item, const LatentNodes& nodes,
                  const double* log_p, const double* counts) {
  double sum = 0;
  for (int i = 0; i < item.num_categories * nodes.stride; ++i) {
    sum += counts[i] * log_p[i];
  }
  return sum;
}

CurveFit FitCurve(const ItemLayout& item, const LatentNodes& nodes,
                  const double* log_p, const double* slopes,
                  const double* counts) {
  CurveFit fit;
  const int free = item.num_free;
  fit.value = CurveValue(item, nodes, log_p, counts);
  for (int q = 0; q < nodes.size; ++q) {
    double given = 0;
    for (int k = 0; k < item.num_categories; ++k) {
      given += counts[k * nodes.stride + q];
    }
    if (given <= 0) continue;
    for (int k = 0; k < item.num_categories; ++k) {
      const double* slope = slopes + k * free * nodes.stride + q;
      const double r = counts[k * nodes.stride + q];
      const double expected = given * std::exp(log_p[k * nodes.stride + q]);
      for (int f = 0; f < free; ++f) {
        const double s = slope[f * nodes.stride];
        fit.gradient[f] += r * s;
        for (int g = 0; g <= f; ++g) {
          fit.information[f * free + g] +=
              expected * s * slope[g * nodes.stride];
        }
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

void CurveHessian(const ItemLayout& item, const Slots& slots,
                  const LatentNodes& nodes, const double* counts,
                  double* hessian) {
  std::fill(hessian, hessian + item.num_free * item.num_free, 0.0);
  WithNumFree(item, [&](auto count) {
    constexpr int kFree = decltype(count)::value;
    using T = Dual<kFree, Dual<kFree>>;
    const auto x = SecondOrder<kFree>(item, slots);
    std::array<T, kMaxCategories> y;
    for (int q = 0; q < nodes.size; ++q) {
      Evaluate<T>(item, x, nodes.z[q], y);
      for (int k = 0; k < item.num_categories; ++k) {
        const double r = counts[k * nodes.stride + q];
        for (int f = 0; f < kFree; ++f) {
          for (int g = 0; g < kFree; ++g) {
            hessian[f * kFree + g] += r * y[k].slope[f].slope[g];
          }
        }
      }
    }
  });
}

}  // namespace adaptest
