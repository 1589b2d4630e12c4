// Calibration from logs of adaptive tests beside logs of random ones, whole and
// without the early answers that drove the selection. Prints tables of
// docs/studies-calibration.md; every figure has its Monte Carlo error.

#include <CLI/CLI.hpp>
#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "bench/studies/adaptive_logs.h"
#include "bench/studies/markdown_table.h"
#include "bench/studies/measured.h"
#include "bench/studies/replicate_progress.h"

namespace adaptest {
namespace {

struct Column {
  const char* name;
  double LogRecovery::*figure;
  int digits;
};
constexpr Column kCounts[] = {{"items", &LogRecovery::items, 0},
                              {"answers an item", &LogRecovery::answers, 0}};
constexpr Column kFigures[] = {{"bias of b", &LogRecovery::bias_b, 4},
                               {"slope of b", &LogRecovery::slope_b, 4},
                               {"RMSE of b", &LogRecovery::rmse_b, 4},
                               {"error / SE", &LogRecovery::scaled_b, 3},
                               {"covered", &LogRecovery::coverage_b, 3},
                               {"bias of a", &LogRecovery::bias_a, 4},
                               {"RMSE of a", &LogRecovery::rmse_a, 4},
                               {"error / SE", &LogRecovery::scaled_a, 3},
                               {"covered", &LogRecovery::coverage_a, 3}};

using Replicates = std::vector<std::array<LogRecovery, kNumLogs>>;

// Of one log, or of what it has above another in the same replicates.
Measured Over(const Replicates& replicates, double LogRecovery::*figure,
              int kind, int less = -1) {
  std::vector<double> values;
  for (const auto& replicate : replicates) {
    const double other = less < 0 ? 0 : replicate[less].*figure;
    values.push_back(replicate[kind].*figure - other);
  }
  return MeanOf(values);
}

void PrintRow(const Replicates& replicates, const std::string& name, int kind,
              int less = -1) {
  std::vector<std::string> cells = {name};
  for (const Column& column : kCounts) {
    cells.push_back(
        less < 0 ? Shown(Over(replicates, column.figure, kind).value, 0) : "");
  }
  for (const Column& column : kFigures) {
    cells.push_back(
        Shown(Over(replicates, column.figure, kind, less), column.digits));
  }
  int failures = 0;
  for (const auto& replicate : replicates) {
    failures += !replicate[kind].converged;
  }
  cells.push_back(less < 0 ? absl::StrCat(failures) : "");
  std::cout << TableRow(cells);
}

void PrintTable(const Replicates& replicates, int dropped) {
  std::vector<std::string> names = {"log"};
  for (const Column& column : kCounts) names.push_back(column.name);
  for (const Column& column : kFigures) names.push_back(column.name);
  names.push_back("not converged");
  std::cout << TableHead(names);
  const std::string cut = absl::StrCat(", without the first ", dropped);
  PrintRow(replicates, "random", kRandomLog);
  PrintRow(replicates, "adaptive", kAdaptiveLog);
  PrintRow(replicates, "adaptive less random", kAdaptiveLog, kRandomLog);
  PrintRow(replicates, "random" + cut, kCutRandomLog);
  PrintRow(replicates, "adaptive" + cut, kCutAdaptiveLog);
  PrintRow(replicates, "their difference", kCutAdaptiveLog, kCutRandomLog);
}

int Main(int argc, char** argv) {
  CLI::App app("Calibration from logs of adaptive tests");
  AdaptiveLogDesign design;
  int replicates = 20;
  app.add_option("--replicates", replicates)->capture_default_str();
  app.add_option("--items", design.items)->capture_default_str();
  app.add_option("--persons", design.persons)->capture_default_str();
  app.add_option("--length", design.length)->capture_default_str();
  app.add_option("--best", design.best, "one of so many items is given")
      ->capture_default_str();
  app.add_option("--dropped", design.dropped)->capture_default_str();
  app.add_option("--min-answers", design.min_answers, "to an item that counts")
      ->capture_default_str();
  app.add_option("--seed", design.seed)->capture_default_str();
  app.add_option("--threads", design.threads)->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  Replicates results;
  ReplicateProgress progress("replicate", replicates);
  for (int r = 0; r < replicates; ++r) {
    results.push_back(RunLogReplicate(design, r));
    progress.Show(r + 1);
  }
  PrintTable(results, design.dropped);
  return 0;
}

}  // namespace
}  // namespace adaptest

int main(int argc, char** argv) { return adaptest::Main(argc, argv); }
