#include "engine/scores/number_right.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "engine/math/aligned_vector.h"
#include "engine/math/vector_width.h"

namespace adaptest {
namespace {

constexpr int kMaxStrip = 8;  // lanes

// Nodes are taken in strips of one vector, so that the distributions in work
// stay in the first-level cache, and answers two at a time, so that each load
// and store serves both.
template <int kBytes>
struct Kernel {
  using V = typename Vector<kBytes>::Double;
  static constexpr int kStrip = kBytes / sizeof(double);
  static_assert(kStrip <= kMaxStrip);

  [[gnu::always_inline]] static void Load(const double* from, V& x) {
    std::memcpy(&x, from, sizeof(x));
  }
  [[gnu::always_inline]] static void LoadSome(const double* from, int lanes,
                                              V& x) {
    if (lanes == kStrip) return Load(from, x);
    double padded[kStrip] = {};
    std::copy_n(from, lanes, padded);
    Load(padded, x);
  }
  [[gnu::always_inline]] static void Store(const V& x, double* to) {
    std::memcpy(to, &x, sizeof(x));
  }

  // f[x][lane] of one strip after two more answers, right with probabilities p
  // and r; x was at most `answered`. With g the distribution after the first:
  //   g(x) = f(x) (1 - p) + f(x - 1) p,  out(x) = g(x) (1 - r) + g(x - 1) r
  [[gnu::always_inline]] static void AddTwo(const V& p, const V& r,
                                            int answered, double* f) {
    const V not_p = 1.0 - p;
    const V not_r = 1.0 - r;
    double* x = f + answered * kStrip;
    V at, below;
    Load(x, at);
    V g_above = at * p;
    Store(g_above * r, x + 2 * kStrip);
    for (; x != f; x -= kStrip) {
      Load(x - kStrip, below);
      const V g = at * not_p + below * p;
      Store(g_above * not_r + g * r, x + kStrip);
      at = below;
      g_above = g;
    }
    const V g = at * not_p;
    Store(g_above * not_r + g * r, f + kStrip);
    Store(g * not_r, f);
  }

  // f[x][lane] of one strip after all answers.
  [[gnu::always_inline]] static void AddAll(const double* p, int n, int nodes,
                                            int lanes, double* f) {
    V right, next;
    if (n % 2 == 0) {
      std::fill_n(f, kStrip, 1.0);
    } else {
      LoadSome(p, lanes, right);
      Store(1.0 - right, f);
      Store(right, f + kStrip);
    }
    for (int r = n % 2; r < n; r += 2) {
      LoadSome(p + r * nodes, lanes, right);
      LoadSome(p + (r + 1) * nodes, lanes, next);
      AddTwo(right, next, r, f);
    }
  }

  [[gnu::always_inline]] static void Run(const double* p, int n, int nodes,
                                         double* f, double* out) {
    for (int first = 0; first < nodes; first += kStrip) {
      const int lanes = std::min(kStrip, nodes - first);
      AddAll(p + first, n, nodes, lanes, f);
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
  if (n == 0) {
    std::fill(out.begin(), out.end(), 1.0);
    return;
  }
  AlignedVector f((n + 1) * kMaxStrip);
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
