#ifndef ADAPTEST_TESTS_SUPPORT_REPETITIONS_H_
#define ADAPTEST_TESTS_SUPPORT_REPETITIONS_H_

#include <cstdlib>

namespace adaptest {

// How often a test does what goes wrong at random, if at all: so many times, or
// as often as the environment variable ADAPTEST_REPETITIONS says, from 1.
inline int Repetitions(int usual) {
  const char* asked = std::getenv("ADAPTEST_REPETITIONS");
  const int times = asked != nullptr ? std::atoi(asked) : 0;
  return times > 0 ? times : usual;
}

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_SUPPORT_REPETITIONS_H_
