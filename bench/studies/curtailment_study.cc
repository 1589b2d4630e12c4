// How often a curtailed test comes to the decision that it would have come to
// at full length. Every session that was stopped early is finished. Prints a
// markdown table; figures have their standard errors.

#include <CLI/CLI.hpp>
#include <cmath>
#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "bench/studies/study_designs.h"
#include "bench/studies/study_tables.h"

namespace adaptest {
namespace {

constexpr double kNearCut = 0.3;

struct Decision {
  std::string name;
  Rule rule;
};

std::vector<Decision> Decisions() {
  const Rule mastery{"mastery", {}, {}, {}};
  const Rule eap{"estimate", {}, {{"estimator", "eap"}}, {}};
  const Rule mle{"estimate", {}, {{"estimator", "mle"}}, {}};
  return {{"mastery", mastery}, {"eap", eap}, {"mle", mle}};
}

// Agreement among tests stopped early that are `counted`.
template <class Counted>
std::string Agreement(const Study& study, const DesignResult& result,
                      double gamma, Counted counted) {
  std::vector<double> agrees;
  for (const auto& tests : result.tests) {
    for (const StudyTest& test : tests) {
      if (test.length < study.profile.modes[0].scored_items && counted(test)) {
        agrees.push_back(test.passed == *test.passes_at_full_length);
      }
    }
  }
  if (agrees.size() < 2) return "none";
  const Figure share = PlainMean(agrees);
  // At agreement 1 the error is that of the limit itself.
  const double error =
      std::max(share.standard_error,
               std::sqrt(gamma * (1 - gamma) / double(agrees.size())));
  return absl::StrFormat("%.4f (%.4f) of %d%s", share.value, error,
                         agrees.size(),
                         share.value >= gamma - 2 * error ? "" : " MISSED");
}

void PrintRow(const Study& study, const std::string& decision, double gamma,
              bool exposure, const DesignResult& result) {
  const double cut = study.profile.scale.theta_cut;
  const auto mean = [&](double (*value)(const StudyTest&), int digits) {
    return WithError(BootstrapMean(ValuesOf(result, value), study.seed),
                     digits);
  };
  std::cout
      << TableRow({decision, absl::StrFormat("%.2f", gamma),
                   exposure ? "yes" : "no",
                   mean([](const StudyTest& t) { return double(t.length); }, 2),
                   mean([](const StudyTest& t) { return double(t.right); }, 4),
                   Agreement(study, result, gamma,
                             [](const StudyTest&) { return true; }),
                   Agreement(study, result, gamma,
                             [&](const StudyTest& t) {
                               return std::abs(t.estimate - cut) < kNearCut;
                             }),
                   Agreement(study, result, gamma,
                             [&](const StudyTest& t) {
                               return std::abs(t.theta - cut) < kNearCut;
                             })})
      << std::flush;
}

int Main(int argc, char** argv) {
  CLI::App app("Agreement of curtailed tests with their decision at the end");
  int banks = 2, examinees = 1000, warm_up = 500, threads = 2;
  uint64_t seed = 1;
  std::string criterion = "mfi";
  double max_rate = 0.225;
  app.add_option("--banks", banks)->capture_default_str();
  app.add_option("--examinees", examinees, "a bank")->capture_default_str();
  app.add_option("--warm-up", warm_up, "a bank")->capture_default_str();
  app.add_option("--seed", seed)->capture_default_str();
  app.add_option("--threads", threads)->capture_default_str();
  app.add_option("--criterion", criterion)->capture_default_str();
  app.add_option("--max-rate", max_rate)->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  Study study = MakeStudy(banks, examinees, warm_up, seed, threads);
  std::cout << TableHead({"decision", "gamma", "exposure control",
                          "mean length", "accuracy", "agreement",
                          "estimate within 0.3 of the cut",
                          "theta within 0.3 of the cut"});
  for (const bool exposure : {false, true}) {
    study.warm_up = exposure ? warm_up : 0;
    for (const Decision& decision : Decisions()) {
      for (const double gamma : {0.90, 0.95, 0.99}) {
        std::cerr << decision.name << " " << gamma << "\n";
        Mode mode = AdaptiveMode(study);
        mode.decision = decision.rule;
        mode.criterion = {criterion, {}, {}, {}};
        mode.stopping_rules = {{"curtailment", {{"gamma", gamma}}, {}, {}}};
        if (exposure) mode.exposure = {ItemEligibilityRule(max_rate, 1)};
        PrintRow(study, decision.name, gamma, exposure,
                 RunDesign(study, mode, true));
      }
    }
  }
  return 0;
}

}  // namespace
}  // namespace adaptest

int main(int argc, char** argv) { return adaptest::Main(argc, argv); }
