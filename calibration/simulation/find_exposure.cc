#include "calibration/simulation/find_exposure.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "calibration/simulation/simulation.h"
#include "engine/random.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

// The place of the rule among a mode's exposure rules, or -1.
int FindRule(const Mode& mode) {
  for (size_t c = 0; c < mode.exposure.size(); ++c) {
    if (mode.exposure[c].rule == SympsonHetter::kName) {
      return static_cast<int>(c);
    }
  }
  return -1;
}

double WantedRate(const PreparedMode& mode) {
  for (const ExposureControl& control : mode.exposure) {
    if (const auto* found = std::get_if<SympsonHetter>(&control)) {
      return found->max_rate;
    }
  }
  return 1;
}

std::vector<double> DrawAbilities(int count, uint64_t seed) {
  Random random(seed);
  std::vector<double> thetas(count);
  for (double& theta : thetas) theta = random.Normal();
  return thetas;
}

// Sets the largest K to 1 until `count` are.
void KeepEnoughFree(int count, std::map<std::string, double>& probabilities) {
  std::vector<double*> by_size;
  for (auto& [id, k] : probabilities) by_size.push_back(&k);
  std::sort(by_size.begin(), by_size.end(),
            [](const double* x, const double* y) { return *x > *y; });
  const size_t free = std::min<size_t>(count, by_size.size());
  for (size_t i = 0; i < free; ++i) *by_size[i] = 1;
}

}  // namespace

bool NeedsExposureProbabilities(const Mode& mode) {
  const int rule = FindRule(mode);
  return rule >= 0 && mode.exposure[rule].items.empty();
}

absl::StatusOr<std::map<std::string, double>> FindExposureProbabilities(
    const Exam& exam, int mode, const std::shared_ptr<const ItemBank>& bank,
    const FindExposureOptions& options) {
  Exam trial = exam;
  trial.modes = {exam.modes[mode]};
  trial.modes[0].person_fit = Rule();  // its bounds are found afterwards
  Rule& rule = trial.modes[0].exposure[FindRule(trial.modes[0])];
  for (const Item& item : bank->items()) {
    if (item.status == ItemStatus::kOperational) rule.items[item.id] = 1;
  }
  SimulationOptions simulation;
  simulation.seed = options.seed;
  simulation.threads = options.threads;
  const std::vector<double> thetas =
      DrawAbilities(options.examinees, options.seed);
  double largest = 1;
  for (int iteration = 1; iteration <= options.iterations; ++iteration) {
    ASSIGN_OR_RETURN(simulation.exam, PreparedExam::Make(trial, bank));
    const double wanted = WantedRate(simulation.exam->modes()[0]);
    std::vector<double> rates =
        TimesGiven(Simulate(simulation, thetas), bank->size());
    for (double& rate : rates) rate /= options.examinees;
    largest = *std::max_element(rates.begin(), rates.end());
    if (options.progress) options.progress(iteration, largest);
    if (largest <= wanted + options.tolerance) return rule.items;
    for (auto& [id, k] : rule.items) {
      const double selected = rates[*bank->Find(id)] / k;
      k = selected > wanted ? wanted / selected : 1;
    }
    KeepEnoughFree(trial.modes[0].scored_items, rule.items);
  }
  return absl::FailedPreconditionError(
      absl::StrCat("exposure ", SympsonHetter::kName, ": after ",
                   options.iterations, " iterations the largest rate is still ",
                   largest, "; allow a larger max_rate, or more items"));
}

}  // namespace adaptest
