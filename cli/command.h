#ifndef ADAPTEST_CLI_COMMAND_H_
#define ADAPTEST_CLI_COMMAND_H_

#include <CLI/CLI.hpp>
#include <functional>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "calibration/ranks.h"

namespace adaptest {

// Adds a subcommand with its options to `app` and returns what runs it once
// the command line is parsed. An error that Run returns is printed as one line
// on standard error; the process ends with 1, or with 2 for a UsageError.
using Run = std::function<absl::Status()>;
using AddCommand = Run (*)(CLI::App& app);

inline constexpr int kExitFailed = 1;
inline constexpr int kExitUsage = 2;

// An error of the command line itself: a value that no run could accept.
absl::Status UsageError(absl::string_view message);
bool IsUsageError(const absl::Status& status);

// The subcommands, one file each: cli/<name>.cc.
Run AddCalibrate(CLI::App& app);
Run AddPack(CLI::App& app);
Run AddFit(CLI::App& app);
Run AddScore(CLI::App& app);
Run AddSelect(CLI::App& app);
Run AddAssemble(CLI::App& app);
Run AddSimulate(CLI::App& app);
Run AddExam(CLI::App& app);
Run AddBank(CLI::App& app);
Run AddServe(CLI::App& app);
Run AddTake(CLI::App& app);
Run AddReplay(CLI::App& app);
Run AddLoad(CLI::App& app);
Run AddRescore(CLI::App& app);
Run AddErase(CLI::App& app);
Run AddOutcomes(CLI::App& app);
Run AddBackup(CLI::App& app);
Run AddRestore(CLI::App& app);

// calibrate on several processes, all of which run it.
Run AddCalibrateOnRanks(CLI::App& app, Ranks& ranks);

}  // namespace adaptest

#endif  // ADAPTEST_CLI_COMMAND_H_
