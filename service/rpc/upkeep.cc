#include "service/rpc/upkeep.h"

#include <chrono>

namespace adaptest {
namespace {

constexpr std::chrono::seconds kPause(1);

// Sessions looked at at once, since reads wait meanwhile; how often in a step;
// and steps between two passes over all.
constexpr int kSessions = 25;
constexpr int kPages = 20;
constexpr int kRest = 60;

}  // namespace

Upkeep::Upkeep(SessionManager* manager)
    : manager_(manager), thread_([this] { Loop(); }) {}

Upkeep::~Upkeep() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_one();
  thread_.join();
  (void)manager_->StoreExposure();
}

void Upkeep::Loop() {
  int rest = 0;
  std::unique_lock lock(mutex_);
  while (!stop_.wait_for(lock, kPause, [&] { return stopping_; })) {
    lock.unlock();
    // The next step tries again what fails in this one.
    (void)manager_->StoreExposure();
    bool more = --rest < 0;
    for (int page = 0; more && page < kPages; ++page) {
      more = manager_->EndOverdue(kSessions).value_or(false);
      rest = more ? 0 : kRest;
    }
    lock.lock();
  }
}

}  // namespace adaptest
