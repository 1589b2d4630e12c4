// Compiled once for each instruction set (Highway's foreach_target).

#include "calibration/kernels/person_kernel.h"

#include <algorithm>
#include <cmath>

// Arrays of vectors need vectors of a size that is known.
#define HWY_DISABLED_TARGETS \
  (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "calibration/kernels/person_kernel.cc"
#include "hwy/foreach_target.h"  // IWYU pragma: keep
#include "hwy/highway.h"
// After highway.h.
#include "hwy/contrib/math/math-inl.h"

HWY_BEFORE_NAMESPACE();
namespace adaptest {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

template <class Real>
using Lanes = hn::CappedTag<Real, kNodesInBlock>;
template <class Real>
using Vec = hn::Vec<Lanes<Real>>;

template <class Real>
constexpr int kVectorsInBlock = kNodesInBlock /
                                static_cast<int>(hn::MaxLanes(Lanes<Real>()));
template <class Real>
constexpr size_t kLanes = hn::MaxLanes(Lanes<Real>());

// So many blocks are summed at a time, since their sums fit into registers.
template <class Real>
constexpr int kBlocksTogether = sizeof(Real) == 4 ? 4 : 2;

// out[q] = sum over the person's rows of table[row][q] for kBlocks blocks.
template <int kBlocks, class Real>
HWY_INLINE void SumBlocks(const Real* HWY_RESTRICT table, size_t stride,
                          const PersonRows& person, Real* HWY_RESTRICT out) {
  constexpr int kV = kBlocks * kVectorsInBlock<Real>;
  const Lanes<Real> d;
  Vec<Real> even[kV], odd[kV];
  for (int v = 0; v < kV; ++v) {
    even[v] = hn::Load(d, table + person.prior * stride + v * kLanes<Real>);
    odd[v] = hn::Zero(d);
  }
  size_t i = 0;
  for (; i + 1 < person.count; i += 2) {
    const Real* first = table + person.rows[i] * stride;
    const Real* second = table + person.rows[i + 1] * stride;
    for (int v = 0; v < kV; ++v) {
      even[v] = hn::Add(even[v], hn::Load(d, first + v * kLanes<Real>));
      odd[v] = hn::Add(odd[v], hn::Load(d, second + v * kLanes<Real>));
    }
  }
  if (i < person.count) {
    const Real* last = table + person.rows[i] * stride;
    for (int v = 0; v < kV; ++v) {
      even[v] = hn::Add(even[v], hn::Load(d, last + v * kLanes<Real>));
    }
  }
  for (int v = 0; v < kV; ++v) {
    hn::Store(hn::Add(even[v], odd[v]), d, out + v * kLanes<Real>);
  }
}

// to[row][q] += change[q] for each row of the person.
template <int kBlocks, class Real>
HWY_INLINE void AddBlocks(const Real* HWY_RESTRICT change, size_t stride,
                          const PersonRows& person, Real* HWY_RESTRICT to) {
  constexpr int kV = kBlocks * kVectorsInBlock<Real>;
  const Lanes<Real> d;
  Vec<Real> add[kV];
  for (int v = 0; v < kV; ++v) add[v] = hn::Load(d, change + v * kLanes<Real>);
  const auto add_to = [&](size_t row) HWY_ATTR {
    Real* at = to + row * stride;
    for (int v = 0; v < kV; ++v) {
      hn::Store(hn::Add(hn::Load(d, at + v * kLanes<Real>), add[v]), d,
                at + v * kLanes<Real>);
    }
  };
  add_to(person.prior);
  for (size_t i = 0; i < person.count; ++i) add_to(person.rows[i]);
}

// Calls Work::Run<kBlocks>(first node) for the blocks of the window, as many
// together as fit.
template <class Real, class Work>
HWY_INLINE void ForBlocks(NodeWindow window, const Work& work) {
  int block = window.begin;
  while (block < window.end) {
    const size_t node = size_t{kNodesInBlock} * block;
    const int left = window.end - block;
    if (left >= 4 && kBlocksTogether<Real> >= 4) {
      work.template Run<4>(node);
      block += 4;
    } else if (left >= 3 && kBlocksTogether<Real> >= 3) {
      work.template Run<3>(node);
      block += 3;
    } else if (left >= 2) {
      work.template Run<2>(node);
      block += 2;
    } else {
      work.template Run<1>(node);
      block += 1;
    }
  }
}

template <class Real>
struct Sum {
  const Real* table;
  size_t stride;
  const PersonRows& person;
  Real* out;

  template <int kBlocks>
  HWY_INLINE void Run(size_t node) const {
    SumBlocks<kBlocks>(table + node, stride, person, out + node);
  }
};

template <class Real>
struct Add {
  const Real* change;
  size_t stride;
  const PersonRows& person;
  Real* to;

  template <int kBlocks>
  HWY_INLINE void Run(size_t node) const {
    AddBlocks<kBlocks>(change + node, stride, person, to + node);
  }
};

template <class Real>
HWY_INLINE Real Largest(const Real* x, size_t begin, size_t end) {
  const Lanes<Real> d;
  Vec<Real> largest = hn::Load(d, x + begin);
  for (size_t q = begin + kLanes<Real>; q < end; q += kLanes<Real>) {
    largest = hn::Max(largest, hn::Load(d, x + q));
  }
  return hn::GetLane(hn::MaxOfLanes(d, largest));
}

// x = exp(x - largest), 0 where that is below exp(-negligible); returns the
// sum.
template <class Real>
HWY_INLINE Real Exponentiate(Real* x, size_t begin, size_t end, Real largest,
                             Real negligible) {
  const Lanes<Real> d;
  const Vec<Real> top = hn::Set(d, largest);
  const Vec<Real> lowest = hn::Set(d, -negligible);
  Vec<Real> sum = hn::Zero(d);
  for (size_t q = begin; q < end; q += kLanes<Real>) {
    const Vec<Real> y = hn::Sub(hn::Load(d, x + q), top);
    const Vec<Real> power =
        hn::IfThenElseZero(hn::Ge(y, lowest), hn::Exp(d, hn::Max(y, lowest)));
    hn::Store(power, d, x + q);
    sum = hn::Add(sum, power);
  }
  return hn::GetLane(hn::SumOfLanes(d, sum));
}

template <class Real>
HWY_INLINE void Scale(Real* x, size_t begin, size_t end, Real factor) {
  const Lanes<Real> d;
  const Vec<Real> f = hn::Set(d, factor);
  for (size_t q = begin; q < end; q += kLanes<Real>) {
    hn::Store(hn::Mul(hn::Load(d, x + q), f), d, x + q);
  }
}

// The sum of exp(l - largest), whose terms go to out; widens the window until
// nothing is missed.
template <class Real>
HWY_INLINE Real SumOfPowers(const Real* table, size_t stride,
                            const PersonRows& person, Real negligible,
                            NodeWindow& window, Real* out, Real& largest) {
  const int blocks = static_cast<int>(stride) / kNodesInBlock;
  if (window.end == 0) window = {0, static_cast<uint16_t>(blocks)};
  while (true) {
    const size_t begin = size_t{kNodesInBlock} * window.begin;
    const size_t end = size_t{kNodesInBlock} * window.end;
    ForBlocks<Real>(window, Sum<Real>{table, stride, person, out});
    largest = Largest(out, begin, end);
    const Real lowest = largest - negligible;
    const bool more_before = window.begin > 0 && out[begin] > lowest;
    const bool more_behind = window.end < blocks && out[end - 1] > lowest;
    if (!more_before && !more_behind) {
      return Exponentiate(out, begin, end, largest, negligible);
    }
    if (more_before) --window.begin;
    if (more_behind) ++window.end;
  }
}

// Gives up a block at either end where all of it is 0.
template <class Real>
HWY_INLINE NodeWindow Narrowed(NodeWindow window, const Real* weight) {
  const auto is_zero = [&](int block) HWY_ATTR {
    const size_t node = size_t{kNodesInBlock} * block;
    return Largest(weight, node, node + kNodesInBlock) == 0;
  };
  if (window.end - window.begin > 1 && is_zero(window.begin)) ++window.begin;
  if (window.end - window.begin > 1 && is_zero(window.end - 1)) --window.end;
  return window;
}

template <class Real>
double Posterior(const Real* table, size_t stride, const PersonRows& person,
                 Real negligible, NodeWindow& window, Real* out) {
  Real largest;
  const Real sum =
      SumOfPowers(table, stride, person, negligible, window, out, largest);
  const size_t begin = size_t{kNodesInBlock} * window.begin;
  const size_t end = size_t{kNodesInBlock} * window.end;
  std::fill(out, out + begin, Real{0});
  std::fill(out + end, out + stride, Real{0});
  Scale(out, begin, end, 1 / sum);
  window = Narrowed(window, out);
  return double{largest} + std::log(double{sum});
}

template <class Real>
double Counts(const Real* table, size_t stride, const PersonRows& person,
              Real negligible, NodeWindow& window, double weight, Real* counts,
              Real* scratch) {
  Real largest;
  const Real sum =
      SumOfPowers(table, stride, person, negligible, window, scratch, largest);
  Scale(scratch, size_t{kNodesInBlock} * window.begin,
        size_t{kNodesInBlock} * window.end, static_cast<Real>(weight) / sum);
  ForBlocks<Real>(window, Add<Real>{scratch, stride, person, counts});
  window = Narrowed(window, scratch);
  return double{largest} + std::log(double{sum});
}

template <class Real>
void Changes(const Real* table, const Real* direction, size_t stride,
             const PersonRows& person, Real negligible, NodeWindow& window,
             double weight, Real* changes, Real* scratch) {
  const Lanes<Real> d;
  Real largest;
  const Real sum =
      SumOfPowers(table, stride, person, negligible, window, scratch, largest);
  Real* rate = scratch + stride;
  ForBlocks<Real>(window, Sum<Real>{direction, stride, person, rate});
  const size_t begin = size_t{kNodesInBlock} * window.begin;
  const size_t end = size_t{kNodesInBlock} * window.end;
  Vec<Real> product = hn::Zero(d);
  for (size_t q = begin; q < end; q += kLanes<Real>) {
    product =
        hn::MulAdd(hn::Load(d, scratch + q), hn::Load(d, rate + q), product);
  }
  const Vec<Real> mean =
      hn::Set(d, hn::GetLane(hn::SumOfLanes(d, product)) / sum);
  const Vec<Real> scale = hn::Set(d, static_cast<Real>(weight) / sum);
  for (size_t q = begin; q < end; q += kLanes<Real>) {
    const Vec<Real> share = hn::Mul(hn::Load(d, scratch + q), scale);
    hn::Store(hn::Mul(share, hn::Sub(hn::Load(d, rate + q), mean)), d,
              rate + q);
  }
  ForBlocks<Real>(window, Add<Real>{rate, stride, person, changes});
}

}  // namespace

PersonKernel<float> SingleKernel() {
  return {&Posterior<float>, &Counts<float>, &Changes<float>};
}

PersonKernel<double> DoubleKernel() {
  return {&Posterior<double>, &Counts<double>, &Changes<double>};
}

}  // namespace HWY_NAMESPACE
}  // namespace adaptest
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace adaptest {

HWY_EXPORT(SingleKernel);
HWY_EXPORT(DoubleKernel);

template <>
PersonKernel<float> BestPersonKernel<float>() {
  return HWY_DYNAMIC_DISPATCH(SingleKernel)();
}

template <>
PersonKernel<double> BestPersonKernel<double>() {
  return HWY_DYNAMIC_DISPATCH(DoubleKernel)();
}

}  // namespace adaptest
#endif  // HWY_ONCE
