#include "cli/load/load_driver.h"

#include <grpcpp/channel.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <utility>
#include <vector>

#include "cli/load/person.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

using Clock = std::chrono::steady_clock;

// All people work until each has left.
void WorkTogether(LoadRun& run) {
  std::vector<std::unique_ptr<Person>> people;
  for (int i = 0; i < run.options.people; ++i) {
    people.push_back(MakePerson(&run));
    people.back()->Begin();
  }
  void* tag = nullptr;
  bool ok = false;
  while (run.busy > 0 && run.queue.Next(&tag, &ok)) {
    static_cast<Tag*>(tag)->then(ok);
  }
}

}  // namespace

double LoadResult::LatencyMs(double p) const {
  if (latencies_ms.empty()) return 0;
  const auto rank = static_cast<size_t>(std::ceil(p * latencies_ms.size()));
  return latencies_ms[std::clamp<size_t>(rank, 1, latencies_ms.size()) - 1];
}

absl::StatusOr<LoadResult> RunLoad(
    const std::shared_ptr<grpc::Channel>& channel, const LoadOptions& options) {
  const auto stub = v1::SessionService::NewStub(channel);
  LoadRun run;
  run.options = options;
  run.stub = stub.get();
  run.random = Random(options.seed);
  run.preparing = options.prepared_sessions;
  WorkTogether(run);
  RETURN_IF_ERROR(run.broken);
  run.counting = true;
  const Clock::time_point start = Clock::now();
  run.end = start + std::chrono::duration_cast<Clock::duration>(
                        std::chrono::duration<double>(options.seconds));
  WorkTogether(run);
  const std::chrono::duration<double> took = Clock::now() - start;
  run.result.seconds = took.count();
  run.queue.Shutdown();
  if (run.result.answers == 0) RETURN_IF_ERROR(run.broken);
  std::sort(run.result.latencies_ms.begin(), run.result.latencies_ms.end());
  return std::move(run.result);
}

}  // namespace adaptest
