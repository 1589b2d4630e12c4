#ifndef ADAPTEST_SERVICE_RPC_UPKEEP_H_
#define ADAPTEST_SERVICE_RPC_UPKEEP_H_

#include <condition_variable>
#include <mutex>
#include <thread>

#include "service/sessions/session_manager.h"

namespace adaptest {

// A thread that ends overdue sessions and stores what exposure control has
// counted, once a second while there is something to do. What fails is tried
// again.
class Upkeep {
 public:
  // Not owned; outlives this.
  explicit Upkeep(SessionManager* manager);
  ~Upkeep();  // does it a last time

 private:
  void Loop();

  SessionManager* manager_;
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_RPC_UPKEEP_H_
