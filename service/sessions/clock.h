#ifndef ADAPTEST_SERVICE_SESSIONS_CLOCK_H_
#define ADAPTEST_SERVICE_SESSIONS_CLOCK_H_

#include <chrono>
#include <cstdint>

namespace adaptest {

// The time of day, replaced by a fake in tests.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual int64_t NowMs() = 0;  // milliseconds since 1970
};

class SystemClock : public Clock {
 public:
  int64_t NowMs() override {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_SESSIONS_CLOCK_H_
