#ifndef ADAPTEST_ENGINE_MATH_INFINITY_H_
#define ADAPTEST_ENGINE_MATH_INFINITY_H_

#include <limits>

namespace adaptest {

inline constexpr double kInfinity = std::numeric_limits<double>::infinity();

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_MATH_INFINITY_H_
