// A real licensure exam: how fast it is calibrated, what the candidates who
// were flagged for misconduct do to the items, and how many of them person fit
// and response times find. Prints the tables of docs/credential.md from a
// folder with the data.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <iostream>
#include <numeric>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "bench/studies/alarm_rates.h"
#include "bench/studies/credential_data.h"
#include "bench/studies/credential_fit.h"
#include "bench/studies/markdown_table.h"
#include "bench/studies/measured.h"
#include "bench/studies/misconduct_indices.h"
#include "bench/studies/replicate_progress.h"
#include "bench/studies/yardstick.h"
#include "calibration/calibrate.h"
#include "calibration/fit/assess_fit.h"
#include "engine/random.h"

namespace adaptest {
namespace {

struct Arguments {
  std::string data;
  int threads = 2;
  int repetitions = 5;
  int random_sets = 20;
  uint64_t seed = 1;
};

void PrintTimes(const CredentialData& data, const Arguments& a) {
  std::cout << "Yardstick: " << Shown(Yardstick(a.repetitions), 1)
            << " GFLOP/s\n\n"
            << TableHead({"3pl, default priors", "threads", "parameters",
                          "iterations", "seconds (of CPU)",
                          "with standard errors"});
  const auto row = [&](const std::string& name, const ResponseData& answers,
                       int threads) {
    Calibration fit;
    const auto seconds = [&](ParameterInformation information) {
      const Seconds median = MedianSeconds(a.repetitions, [&] {
        fit = FitThreePl(answers, threads, information);
      });
      return absl::StrCat(Shown(median.wall, 3), " (", Shown(median.cpu, 3),
                          ")");
    };
    const std::string plain = seconds(ParameterInformation::kNone);
    const std::string with_errors = seconds(ParameterInformation::kOakes);
    std::cout << TableRow(
        {name, absl::StrCat(threads), absl::StrCat(fit.num_parameters),
         absl::StrCat(fit.iterations, fit.converged ? "" : " NOT CONVERGED"),
         plain, with_errors});
  };
  for (const int threads : {1, a.threads}) {
    row("1 636 x 170 operational items", data.operational, threads);
    row("the same with 30 pretest items", data.all, threads);
  }
  std::cout << "\n";
}

// Changes of parameter k from one fit to another, in natural units or in
// standard errors of the first.
std::vector<double> Changes(const Calibration& from, const Calibration& to,
                            int k, bool standardised) {
  std::vector<double> changes;
  for (size_t i = 0; i < from.items.size(); ++i) {
    const double change =
        to.items[i].parameters[k] - from.items[i].parameters[k];
    const double error = std::sqrt(from.items[i].covariance[4 * k]);
    changes.push_back(standardised ? change / error : change);
  }
  return changes;
}

double RootMeanSquare(const std::vector<double>& values) {
  return std::sqrt(
      std::inner_product(values.begin(), values.end(), values.begin(), 0.0) /
      static_cast<double>(values.size()));
}

double Largest(const std::vector<double>& values) {
  double largest = 0;
  for (const double x : values) largest = std::max(largest, std::abs(x));
  return largest;
}

// All candidates but `count` of the unflagged, at random.
std::vector<int> WithoutRandom(const CredentialData& data, int count,
                               Random& random) {
  std::vector<int> persons = data.Candidates(false);
  random.Shuffle(persons);
  persons.resize(persons.size() - count);
  const std::vector<int> flagged = data.Candidates(true);
  persons.insert(persons.end(), flagged.begin(), flagged.end());
  std::sort(persons.begin(), persons.end());
  return persons;
}

void PrintChanges(const CredentialData& data, const Arguments& a,
                  const Calibration& all, const Calibration& unflagged) {
  std::vector<std::vector<double>> random_changes(3), random_largest(3);
  Random random(a.seed);
  const int count = static_cast<int>(data.Candidates(true).size());
  const ReplicateProgress progress("random set", a.random_sets);
  for (int set = 0; set < a.random_sets; ++set) {
    progress.Show(set + 1);
    const Calibration other = FitThreePl(
        SelectUnits(data.operational, WithoutRandom(data, count, random)),
        a.threads, ParameterInformation::kNone);
    for (int k = 0; k < 3; ++k) {
      const auto changes = Changes(all, other, k, true);
      random_changes[k].push_back(RootMeanSquare(changes));
      random_largest[k].push_back(Largest(changes));
    }
  }
  std::cout << TableHead({"parameter", "mean change", "root mean square",
                          "largest", "in standard errors", "largest",
                          "46 others left out", "largest"});
  for (int k = 0; k < 3; ++k) {
    const auto raw = Changes(all, unflagged, k, false);
    const auto standard = Changes(all, unflagged, k, true);
    std::cout << TableRow(
        {std::string(1, "abc"[k]), Shown(MeanOf(raw), 4),
         Shown(RootMeanSquare(raw), 4), Shown(Largest(raw), 4),
         Shown(RootMeanSquare(standard), 3), Shown(Largest(standard), 2),
         Shown(MeanOf(random_changes[k]), 3),
         Shown(MeanOf(random_largest[k]), 2)});
  }
  std::cout << "\n";
}

// Means over candidates without a flag and over those with one.
void PrintCandidates(const CredentialData& data, const Arguments& a,
                     const Calibration& all, const Calibration& unflagged) {
  std::cout << TableHead({"parameters of", "candidates",
                          "log-likelihood a candidate", "theta, EAP", "lz*"});
  const auto row = [&](const std::string& name, const Calibration& fit,
                       bool flagged) {
    const FitReport report =
        ReportFit(SelectUnits(data.operational, data.Candidates(flagged)),
                  fit.items, a.threads, true);
    std::vector<double> theta, lz_star;
    for (const PersonEstimate& person : report.persons) {
      theta.push_back(person.theta.value_or(0));
      lz_star.push_back(person.lz_star.value_or(0));
    }
    std::cout << TableRow({name, flagged ? "46 flagged" : "1 590 unflagged",
                           Shown(report.log_likelihood / report.num_persons, 4),
                           Shown(MeanOf(theta), 3), Shown(MeanOf(lz_star), 3)});
  };
  for (const bool flagged : {false, true}) {
    row("all", all, flagged);
    row("the unflagged", unflagged, flagged);
  }
  std::cout << "\n";
}

void PrintFit(const CredentialData& data, const Arguments& a,
              const Calibration& all, const Calibration& unflagged) {
  const auto one = DescribeFit(data.operational, all, a.threads);
  const auto other =
      DescribeFit(SelectUnits(data.operational, data.Candidates(false)),
                  unflagged, a.threads);
  std::cout << TableHead({"fit", "all 1 636", "1 590 unflagged"});
  for (size_t i = 0; i < one.size(); ++i) {
    std::cout << TableRow({one[i].name, one[i].value, other[i].value});
  }
  std::cout << "\n";
}

void PrintAlarms(const CredentialData& data, const Arguments& a,
                 const Calibration& fit, const std::string& whose) {
  constexpr double kRates[] = {0.01, 0.02, 0.05, 0.1};
  const FitReport report =
      ReportFit(data.operational, fit.items, a.threads, true);
  std::cout << "Flagged candidates found of 46, parameters of " << whose
            << ":\n\n"
            << TableHead({"index", "false alarms 1 %", "2 %", "5 %", "10 %",
                          "area under the curve"});
  for (const MisconductIndex& index :
       MisconductIndices(data, fit.items, report.persons)) {
    std::vector<std::string> cells = {index.name};
    for (const double rate : kRates) {
      cells.push_back(absl::StrCat(HitsAt(index.value, data.is_flagged, rate)));
    }
    cells.push_back(Shown(AreaUnderCurve(index.value, data.is_flagged), 3));
    std::cout << TableRow(cells);
  }
  std::cout << "\n"
            << TableHead({"lz* below the normal quantile", "of 1 590 unflagged",
                          "of 46 flagged"});
  for (const auto& [name, limit] : {std::pair{"1 %", -2.3263},
                                    {"2 %", -2.0537},
                                    {"5 %", -1.6449},
                                    {"10 %", -1.2816}}) {
    int found[2] = {0, 0};
    for (size_t p = 0; p < report.persons.size(); ++p) {
      found[data.is_flagged[p]] +=
          report.persons[p].lz_star.value_or(0) < limit;
    }
    std::cout << TableRow(
        {name, absl::StrCat(found[0], " (", Shown(found[0] / 15.90, 1), " %)"),
         absl::StrCat(found[1])});
  }
  std::cout << "\n";
}

void Print(const CredentialData& data, const Arguments& a) {
  PrintTimes(data, a);
  const Calibration all =
      FitThreePl(data.operational, a.threads, ParameterInformation::kOakes);
  const Calibration unflagged =
      FitThreePl(SelectUnits(data.operational, data.Candidates(false)),
                 a.threads, ParameterInformation::kOakes);
  PrintChanges(data, a, all, unflagged);
  PrintCandidates(data, a, all, unflagged);
  PrintAlarms(data, a, all, "all");
  PrintAlarms(data, a, unflagged, "the unflagged");
  PrintFit(data, a, all, unflagged);
}

int Main(int argc, char** argv) {
  CLI::App app("A licensure exam with and without its flagged candidates");
  Arguments a;
  app.add_option("data", a.data,
                 "folder with responses_long.csv.gz and persons.csv")
      ->required();
  app.add_option("--threads", a.threads)->capture_default_str();
  app.add_option("--repetitions", a.repetitions, "of timed work")
      ->capture_default_str();
  app.add_option("--random-sets", a.random_sets,
                 "of as many other candidates, left out for comparison")
      ->capture_default_str();
  app.add_option("--seed", a.seed)->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  const auto data = CredentialData::Read(a.data);
  if (!data.ok()) {
    std::cerr << data.status().message() << "\n";
    return 1;
  }
  Print(*data, a);
  return 0;
}

}  // namespace
}  // namespace adaptest

int main(int argc, char** argv) { return adaptest::Main(argc, argv); }
