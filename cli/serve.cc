#include <signal.h>

#include <iostream>
#include <memory>
#include <string>

#include "cli/command.h"
#include "cli/store_option.h"
#include "engine/status_macros.h"
#include "service/rpc/server.h"

namespace adaptest {
namespace {

struct Arguments {
  std::string data;
  std::string store;
  std::string listen = "127.0.0.1:50051";
};

absl::Status Serve(const Arguments& a) {
  Server::Options options;
  options.listen = a.listen;
  ASSIGN_OR_RETURN(options.store_path, StorePath(a.data, a.store));

  // Blocked before the server's threads start, so that all inherit it.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  ASSIGN_OR_RETURN(const auto server, Server::Start(options));
  std::cerr << "adaptest: listening on " << server->address() << ", store "
            << options.store_path << std::endl;
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
                      "sqlite:PATH (default: adaptest.db in the data "
                      "directory)");
  command->footer(
      "Anyone who reaches the port may call every method: keep it on loopback "
      "or behind a proxy.\nExample:\n"
      "  adaptest serve --data /var/lib/adaptest --listen 127.0.0.1:50051");
  return [a] { return Serve(*a); };
}

}  // namespace adaptest
