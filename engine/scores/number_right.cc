#include "engine/scores/number_right.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "engine/math/vector_width.h"

namespace adaptest {
namespace {

constexpr int kMaxStrip = 16;  // lanes

// Nodes are taken in strips of two vectors, so that the distributions in work
// stay in the first-level cache.
template <int kBytes>
struct Kernel {
  using V = typename Vector<kBytes>::Double;
  static constexpr int kWidth = kBytes / sizeof(double);
  static constexpr int kStrip = 2 * kWidth;
  static_assert(kStrip <= kMaxStrip);

  [[gnu::always_inline]] static void Load(const double* from, V& a, V& b) {
    std::memcpy(&a, from, sizeof(a));
    std::memcpy(&b, from + kWidth, sizeof(b));
  }
  [[gnu::always_inline]] static void Store(const V& a, const V& b, double* to) {
    std::memcpy(to, &a, sizeof(a));
    std::memcpy(to + kWidth, &b, sizeof(b));
  }

  // f[x][lane] of one strip after one more answer; x was at most `answered`.
  [[gnu::always_inline]] static void AddAnswer(const double* right,
                                               int answered, double* f) {
    V p0, p1, at0, at1, below0, below1;
    Load(right, p0, p1);
    const V wrong0 = 1.0 - p0;
    const V wrong1 = 1.0 - p1;
    double* at = f + answered * kStrip;
    Load(at, at0, at1);
    Store(at0 * p0, at1 * p1, at + kStrip);
    for (; at != f; at -= kStrip) {
      Load(at - kStrip, below0, below1);
      Store(at0 * wrong0 + below0 * p0, at1 * wrong1 + below1 * p1, at);
      at0 = below0;
      at1 = below1;
    }
    Store(at0 * wrong0, at1 * wrong1, at);
  }

  [[gnu::always_inline]] static void Run(const double* p, int n, int nodes,
                                         double* f, double* out) {
    for (int first = 0; first < nodes; first += kStrip) {
      const int lanes = std::min(kStrip, nodes - first);
      double right[kStrip] = {};
      std::fill_n(f, kStrip, 1.0);
      for (int r = 0; r < n; ++r) {
        std::copy_n(p + r * nodes + first, lanes, right);
        AddAnswer(right, r, f);
      }
      for (int x = 0; x <= n; ++x) {
        std::copy_n(f + x * kStrip, lanes, out + x * nodes + first);
      }
    }
  }
};

void Baseline(const double* p, int n, int nodes, double* f, double* out) {
  Kernel<16>::Run(p, n, nodes, f, out);
}

#if defined(__x86_64__)
[[gnu::target("avx2")]] void Avx2(const double* p, int n, int nodes, double* f,
                                  double* out) {
  Kernel<32>::Run(p, n, nodes, f, out);
}

[[gnu::target("avx512f")]] void Avx512(const double* p, int n, int nodes,
                                       double* f, double* out) {
  Kernel<64>::Run(p, n, nodes, f, out);
}
#endif

}  // namespace

std::vector<double> NumberRightDistribution(absl::Span<const double> p) {
  std::vector<double> f = {1};
  for (const double right : p) {
    f.push_back(f.back() * right);
    for (size_t x = f.size() - 2; x > 0; --x) {
      f[x] = f[x] * (1 - right) + f[x - 1] * right;
    }
    f[0] *= 1 - right;
  }
  return f;
}

void NumberRightDistributions(absl::Span<const double> p, int nodes,
                              absl::Span<double> out,
                              [[maybe_unused]] int vector_bytes) {
  const int n = static_cast<int>(p.size()) / nodes;
  assert(out.size() == static_cast<size_t>(n + 1) * nodes);
  std::vector<double> f((n + 1) * kMaxStrip);
#if defined(__x86_64__)
  if (vector_bytes == 64) {
    return Avx512(p.data(), n, nodes, f.data(), out.data());
  }
  if (vector_bytes == 32) {
    return Avx2(p.data(), n, nodes, f.data(), out.data());
  }
#endif
  assert(vector_bytes == 16);
  Baseline(p.data(), n, nodes, f.data(), out.data());
}

void NumberRightDistributions(absl::Span<const double> p, int nodes,
                              absl::Span<double> out) {
  static const int vector_bytes = VectorBytes();
  NumberRightDistributions(p, nodes, out, vector_bytes);
}

}  // namespace adaptest
