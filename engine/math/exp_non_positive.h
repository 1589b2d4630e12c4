#ifndef ADAPTEST_ENGINE_MATH_EXP_NON_POSITIVE_H_
#define ADAPTEST_ENGINE_MATH_EXP_NON_POSITIVE_H_

#include <cstdint>
#include <cstring>

namespace adaptest {

// exp(x) for x <= 0, without branches, so that loops over it vectorise:
//
//   exp(x) = 2^n exp(r),  n = round(x / log 2),  |r| <= log(2) / 2,
//
// exp(r) by its Taylor polynomial of degree 12. Properties:
//   (1) relative error below 4e-16 for -700 <= x <= 0, and exp(0) = 1;
//   (2) below -700 the value is that at -700, about 1e-304: never a denormal
//       number, which would cost a factor of 5 to 15 in time;
//   (3) only additions, multiplications and bits: the same result on every
//       machine, unlike the C library's.
inline double ExpNonPositive(double x) {
  constexpr double kLog2E = 1.44269504088896338700;
  constexpr double kLn2High = 0x1.62e42fefap-1;
  constexpr double kLn2Low = 0x1.cf79abc9e3b398p-40;
  constexpr double kShift = 0x1.8p52;  // adding it rounds to a whole number
  const double y = x < -700 ? -700 : x;
  const double shifted = y * kLog2E + kShift;
  const double n = shifted - kShift;
  const double r = (y - n * kLn2High) - n * kLn2Low;
  const double r2 = r * r;
  const double r4 = r2 * r2;
  const double p0 =
      (1.0 / 2 + r * (1.0 / 6)) + r2 * (1.0 / 24 + r * (1.0 / 120));
  const double p4 =
      (1.0 / 720 + r * (1.0 / 5040)) + r2 * (1.0 / 40320 + r * (1.0 / 362880));
  const double p8 =
      (1.0 / 3628800 + r * (1.0 / 39916800)) + r2 * (1.0 / 479001600);
  const double p = 1 + (r + r2 * (p0 + r4 * (p4 + r4 * p8)));
  uint64_t power;
  uint64_t bits;
  std::memcpy(&power, &shifted, sizeof(power));
  std::memcpy(&bits, &p, sizeof(bits));
  bits += power << 52;
  double result;
  std::memcpy(&result, &bits, sizeof(result));
  return result;
}

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_MATH_EXP_NON_POSITIVE_H_
