#include "calibration/simulation/find_cusum_bounds.h"

#include <vector>

#include "calibration/simulation/simulation.h"
#include "engine/person_fit/cusum_rule.h"
#include "engine/random.h"
#include "engine/status_macros.h"

namespace adaptest {

bool NeedsCusumBounds(const Mode& mode) {
  const Rule& rule = mode.person_fit;
  return rule.rule == CusumRule::kName && rule.parameters.count("upper") == 0 &&
         rule.parameters.count("lower") == 0;
}

absl::StatusOr<CusumExtremes> FindCusumBounds(
    const Exam& exam, int mode, const std::shared_ptr<const ItemBank>& bank,
    const FindCusumBoundsOptions& options) {
  ASSIGN_OR_RETURN(const CusumRule rule,
                   CusumRule::Make(exam.modes[mode].person_fit));
  Exam trial = exam;
  trial.modes = {exam.modes[mode]};
  trial.modes[0].person_fit = Rule();
  SimulationOptions simulation;
  ASSIGN_OR_RETURN(simulation.exam, PreparedExam::Make(trial, bank));
  Random random(options.seed);
  // Not the caller's seed, whose examinees the bounds may be held against.
  simulation.seed = random.Bits();
  simulation.threads = options.threads;
  simulation.examinee.person_fit = true;
  std::vector<double> thetas(options.examinees);
  for (double& theta : thetas) theta = random.Normal();
  std::vector<CusumExtremes> extremes;
  for (const SimulatedExaminee& e : Simulate(simulation, thetas)) {
    extremes.push_back(e.person_fit.cusum);
  }
  return CusumBounds(extremes, rule.false_alarm_rate);
}

}  // namespace adaptest
