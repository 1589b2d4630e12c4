#ifndef ADAPTEST_SERVICE_STORES_WAIT_FOR_H_
#define ADAPTEST_SERVICE_STORES_WAIT_FOR_H_

#include <future>
#include <memory>
#include <utility>

namespace adaptest {

// Calls `start` with a callback and waits for what it is given. The callback
// shares the promise, since it may still be inside set_value when the waiter
// has the value.
template <class T, class Start>
T WaitFor(Start start) {
  const auto result = std::make_shared<std::promise<T>>();
  std::future<T> future = result->get_future();
  start([result](T value) { result->set_value(std::move(value)); });
  return future.get();
}

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_STORES_WAIT_FOR_H_
