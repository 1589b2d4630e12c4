// Is the pass probability of the shipped exam what it says? Predictions in the
// course of adaptive tests, and at the end of mock exams, are held against
// whether the examinee passes a fresh form. Prints the tables of
// docs/studies-pass-probability.md.

#include <CLI/CLI.hpp>
#include <array>
#include <cmath>
#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "bench/studies/study.h"
#include "calibration/simulation/simulation.h"

namespace adaptest {
namespace {

constexpr int kCheckpoints[] = {10, 20, 35, 50};
constexpr double kStrata[] = {-1, -0.35, 0.35, 1};  // between five strata
constexpr const char* kStratumNames[] = {
    "below -1", "-1 to -0.35", "-0.35 to 0.35", "0.35 to 1", "above 1"};
constexpr int kNumStrata = 5;

struct Arguments {
  int examinees = 100000;
  int mock_examinees = 100000;
  uint64_t seed = 1;
  int threads = 1;
};

int StratumOf(double theta) {
  int stratum = 0;
  for (const double bound : kStrata) stratum += theta >= bound;
  return stratum;
}

void Add(double probability, bool event, Predictions& predictions) {
  predictions.probability.push_back(probability);
  predictions.event.push_back(event ? 1 : 0);
}

// ECE less its floor: its error is that of the ECE, and of the floor.
Statistic Excess(const Statistic& ece, const Statistic& floor) {
  if (!ece.value) return {};
  return {*ece.value - *floor.value,
          std::hypot(*ece.standard_error, *floor.standard_error)};
}

void PrintHeader(const std::string& title, const std::string& first) {
  std::cout << "\n"
            << title << "\n\n| " << first
            << " | n | passed | ECE | floor | ECE - floor | slope | intercept "
               "|\n|---|---|---|---|---|---|---|---|\n";
}

void PrintRow(const std::string& label, const Predictions& predictions,
              uint64_t seed) {
  const Statistic ece = ExpectedCalibrationError(predictions, seed);
  const Statistic floor = CalibrationErrorFloor(predictions, seed);
  const CalibrationLine line = FitCalibrationLine(predictions);
  double passed = 0;
  for (const char event : predictions.event) passed += event;
  std::cout << absl::StreamFormat(
                   "| %s | %d | %.4f | %s | %s | %s | %s | %s |\n", label,
                   predictions.event.size(), passed / predictions.event.size(),
                   Cell(ece, 4), Cell(floor, 4), Cell(Excess(ece, floor), 4),
                   Cell(line.slope, 3), Cell(line.intercept, 3))
            << std::flush;
}

using Examinees = std::vector<SimulatedExaminee>;

void PrintByLength(const Examinees& examinees, uint64_t seed, bool at_cut) {
  PrintHeader(at_cut ? "The event at the cut as estimated"
                     : "The event with the cut's error drawn",
              "scored items");
  for (const int n : kCheckpoints) {
    Predictions predictions;
    for (const SimulatedExaminee& e : examinees) {
      Add(e.pass_probability_after.at(n),
          at_cut ? e.passes_fresh_form_at_cut : e.passes_fresh_form,
          predictions);
    }
    PrintRow(absl::StrCat(n), predictions, seed);
  }
}

void PrintByStratum(const Examinees& examinees, uint64_t seed, int n,
                    bool of_truth) {
  PrintHeader(absl::StrCat("After ", n, " items, by ",
                           of_truth ? "true theta" : "estimated theta"),
              of_truth ? "true theta" : "estimated theta");
  std::array<Predictions, kNumStrata> strata;
  for (const SimulatedExaminee& e : examinees) {
    Add(e.pass_probability_after.at(n), e.passes_fresh_form,
        strata[StratumOf(of_truth ? e.theta : e.estimate_after.at(n))]);
  }
  for (int s = 0; s < kNumStrata; ++s) {
    PrintRow(kStratumNames[s], strata[s], seed);
  }
}

Examinees Run(const Exam& exam, const std::string& mode, int count,
              const Arguments& a) {
  SimulationOptions options;
  options.exam = PreparedExam::Make(exam, ShippedBank()).value();
  options.mode = FindMode(exam, mode).value();
  options.seed = a.seed;
  options.threads = a.threads;
  options.examinee.checkpoints.assign(std::begin(kCheckpoints),
                                      std::end(kCheckpoints));
  options.progress = ShowProgress(mode, count);
  return Simulate(options, DrawThetas(count, a.seed));
}

// The prediction at the end, however long the test was.
void PrintAtTheEnd(const Examinees& examinees, uint64_t seed) {
  PrintHeader("The event with the cut's error drawn", "scored items");
  Predictions predictions;
  for (const SimulatedExaminee& e : examinees) {
    Add(e.pass_probability, e.passes_fresh_form, predictions);
  }
  PrintRow("at the end", predictions, seed);
}

void Study(const Arguments& a) {
  std::cout << "Adaptive mode as shipped, which stops early\n";
  PrintAtTheEnd(Run(ShippedProfile(), "adaptive", a.examinees, a), a.seed);
  const Exam exam = FullLengthProfile();
  std::cout << "\nAdaptive mode at full length\n";
  const Examinees adaptive = Run(exam, "adaptive", a.examinees, a);
  PrintByLength(adaptive, a.seed, false);
  PrintByLength(adaptive, a.seed, true);
  for (const int n : kCheckpoints) {
    PrintByStratum(adaptive, a.seed, n, false);
  }
  PrintByStratum(adaptive, a.seed, 50, true);
  std::cout << "\nMock mode\n";
  const Examinees mock = Run(exam, "mock", a.mock_examinees, a);
  PrintByLength(mock, a.seed, false);
  PrintByStratum(mock, a.seed, 50, false);
}

int Main(int argc, char** argv) {
  CLI::App app("Calibration of the pass probability on the shipped exam");
  Arguments a;
  app.add_option("--examinees", a.examinees, "adaptive tests")
      ->check(CLI::Range(200, 1000000))
      ->capture_default_str();
  app.add_option("--mock-examinees", a.mock_examinees, "mock exams")
      ->check(CLI::Range(200, 1000000))
      ->capture_default_str();
  app.add_option("--seed", a.seed, "of all draws")->capture_default_str();
  app.add_option("--threads", a.threads, "threads")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  Study(a);
  return 0;
}

}  // namespace
}  // namespace adaptest

int main(int argc, char** argv) { return adaptest::Main(argc, argv); }
