#include "engine/math/row_products.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "engine/math/vector_width.h"

namespace adaptest {
namespace {

constexpr size_t kLanes = 8;

template <int kBytes, int kVectors>
struct Kernel {
  using V = typename Vector<kBytes>::Double;
  static constexpr size_t kWidth = kBytes / sizeof(double);
  static constexpr size_t kParts = kLanes / kWidth;

  [[gnu::always_inline]] static void Load(const double* from, V& v) {
    std::memcpy(&v, from, sizeof(v));
  }

  [[gnu::always_inline]] static double Sum(const double (&lanes)[kLanes]) {
    return ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) +
           ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
  }

  // The products of one row with every vector.
  [[gnu::always_inline]] static void Row(const double* row, size_t n,
                                         const double* vectors, size_t stride,
                                         double* out) {
    V sums[kVectors][kParts] = {};
    V x;
    V y;
    const size_t whole = n / kLanes * kLanes;
    for (size_t q = 0; q < whole; q += kLanes) {
      for (size_t j = 0; j < kParts; ++j) {
        Load(row + q + j * kWidth, x);
        for (int v = 0; v < kVectors; ++v) {
          Load(vectors + v * stride + q + j * kWidth, y);
          sums[v][j] += x * y;
        }
      }
    }
    for (int v = 0; v < kVectors; ++v) {
      double lanes[kLanes];
      std::memcpy(lanes, sums[v], sizeof(lanes));
      for (size_t q = whole; q < n; ++q) {
        lanes[q - whole] += row[q] * vectors[v * stride + q];
      }
      out[v] = Sum(lanes);
    }
  }

  [[gnu::always_inline]] static void Run(const double* rows, size_t num_rows,
                                         size_t stride, size_t n,
                                         const double* vectors, double* out) {
    for (size_t r = 0; r < num_rows; ++r) {
      Row(rows + r * stride, n, vectors, stride, out + r * kVectors);
    }
  }
};

template <int kBytes>
[[gnu::always_inline]] inline void Dispatch(const double* rows, size_t num_rows,
                                            size_t stride, size_t n,
                                            const double* vectors,
                                            int num_vectors, double* out) {
  switch (num_vectors) {
    case 1:
      return Kernel<kBytes, 1>::Run(rows, num_rows, stride, n, vectors, out);
    case 2:
      return Kernel<kBytes, 2>::Run(rows, num_rows, stride, n, vectors, out);
    default:
      return Kernel<kBytes, 3>::Run(rows, num_rows, stride, n, vectors, out);
  }
}

#if defined(__x86_64__)
[[gnu::target("avx2")]] void Avx2(const double* rows, size_t num_rows,
                                  size_t stride, size_t n,
                                  const double* vectors, int num_vectors,
                                  double* out) {
  Dispatch<32>(rows, num_rows, stride, n, vectors, num_vectors, out);
}

[[gnu::target("avx512f")]] void Avx512(const double* rows, size_t num_rows,
                                       size_t stride, size_t n,
                                       const double* vectors, int num_vectors,
                                       double* out) {
  Dispatch<64>(rows, num_rows, stride, n, vectors, num_vectors, out);
}
#endif

// Columns are done in blocks whose sums stay in registers; each column's sum
// is over q in order, so that the width does not matter.
template <int kBytes>
[[gnu::always_inline]] inline void SumRows(const double* rows, size_t num_rows,
                                           size_t n, const double* weights,
                                           double* out) {
  using V = typename Vector<kBytes>::Double;
  constexpr size_t kWidth = kBytes / sizeof(double);
  constexpr size_t kBlock = 4 * kWidth;
  size_t i = 0;
  for (; i + kBlock <= n; i += kBlock) {
    V sums[4] = {};
    V x;
    for (size_t q = 0; q < num_rows; ++q) {
      for (size_t j = 0; j < 4; ++j) {
        std::memcpy(&x, rows + q * n + i + j * kWidth, sizeof(x));
        sums[j] += x * weights[q];
      }
    }
    std::memcpy(out + i, sums, sizeof(sums));
  }
  for (; i < n; ++i) {
    double sum = 0;
    for (size_t q = 0; q < num_rows; ++q) sum += rows[q * n + i] * weights[q];
    out[i] = sum;
  }
}

#if defined(__x86_64__)
[[gnu::target("avx2")]] void SumRowsAvx2(const double* rows, size_t num_rows,
                                         size_t n, const double* weights,
                                         double* out) {
  SumRows<32>(rows, num_rows, n, weights, out);
}

[[gnu::target("avx512f")]] void SumRowsAvx512(const double* rows,
                                              size_t num_rows, size_t n,
                                              const double* weights,
                                              double* out) {
  SumRows<64>(rows, num_rows, n, weights, out);
}
#endif

}  // namespace

void RowProducts(const double* rows, size_t num_rows, size_t stride, size_t n,
                 const double* vectors, int num_vectors, double* out,
                 [[maybe_unused]] int vector_bytes) {
  assert(num_vectors >= 1 && num_vectors <= kMaxRowVectors);
#if defined(__x86_64__)
  if (vector_bytes == 64) {
    return Avx512(rows, num_rows, stride, n, vectors, num_vectors, out);
  }
  if (vector_bytes == 32) {
    return Avx2(rows, num_rows, stride, n, vectors, num_vectors, out);
  }
#endif
  Dispatch<16>(rows, num_rows, stride, n, vectors, num_vectors, out);
}

void RowProducts(const double* rows, size_t num_rows, size_t stride, size_t n,
                 const double* vectors, int num_vectors, double* out) {
  static const int vector_bytes = VectorBytes();
  RowProducts(rows, num_rows, stride, n, vectors, num_vectors, out,
              vector_bytes);
}

void WeightedRowSum(const double* rows, size_t num_rows, size_t n,
                    const double* weights, double* out) {
#if defined(__x86_64__)
  static const int vector_bytes = VectorBytes();
  if (vector_bytes == 64) {
    return SumRowsAvx512(rows, num_rows, n, weights, out);
  }
  if (vector_bytes == 32) {
    return SumRowsAvx2(rows, num_rows, n, weights, out);
  }
#endif
  SumRows<16>(rows, num_rows, n, weights, out);
}

}  // namespace adaptest
