#ifndef ADAPTEST_ENGINE_MATH_VECTOR_EXP_H_
#define ADAPTEST_ENGINE_MATH_VECTOR_EXP_H_

#include <cstdint>

#include "engine/math/vector_width.h"

namespace adaptest {

// x = exp(x) for x <= 0, in every lane of a vector:
//
//   exp(x) = 2^k exp(r), |r| <= log(2) / 2, by a Taylor polynomial of degree 12
//
// Relative error below 4e-16. Below x = -700 it is the value at -700, about
// 1e-304: never a denormal number, which would cost a factor of 5 to 15 in
// time. The same on every processor to the last bit.
template <int kBytes>
[[gnu::always_inline]] inline void VectorExp(
    typename Vector<kBytes>::Double& x) {
  using V = typename Vector<kBytes>::Double;
  using I = typename Vector<kBytes>::Integer;
  constexpr double kLog2E = 1.44269504088896338700;
  constexpr double kLn2High = 0x1.62e42fefap-1;
  constexpr double kLn2Low = 0x1.cf79abc9e3b398p-40;
  constexpr double kShift = 0x1.8p52;  // adding it rounds to a whole number
  const V lowest = V{} - 700.0;
  x = x < lowest ? lowest : x;
  const V shifted = x * kLog2E + kShift;
  const V n = shifted - kShift;
  const V r = (x - n * kLn2High) - n * kLn2Low;
  const V r2 = r * r;
  const V r4 = r2 * r2;
  const V p0 = (1.0 / 2 + r * (1.0 / 6)) + r2 * (1.0 / 24 + r * (1.0 / 120));
  const V p4 =
      (1.0 / 720 + r * (1.0 / 5040)) + r2 * (1.0 / 40320 + r * (1.0 / 362880));
  const V p8 = (1.0 / 3628800 + r * (1.0 / 39916800)) + r2 * (1.0 / 479001600);
  const V p = 1.0 + (r + r2 * (p0 + r4 * (p4 + r4 * p8)));
  x = reinterpret_cast<V>(reinterpret_cast<I>(p) +
                          (reinterpret_cast<I>(shifted) << 52));
}

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_MATH_VECTOR_EXP_H_
