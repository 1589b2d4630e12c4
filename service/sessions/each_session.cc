#include "service/sessions/each_session.h"

#include <limits>
#include <vector>

#include "engine/status_macros.h"

namespace adaptest {
namespace {

constexpr int kPage = 200;

}  // namespace

absl::Status ForEachSession(EventStore& store, const SessionFilter& filter,
                            absl::FunctionRef<absl::Status(int64_t)> use) {
  int64_t before = std::numeric_limits<int64_t>::max();
  while (true) {
    ASSIGN_OR_RETURN(const std::vector<int64_t> numbers,
                     store.ListSessions(filter, before, kPage));
    for (const int64_t number : numbers) RETURN_IF_ERROR(use(number));
    if (static_cast<int>(numbers.size()) < kPage) return absl::OkStatus();
    before = numbers.back();
  }
}

}  // namespace adaptest
