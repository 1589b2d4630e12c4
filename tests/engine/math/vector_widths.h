#ifndef ADAPTEST_TESTS_ENGINE_MATH_VECTOR_WIDTHS_H_
#define ADAPTEST_TESTS_ENGINE_MATH_VECTOR_WIDTHS_H_

#include <vector>

#include "engine/math/vector_width.h"

namespace adaptest {

// The widths of vectors, in bytes, that this processor has.
inline std::vector<int> VectorWidths() {
  std::vector<int> widths;
  for (int bytes = 16; bytes <= VectorBytes(); bytes *= 2) {
    widths.push_back(bytes);
  }
  return widths;
}

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_ENGINE_MATH_VECTOR_WIDTHS_H_
