#ifndef ADAPTEST_ENGINE_STOPPING_TEST_PROGRESS_H_
#define ADAPTEST_ENGINE_STOPPING_TEST_PROGRESS_H_

namespace adaptest {

// What a stopping rule sees of a session.
struct TestProgress {
  int num_items = 0;  // scored items answered
  int length = 0;     // scored items of a whole test
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_STOPPING_TEST_PROGRESS_H_
