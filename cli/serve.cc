#include <signal.h>

#include <chrono>
#include <cmath>
#include <iostream>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "cli/command.h"
#include "cli/store_option.h"
#include "engine/status_macros.h"
#include "service/rpc/server.h"
#include "service/stores/open_store.h"

namespace adaptest {
namespace {

struct Arguments {
  std::string data;
  std::string store;
  std::string listen = "127.0.0.1:50051";
  double commit_wait_ms = 0;
  int max_calls = CallQueue::Limits().calls;
};

absl::Status Serve(const Arguments& a) {
  Server::Options options;
  options.listen = a.listen;
  ASSIGN_OR_RETURN(options.store, StoreAddress(a.data, a.store));
  options.store_options.commit_wait =
      std::chrono::microseconds(std::llround(1000 * a.commit_wait_ms));
  options.limits.calls = a.max_calls;

  // Blocked before the server's threads start, so that all inherit it.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  ASSIGN_OR_RETURN(const auto server, Server::Start(options));
  std::cerr << "adaptest: listening on " << server->address() << ", store "
            << WithoutPassword(options.store) << std::endl;
  int signal = 0;
  sigwait(&signals, &signal);
  std::cerr << "adaptest: stopping" << std::endl;
  return absl::OkStatus();
}

}  // namespace

Run AddServe(CLI::App& app) {
  auto a = std::make_shared<Arguments>();
  CLI::App* command =
      app.add_subcommand("serve", "Serve exams over gRPC, until SIGTERM");
  command->add_option("--data", a->data, "directory of the server's data")
      ->required();
  command->add_option("--listen", a->listen,
                      "HOST:PORT to listen on; port 0 takes any free one");
  command->add_option("--store", a->store,
                      absl::StrCat(kStoreKinds,
                                   " (default: adaptest.db in the "
                                   "data directory)"));
  command
      ->add_option("--commit-wait", a->commit_wait_ms,
                   "milliseconds to wait for more answers before a commit; 0.5 "
                   "helps where hundreds of calls are under way")
      ->check(CLI::Range(0.0, 100.0));
  command
      ->add_option("--max-calls", a->max_calls,
                   "calls under way at once; more are refused with "
                   "RESOURCE_EXHAUSTED and a delay to try again after")
      ->check(CLI::Range(1, 1000000));
  command->footer(
      "Anyone who reaches the port may call every method: keep it on loopback "
      "or behind a proxy.\nExample:\n"
      "  adaptest serve --data /var/lib/adaptest --listen 127.0.0.1:50051\n"
      "  adaptest serve --data /var/lib/adaptest --store "
      "postgresql://adaptest@db.example/adaptest");
  return [a] { return Serve(*a); };
}

}  // namespace adaptest
