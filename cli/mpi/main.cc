// adaptest-mpi: the subcommand calibrate on several processes, which mpirun
// starts. Rank 0 speaks for all.

#include <CLI/CLI.hpp>
#include <iostream>

#include "absl/status/status.h"
#include "cli/command.h"
#include "cli/mpi/mpi_ranks.h"

namespace adaptest {
namespace {

int Main(int argc, char** argv) {
  MpiRanks ranks;
  CLI::App app(
      "adaptest-mpi: adaptest calibrate on several processes or machines");
  app.name("adaptest-mpi");
  app.set_version_flag("--version", "adaptest-mpi " ADAPTEST_VERSION);
  app.require_subcommand(1);
  app.option_defaults()->always_capture_default();
  app.footer(
      "Example:\n"
      "  mpirun -n 4 adaptest-mpi calibrate --responses answers.pack \\\n"
      "      --model 3pl --out fit");
  const Run run = AddCalibrateOnRanks(app, ranks);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& success) {  // --help, --version
    return ranks.is_first() ? app.exit(success) : 0;
  } catch (const CLI::ParseError& error) {
    if (ranks.is_first()) {
      std::cerr << "adaptest-mpi: " << error.what()
                << "; see adaptest-mpi --help\n";
    }
    return kExitUsage;
  }
  const absl::Status status = run();
  if (status.ok()) return 0;
  if (ranks.is_first()) {
    std::cerr << "adaptest-mpi calibrate: " << status.message() << "\n";
  }
  return IsUsageError(status) ? kExitUsage : kExitFailed;
}

}  // namespace
}  // namespace adaptest

int main(int argc, char** argv) { return adaptest::Main(argc, argv); }
