// A server with very many stored sessions: how long it takes to start, and how
// long the next answer of a session takes that is not in memory.
//
//   stored_sessions_bench [sessions [answers [cold calls]]]
//
// Some sessions are sat; the rest are copies of their events, written in turns,
// so that a session's events lie as far apart as those of people who sit at the
// same time. Then the server starts again, and once more with the pages of its
// file dropped from memory.

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <latch>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "adaptest/v1/session.grpc.pb.h"
#include "bench/server_process.h"
#include "bench/shipped_import.h"
#include "bench/sit_blindly.h"
#include "engine/random.h"
#include "service/sessions/resource_name.h"
#include "service/stores/open_store.h"
#include "tests/support/temporary_directory.h"

namespace adaptest {
namespace {

constexpr char kExam[] = "exams/mla-c01";
constexpr int kSat = 64;         // sessions that are sat
constexpr int kAtATime = 10000;  // sessions whose answers come in turn

// A session that waits for an answer.
struct Waiting {
  std::string name;
  const v1::PresentedItem* item;
};

using Time = std::chrono::steady_clock::time_point;

double MillisecondsSince(Time start) {
  return std::chrono::duration<double, std::milli>(
             std::chrono::steady_clock::now() - start)
      .count();
}

double Quantile(const std::vector<double>& sorted, double p) {
  const double last = static_cast<double>(sorted.size() - 1);
  return sorted[static_cast<size_t>(p * last)];
}

// Half of them adaptive, half mock exams. Returns the items that wait.
std::vector<v1::PresentedItem> SitSessions(const ServerProcess& server,
                                           int answers) {
  ImportAndActivate(server.channel(), ShippedImport(kExam));
  const auto stub = v1::SessionService::NewStub(server.channel());
  Random random(1);
  std::vector<v1::PresentedItem> waiting;
  for (int i = 0; i < kSat; ++i) {
    v1::CreateSessionRequest create;
    create.set_exam(kExam);
    create.set_mode(i % 2 == 0 ? "adaptive" : "mock");
    create.set_seed(i + 1);
    waiting.push_back(SitBlindly(*stub, create, answers, random).next_item());
  }
  return waiting;
}

std::vector<std::vector<std::string>> SatEvents(Store& store) {
  std::vector<std::vector<std::string>> events;
  for (int number = 1; number <= kSat; ++number) {
    events.push_back(store.Load(number)->events);
  }
  return events;
}

// Writes copies until there are so many.
std::vector<Waiting> CopySessions(const std::string& address, int64_t sessions,
                                  const std::vector<v1::PresentedItem>& items) {
  const auto store = *OpenStore(address);
  const auto events = SatEvents(*store);
  std::vector<Waiting> copies(std::max<int64_t>(sessions - kSat, 0));
  for (size_t first = 0; first < copies.size(); first += kAtATime) {
    const size_t count = std::min<size_t>(kAtATime, copies.size() - first);
    std::vector<int64_t> numbers(count);
    std::latch created(static_cast<ptrdiff_t>(count));
    for (size_t i = 0; i < count; ++i) {
      copies[first + i].item = &items[i % kSat];
      store->Create({"", kExam, "", RandomToken(), events[i % kSat][0]},
                    [&, i, name = &copies[first + i].name](auto stored) {
                      numbers[i] = stored->number;
                      *name = FormatSessionName(stored->number, stored->token);
                      created.count_down();
                    });
    }
    created.wait();
    for (int sequence = 1; sequence < std::ssize(events[0]); ++sequence) {
      std::latch appended(static_cast<ptrdiff_t>(count));
      for (size_t i = 0; i < count; ++i) {
        store->Append(numbers[i], sequence, events[i % kSat][sequence],
                      [&](const absl::Status& status) {
                        if (!status.ok()) abort();
                        appended.count_down();
                      });
      }
      appended.wait();
    }
  }
  return copies;
}

void DropPages(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return;
  fdatasync(file);
  posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
  close(file);
}

// The memory of a process, in MB.
double ResidentMb(pid_t pid) {
  std::ifstream statm("/proc/" + std::to_string(pid) + "/statm");
  double size = 0, resident = 0;
  statm >> size >> resident;
  return 1e-6 * resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

void MeasureColdCalls(const ServerProcess& server,
                      const std::vector<Waiting>& sessions) {
  const auto stub = v1::SessionService::NewStub(server.channel());
  Random random(2);
  std::vector<double> times;
  for (const Waiting& session : sessions) {
    const Time start = std::chrono::steady_clock::now();
    (void)SubmitBlindly(*stub, session.name, *session.item, random.Bits());
    times.push_back(MillisecondsSince(start));
  }
  if (times.empty()) return;
  std::printf("  first answer %.1f ms; memory of the server %.0f MB\n",
              times[0], ResidentMb(server.pid()));
  std::sort(times.begin(), times.end());
  std::printf("  cold answers: p50 %.2f, p95 %.2f, p99 %.2f, longest %.2f ms\n",
              Quantile(times, 0.5), Quantile(times, 0.95),
              Quantile(times, 0.99), times.back());
}

int Main(int argc, char** argv) {
  if (argc > 2 && std::string(argv[1]) == "serve") return ServeDurable(argv[2]);
  const int64_t sessions = argc > 1 ? atoll(argv[1]) : 1'000'000;
  const int answers = argc > 2 ? atoi(argv[2]) : 20;
  const int calls = argc > 3 ? atoi(argv[3]) : 2000;
  const TemporaryDirectory directory;
  const std::string file = directory.File("bench.db");
  const auto items =
      SitSessions(ServerProcess("serve", "sqlite:" + file), answers);
  Time start = std::chrono::steady_clock::now();
  auto waiting = CopySessions("sqlite:" + file, sessions, items);
  std::printf("%ld sessions of %d answers: %.1f GB, written in %.0f s\n",
              static_cast<long>(sessions), answers,
              1e-9 * static_cast<double>(std::filesystem::file_size(file)),
              1e-3 * MillisecondsSince(start));
  std::fflush(stdout);
  Random(2).Shuffle(waiting);
  for (const bool from_disk : {false, true}) {
    if (from_disk) DropPages(file);
    std::puts(from_disk ? "pages dropped from memory:" : "pages in memory:");
    start = std::chrono::steady_clock::now();
    const ServerProcess server("serve", "sqlite:" + file);
    std::printf("  start %.2f s\n", 1e-3 * MillisecondsSince(start));
    const size_t count = std::min<size_t>(waiting.size() / 2, calls);
    MeasureColdCalls(server, {waiting.end() - count, waiting.end()});
    waiting.resize(waiting.size() - count);
  }
  return 0;
}

}  // namespace
}  // namespace adaptest

int main(int argc, char** argv) { return adaptest::Main(argc, argv); }
