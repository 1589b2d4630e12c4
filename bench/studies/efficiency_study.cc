// How short an adaptive test can be without worse decisions than longer forms
// made in other ways, on the shipped exam and random banks like its own.
// Prints markdown tables; every figure has its standard error or 95 % interval.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <iostream>
#include <numeric>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "bench/studies/study_designs.h"
#include "bench/studies/study_tables.h"

namespace adaptest {
namespace {

constexpr double kLengths[] = {17, 30};

// The design that a mean length is asked of, and those it is compared with.
struct Options {
  double max_rate = 0.225;
  int segments = 1;
  int min_items = 10;
  int pilot = 200;  // examinees a bank
  std::vector<std::string> criteria;
  std::vector<std::string> rules;
};

// A stopping rule that stops later the larger p is.
Rule StoppingRuleWith(const std::string& name, double p, int min_items) {
  Rule rule{name, {{"min_items", min_items}}, {}, {}};
  if (name == "mastery_decided") rule.parameters["probability"] = p;
  if (name == "confidence_interval") rule.parameters["confidence"] = p;
  if (name == "curtailment") rule.parameters["gamma"] = p;
  if (name == "sprt" || name == "glr") {
    rule.parameters["alpha"] = rule.parameters["beta"] = 1 - p;
  }
  return rule;
}

Mode AdaptiveDesign(const Study& study, const Options& options,
                    const std::string& criterion, const std::string& rule,
                    double p) {
  Mode mode = AdaptiveMode(study);
  mode.criterion = {criterion, {}, {}, {}};
  mode.exposure = {ItemEligibilityRule(options.max_rate, options.segments)};
  mode.stopping_rules = {StoppingRuleWith(rule, p, options.min_items)};
  return mode;
}

double FromLogit(double x) { return 1 / (1 + std::exp(-x)); }

// The largest p, on the logit scale, whose mean length stays below the limit:
// by the secant method on a pilot study.
double TuneLogit(const Study& study, double limit, double start,
                 const std::function<double(const Study&, double)>& length) {
  constexpr int kPilots = 3;
  constexpr double kLowest = 0.01;
  constexpr double kHighest = 9;
  constexpr double kMargin = 0.98;
  Study pilot = study;
  double x = start;
  double slope = 7;  // items a unit
  double previous_x = 0, previous_length = 0;
  for (int i = 0; i < kPilots; ++i) {
    const double mean = length(pilot, x);
    if (i > 0 && std::abs(x - previous_x) > 0.01) {
      slope =
          std::clamp((mean - previous_length) / (x - previous_x), 3.0, 15.0);
    }
    previous_x = x;
    previous_length = mean;
    x = std::clamp(x + (kMargin * limit - mean) / slope, kLowest, kHighest);
  }
  return x;
}

double Right(const StudyTest& test) { return test.right; }
double Length(const StudyTest& test) { return test.length; }
double SquaredError(const StudyTest& test) {
  return (test.estimate - test.theta) * (test.estimate - test.theta);
}

std::string MaxExposureCell(const DesignResult& result) {
  return absl::StrCat(
      WithError(PlainMean(result.max_exposure), 3), ", at most ",
      absl::StrFormat("%.3f", *std::max_element(result.max_exposure.begin(),
                                                result.max_exposure.end())));
}

struct Baselines {
  DesignResult blueprint_random;
  DesignResult on_the_fly;
};

Baselines RunBaselines(const Study& study, const Options& options) {
  Baselines baselines;
  Mode mode = MockMode(study);
  baselines.blueprint_random = RunDesign(study, mode);
  mode.criterion = {"cut_information", {}, {}, {}};
  mode.exposure = {ItemEligibilityRule(options.max_rate, options.segments)};
  baselines.on_the_fly = RunDesign(study, mode);
  return baselines;
}

void PrintBaselines(const Study& study, const Baselines& baselines) {
  std::cout << TableHead({"form of 50 items", "accuracy", "largest exposure"});
  const auto print = [&](const std::string& name, const DesignResult& result) {
    std::cout << TableRow(
        {name, WithError(BootstrapMean(ValuesOf(result, Right), study.seed), 4),
         MaxExposureCell(result)});
  };
  print("blueprint-random, number right", baselines.blueprint_random);
  print("on the fly, information at the cut", baselines.on_the_fly);
  std::cout << "\n";
}

// Accuracy of a fixed test with this information at the cut, theta ~ N(0, 1)
// and a normal error of the estimate, the cut at 0.
double AccuracyOfFixedTest(double information) {
  constexpr double kPi = 3.141592653589793;
  return 1 - std::atan(1 / std::sqrt(information)) / kPi;
}

// What a test of fixed length could do at best: the most informative items of
// the bank at the cut, and the mean of as many as the exposure limit asks for.
void PrintBounds(const Study& study) {
  std::cout << TableHead({"items", "information, best items", "accuracy",
                          "information, exposure <= 0.25", "accuracy"});
  for (const int length : {17, 30, 50}) {
    std::vector<double> best, spread, best_accuracy, spread_accuracy;
    for (const auto& bank : study.banks) {
      std::vector<double> information;
      for (const Item& item : bank->items()) {
        information.push_back(Information(item.model, item.parameters,
                                          study.profile.scale.theta_cut));
      }
      std::sort(information.rbegin(), information.rend());
      const auto sum = [&](int n) {
        return std::accumulate(information.begin(), information.begin() + n,
                               0.0);
      };
      best.push_back(sum(length));
      spread.push_back(sum(4 * length) / 4);
      best_accuracy.push_back(AccuracyOfFixedTest(best.back()));
      spread_accuracy.push_back(AccuracyOfFixedTest(spread.back()));
    }
    std::cout << TableRow({absl::StrCat(length), WithError(PlainMean(best), 2),
                           WithError(PlainMean(best_accuracy), 4),
                           WithError(PlainMean(spread), 2),
                           WithError(PlainMean(spread_accuracy), 4)});
  }
  std::cout << "\n";
}

void PrintDesign(const Study& study, const Baselines& baselines,
                 const std::string& criterion, const std::string& rule,
                 double p, const DesignResult& result) {
  const Values right = ValuesOf(result, Right);
  const auto against = [&](const DesignResult& baseline) {
    return WithInterval(
        BootstrapMean(Differences(right, ValuesOf(baseline, Right)),
                      study.seed),
        4);
  };
  std::cout << TableRow(
                   {criterion, rule, absl::StrFormat("%.4f", p),
                    WithError(
                        BootstrapMean(ValuesOf(result, Length), study.seed), 2),
                    WithError(BootstrapMean(right, study.seed), 4),
                    against(baselines.blueprint_random),
                    against(baselines.on_the_fly),
                    WithError(RootOf(BootstrapMean(
                                  ValuesOf(result, SquaredError), study.seed)),
                              3),
                    MaxExposureCell(result)})
            << std::flush;
}

// Tunes on a pilot; where the whole study is longer than the limit all the
// same, it is repeated with an earlier stop.
double RunTuned(const Study& study, const Options& options,
                const Baselines& baselines, const std::string& criterion,
                const std::string& rule, double limit, double start) {
  constexpr int kTries = 6;
  constexpr double kItemsALogit = 7;
  Study pilot = study;
  pilot.examinees = options.pilot;
  pilot.warm_up = 0;
  double x = TuneLogit(pilot, limit, start, [&](const Study& s, double logit) {
    return MeanLength(RunDesign(
        s, AdaptiveDesign(s, options, criterion, rule, FromLogit(logit))));
  });
  DesignResult result;
  for (int i = 0; i < kTries; ++i) {
    result = RunDesign(
        study, AdaptiveDesign(study, options, criterion, rule, FromLogit(x)));
    const double excess = MeanLength(result) - limit;
    if (excess <= 0) break;
    if (i + 1 < kTries) x -= excess / kItemsALogit + 0.02;
  }
  PrintDesign(study, baselines, criterion, rule, FromLogit(x), result);
  return x;
}

int Main(int argc, char** argv) {
  CLI::App app("Accuracy of decisions by short adaptive tests");
  Options options;
  int banks = 10, examinees = 1000, warm_up = 1000, threads = 2;
  uint64_t seed = 1;
  options.criteria = {"mfi", "cut_information", "decision_information"};
  options.rules = {"mastery_decided"};
  app.add_option("--banks", banks)->capture_default_str();
  app.add_option("--examinees", examinees, "a bank")->capture_default_str();
  app.add_option("--warm-up", warm_up, "a bank")->capture_default_str();
  app.add_option("--pilot", options.pilot, "a bank")->capture_default_str();
  app.add_option("--seed", seed)->capture_default_str();
  app.add_option("--threads", threads)->capture_default_str();
  app.add_option("--criteria", options.criteria)->delimiter(',');
  app.add_option("--rules", options.rules)->delimiter(',');
  app.add_option("--min-items", options.min_items)->capture_default_str();
  app.add_option("--max-rate", options.max_rate)->capture_default_str();
  app.add_option("--segments", options.segments)->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  const Study study = MakeStudy(banks, examinees, warm_up, seed, threads);
  std::cerr << "baselines\n";
  const Baselines baselines = RunBaselines(study, options);
  PrintBaselines(study, baselines);
  PrintBounds(study);
  for (const double limit : kLengths) {
    std::cout << absl::StrFormat("Mean length at most %.0f:\n\n", limit)
              << TableHead({"criterion", "stopping rule", "p", "mean length",
                            "accuracy", "against random form",
                            "against form on the fly", "RMSE",
                            "largest exposure"});
    for (const std::string& rule : options.rules) {
      double x = limit / 10;  // the last criterion's is near
      for (const std::string& criterion : options.criteria) {
        std::cerr << limit << " " << rule << " " << criterion << "\n";
        x = RunTuned(study, options, baselines, criterion, rule, limit, x);
      }
    }
    std::cout << "\n";
  }
  return 0;
}

}  // namespace
}  // namespace adaptest

int main(int argc, char** argv) { return adaptest::Main(argc, argv); }
