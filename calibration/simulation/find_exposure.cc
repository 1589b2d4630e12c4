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

// The rule of a mode that asks for probabilities, or null.
Rule* FindRule(Mode& mode) {
  for (Rule& rule : mode.exposure) {
    if (rule.rule == SympsonHetter::kName) return &rule;
  }
  return nullptr;
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

// [item]: the share of tests that gave it.
std::vector<double> ExposureRates(
    const std::vector<SimulatedExaminee>& examinees, int num_items) {
  std::vector<double> rates(num_items, 0);
  for (const SimulatedExaminee& examinee : examinees) {
    for (const GivenItem& given : examinee.given) {
      if (given.scored) rates[given.item] += 1.0 / examinees.size();
    }
  }
  return rates;
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
  Mode copy = mode;
  const Rule* rule = FindRule(copy);
  return rule != nullptr && rule->items.empty();
}

absl::StatusOr<std::map<std::string, double>> FindExposureProbabilities(
    const Exam& exam, int mode, const std::shared_ptr<const ItemBank>& bank,
    const FindExposureOptions& options) {
  Exam trial = exam;
  trial.modes = {exam.modes[mode]};
  trial.modes[0].person_fit = Rule();  // its bounds are found afterwards
  Rule& rule = *FindRule(trial.modes[0]);
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
    const std::vector<double> rates =
        ExposureRates(Simulate(simulation, thetas), bank->size());
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
