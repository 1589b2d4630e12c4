// Recovery of item parameters whose true values are drawn from what the fit
// assumes: bias, coverage of intervals, and simulation-based calibration of the
// normal approximation to the posterior. Prints tables of
// docs/studies-calibration.md; every figure has its Monte Carlo error.

#include <CLI/CLI.hpp>
#include <iostream>
#include <mutex>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "bench/studies/markdown_table.h"
#include "bench/studies/recovery.h"
#include "bench/studies/replicate_progress.h"
#include "calibration/parallel.h"

namespace adaptest {
namespace {

struct Arguments {
  int replicates = 200;
  int persons = 1000;
  int items = 30;
  int threads = 1;
  uint64_t seed = 1;
  int profile = 12;
  std::string only;
};

std::vector<RecoveryReplicate> RunReplicates(const RecoveryDesign& design,
                                             const Arguments& a) {
  std::vector<RecoveryReplicate> results(a.replicates);
  const ReplicateProgress progress(design.name, a.replicates);
  std::mutex mutex;
  int done = 0;
  ParallelFor(a.replicates, a.threads, [&](int r) {
    RecoveryDesign one = design;
    one.profile = design.profile && r < a.profile;
    results[r] = RunRecovery(one, r).value();
    const std::lock_guard<std::mutex> lock(mutex);
    progress.Show(++done);
  });
  return results;
}

std::string PText(double p) {
  return p < 0.0001 ? absl::StrFormat("%.0e", p) : Shown(p, 4);
}

std::string InErrors(const Measured& bias, double standard_error) {
  return Shown({bias.value / standard_error, bias.error / standard_error}, 3);
}

using Rows = std::vector<std::string>;

void AddRows(const RecoveryDesign& design, const std::string& parameter,
             const RecoverySummary& sum, Rows& bias, Rows& coverage,
             Rows& ranks) {
  const double error = sum.standard_error.value;
  bias.push_back(
      TableRow({design.name, parameter, Shown(sum.standard_error, 4),
                Shown(sum.rmse, 4), Shown(sum.bias, 4),
                InErrors(sum.bias, error), Shown(sum.bias_of_items / error, 3),
                Shown(sum.working_bias, 3), absl::StrCat(sum.at_bound)}));
  const bool has_profile = parameter == "c" && design.profile;
  coverage.push_back(
      TableRow({design.name, parameter, Shown(sum.coverage, 4),
                parameter == "b" ? "" : Shown(sum.working_coverage, 4),
                has_profile ? Shown(sum.profile_coverage, 4) : ""}));
  Rows cells = {design.name,
                parameter,
                Shown(sum.chi_square, 1),
                PText(sum.p),
                Shown(sum.clustered, 1),
                PText(sum.clustered_p)};
  for (const double share : sum.ranks) cells.push_back(Shown(share, 3));
  ranks.push_back(TableRow(cells));
}

void Print(const Rows& head, const Rows& rows) {
  std::cout << TableHead(head);
  for (const std::string& row : rows) std::cout << row;
  std::cout << "\n";
}

void Run(const Arguments& a) {
  Rows bias, coverage, ranks, failures;
  for (RecoveryDesign design : RecoveryDesigns()) {
    if (!absl::StrContains(design.name, a.only)) continue;
    const bool has_c = ParametersOf(design.model, 2).size() == 3;
    design.persons = a.persons;
    design.items = a.items;
    design.seed = a.seed;
    design.profile = a.profile > 1 && has_c;
    const auto replicates = RunReplicates(design, a);
    int not_converged = 0;
    for (const auto& replicate : replicates) {
      not_converged += !replicate.converged;
    }
    if (not_converged > 0) {
      failures.push_back(absl::StrCat(design.name, ": ", not_converged,
                                      " fits did not converge\n"));
    }
    for (int k = 0; k < (has_c ? 3 : 2); ++k) {
      AddRows(design, std::string(1, "abc"[k]),
              Summarise(replicates, k, design.draws), bias, coverage, ranks);
    }
  }
  Print({"fit", "parameter", "standard error", "RMSE", "bias",
         "in standard errors", "of single items", "on the working scale",
         "at a bound"},
        bias);
  Print({"fit", "parameter", "estimate +- 1.96 SE", "on the working scale",
         "profile interval"},
        coverage);
  Rows head = {"fit", "parameter", "chi-square", "p", "clustered", "p"};
  for (int bin = 1; bin <= kRankBins; ++bin) head.push_back(absl::StrCat(bin));
  Print(head, ranks);
  for (const std::string& failure : failures) std::cout << failure;
}

int Main(int argc, char** argv) {
  CLI::App app("Recovery of item parameters drawn from the priors");
  Arguments a;
  app.add_option("--replicates", a.replicates)->capture_default_str();
  app.add_option("--persons", a.persons)->capture_default_str();
  app.add_option("--items", a.items)->capture_default_str();
  app.add_option("--threads", a.threads)->capture_default_str();
  app.add_option("--seed", a.seed)->capture_default_str();
  app.add_option("--profile", a.profile,
                 "replicates with profile intervals of c")
      ->capture_default_str();
  app.add_option("--only", a.only, "fits whose name contains this");
  CLI11_PARSE(app, argc, argv);
  Run(a);
  return 0;
}

}  // namespace
}  // namespace adaptest

int main(int argc, char** argv) { return adaptest::Main(argc, argv); }
