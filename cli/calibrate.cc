#include "cli/command.h"

namespace adaptest {

Run AddCalibrate(CLI::App& app) {
  app.add_subcommand("calibrate", "Fit item parameters from response logs");
  return [] { return absl::OkStatus(); };
}

}  // namespace adaptest
