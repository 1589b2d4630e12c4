// The one executable: parses the command line and runs one subcommand.

#include <stdlib.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "cli/command.h"
#include "mip/assembly_mip.h"

namespace adaptest {
namespace {

constexpr AddCommand kCommands[] = {
    AddCalibrate, AddPack,    AddFit,   AddScore,    AddSelect, AddAssemble,
    AddSimulate,  AddExam,    AddBank,  AddServe,    AddTake,   AddReplay,
    AddLoad,      AddRescore, AddErase, AddOutcomes, AddBackup, AddRestore};

int Main(int argc, char** argv) {
  // Errors are told once, by us; GRPC_VERBOSITY=ERROR brings gRPC's log back.
  setenv("GRPC_VERBOSITY", "NONE", /*overwrite=*/0);
  InstallAssemblyFallback();
  CLI::App app(
      "adaptest: calibrate item banks, assemble and give adaptive "
      "tests, and say how likely a person is to pass");
  app.name("adaptest");
  app.set_version_flag("--version", "adaptest " ADAPTEST_VERSION);
  app.require_subcommand(1);
  app.option_defaults()->always_capture_default();
  app.footer("Each subcommand explains itself: adaptest calibrate --help");

  std::vector<std::pair<CLI::App*, Run>> commands;
  for (const AddCommand add : kCommands) {
    Run run = add(app);
    commands.emplace_back(app.get_subcommands({}).back(), std::move(run));
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& success) {  // --help, --version
    return app.exit(success);
  } catch (const CLI::ParseError& error) {
    std::cerr << "adaptest: " << error.what() << "; see adaptest --help\n";
    return kExitUsage;
  }
  for (const auto& [command, run] : commands) {
    if (!command->parsed()) continue;
    const absl::Status status = run();
    if (status.ok()) return 0;
    std::cerr << "adaptest " << command->get_name() << ": " << status.message()
              << "\n";
    return IsUsageError(status) ? kExitUsage : kExitFailed;
  }
  return kExitUsage;
}

}  // namespace
}  // namespace adaptest

int main(int argc, char** argv) { return adaptest::Main(argc, argv); }
