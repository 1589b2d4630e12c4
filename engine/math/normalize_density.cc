#include "engine/math/normalize_density.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "engine/math/vector_exp.h"
#include "engine/math/vector_width.h"

namespace adaptest {
namespace {

// Constants are loaded whole: lanes written one by one and read as a vector
// would stall the loops.
static_assert(kDensityLanes == 8);
constexpr double kLane[] = {0, 1, 2, 3, 4, 5, 6, 7};

// Trapezoidal weights of the first block; and, from element 8 - m on, of a last
// block that holds m nodes.
constexpr double kFirst[] = {0.5, 1, 1, 1, 1, 1, 1, 1};
constexpr double kLast[] = {1, 1, 1, 1, 1, 1, 1, 0.5, 0, 0, 0, 0, 0, 0, 0};

// kDensityLanes lanes are kParts vectors.
template <int kBytes>
struct Kernel {
  using V = typename Vector<kBytes>::Double;
  using I = typename Vector<kBytes>::Integer;
  static constexpr int kWidth = kBytes / sizeof(double);
  static constexpr int kParts = kDensityLanes / kWidth;

  [[gnu::always_inline]] static void Load(const double* from, V& v) {
    std::memcpy(&v, from, sizeof(v));
  }
  [[gnu::always_inline]] static void Store(const V& v, double* to) {
    std::memcpy(to, &v, sizeof(v));
  }

  [[gnu::always_inline]] static double Sum(const V (&parts)[kParts]) {
    double lanes[kDensityLanes];
    std::memcpy(lanes, parts, sizeof(lanes));
    return ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) +
           ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
  }

  // Adds `added` to the log densities; returns their maximum.
  [[gnu::always_inline]] static double AddAndMaximum(double* log_density,
                                                     const double* added,
                                                     int n) {
    V largest[kParts];
    for (V& part : largest) part = V{} + kDensityPadding;
    V x, y;
    for (int q = 0; q < n; q += kDensityLanes) {
      double tail[kDensityLanes] = {};
      const double* from = added + q;
      if (n - q < kDensityLanes) {
        std::copy_n(from, n - q, tail);
        from = tail;
      }
      for (int j = 0; j < kParts; ++j) {
        Load(log_density + q + j * kWidth, x);
        Load(from + j * kWidth, y);
        x += y;
        Store(x, log_density + q + j * kWidth);
        largest[j] = x > largest[j] ? x : largest[j];
      }
    }
    double lanes[kDensityLanes];
    std::memcpy(lanes, largest, sizeof(lanes));
    double maximum = lanes[0];
    for (const double lane : lanes) maximum = lane > maximum ? lane : maximum;
    return maximum;
  }

  // offset[j][i] = distance of node j * kWidth + i from `centre`.
  [[gnu::always_inline]] static void SetOffsets(double centre,
                                                V (&offset)[kParts]) {
    for (int j = 0; j < kParts; ++j) {
      Load(kLane + j * kWidth, offset[j]);
      offset[j] -= centre;
    }
  }

  struct Sums {
    double sum;
    double moment;
  };

  // log_density -= maximum; weights = its exponential, the ends halved.
  // Returns their sum and their moment about the centre of the nodes.
  [[gnu::always_inline]] static Sums Exponentiate(double* log_density,
                                                  double maximum,
                                                  double* weights, int n) {
    V offset[kParts];
    SetOffsets(0.5 * (n - 1), offset);
    V sum[kParts] = {};
    V moment[kParts] = {};
    V x, factor;
    for (int q = 0; q < n; q += kDensityLanes) {
      for (int j = 0; j < kParts; ++j) {
        const int at = q + j * kWidth;
        Load(log_density + at, x);
        x -= maximum;
        Store(x, log_density + at);
        VectorExp<kBytes>(x);
        if (q == 0) {
          Load(kFirst + j * kWidth, factor);
          x *= factor;
        }
        if (n - q <= kDensityLanes) {
          Load(kLast + kDensityLanes - (n - q) + j * kWidth, factor);
          x *= factor;
        }
        Store(x, weights + at);
        sum[j] += x;
        moment[j] += x * offset[j];
        offset[j] += double{kDensityLanes};
      }
    }
    return {Sum(sum), Sum(moment)};
  }

  [[gnu::always_inline]] static NodeMoments Run(double* log_density,
                                                const double* added,
                                                double* weights, int n) {
    const double maximum = AddAndMaximum(log_density, added, n);
    const Sums sums = Exponentiate(log_density, maximum, weights, n);
    const double scale = 1 / sums.sum;
    const double mean = sums.moment * scale;
    V offset[kParts];
    SetOffsets(0.5 * (n - 1) + mean, offset);
    V square[kParts] = {};
    V x;
    for (int q = 0; q < n; q += kDensityLanes) {
      for (int j = 0; j < kParts; ++j) {
        Load(weights + q + j * kWidth, x);
        x *= scale;
        Store(x, weights + q + j * kWidth);
        square[j] += x * offset[j] * offset[j];
        offset[j] += double{kDensityLanes};
      }
    }
    return {mean, Sum(square)};
  }
};

NodeMoments Baseline(double* log_density, const double* added, double* weights,
                     int n) {
  return Kernel<16>::Run(log_density, added, weights, n);
}

#if defined(__x86_64__)
[[gnu::target("avx2")]] NodeMoments Avx2(double* log_density,
                                         const double* added, double* weights,
                                         int n) {
  return Kernel<32>::Run(log_density, added, weights, n);
}

[[gnu::target("avx512f")]] NodeMoments Avx512(double* log_density,
                                              const double* added,
                                              double* weights, int n) {
  return Kernel<64>::Run(log_density, added, weights, n);
}
#endif

}  // namespace

NodeMoments UpdateDensity(double* log_density, const double* added,
                          double* weights, int n,
                          [[maybe_unused]] int vector_bytes) {
#if defined(__x86_64__)
  if (vector_bytes == 64) return Avx512(log_density, added, weights, n);
  if (vector_bytes == 32) return Avx2(log_density, added, weights, n);
#endif
  assert(vector_bytes == 16);
  return Baseline(log_density, added, weights, n);
}

NodeMoments UpdateDensity(double* log_density, const double* added,
                          double* weights, int n) {
  static const int vector_bytes = VectorBytes();
  return UpdateDensity(log_density, added, weights, n, vector_bytes);
}

}  // namespace adaptest
