#include "engine/math/logistic_information.h"

#include <cstring>

#include "engine/math/vector_exp.h"
#include "engine/math/vector_width.h"

namespace adaptest {
namespace {

template <int kBytes>
struct Kernel {
  using V = typename Vector<kBytes>::Double;
  static constexpr size_t kWidth = kBytes / sizeof(double);

  [[gnu::always_inline]] static void Block(const V& a, const V& b, const V& c,
                                           const V& d, double theta, V& out) {
    const V z = a * (theta - b);
    V e = z < 0 ? z : -z;
    VectorExp<kBytes>(e);
    const V large = 1.0 / (1.0 + e);
    const V small = e * large;
    const V right = z < 0 ? small : large;
    const V wrong = z < 0 ? large : small;
    const V height = d - c;
    const V p = c + height * right;
    const V q = (1.0 - d) + height * wrong;
    const V scale = a * height;
    out = (scale * (right / p)) * (scale * (wrong / q)) * (large * small);
  }

  [[gnu::always_inline]] static void Run(const LogisticArrays& x, size_t n,
                                         double theta, double* out) {
    V a, b, c, d, information;
    for (size_t i = 0; i < n; i += kWidth) {
      const size_t count = n - i < kWidth ? n - i : kWidth;
      const size_t bytes = count * sizeof(double);
      // Lanes past the end hold a harmless item.
      a = V{} + 1.0;
      b = V{};
      c = V{};
      d = V{} + 1.0;
      std::memcpy(&a, x.a + i, bytes);
      std::memcpy(&b, x.b + i, bytes);
      std::memcpy(&c, x.c + i, bytes);
      std::memcpy(&d, x.d + i, bytes);
      Block(a, b, c, d, theta, information);
      std::memcpy(out + i, &information, bytes);
    }
  }
};

#if defined(__x86_64__)
[[gnu::target("avx2")]] void Avx2(const LogisticArrays& items, size_t n,
                                  double theta, double* out) {
  Kernel<32>::Run(items, n, theta, out);
}

[[gnu::target("avx512f")]] void Avx512(const LogisticArrays& items, size_t n,
                                       double theta, double* out) {
  Kernel<64>::Run(items, n, theta, out);
}
#endif

}  // namespace

void LogisticInformation(const LogisticArrays& items, size_t n, double theta,
                         double* out, [[maybe_unused]] int vector_bytes) {
#if defined(__x86_64__)
  if (vector_bytes == 64) return Avx512(items, n, theta, out);
  if (vector_bytes == 32) return Avx2(items, n, theta, out);
#endif
  Kernel<16>::Run(items, n, theta, out);
}

void LogisticInformation(const LogisticArrays& items, size_t n, double theta,
                         double* out) {
  static const int vector_bytes = VectorBytes();
  LogisticInformation(items, n, theta, out, vector_bytes);
}

}  // namespace adaptest
