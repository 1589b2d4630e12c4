#ifndef ADAPTEST_CALIBRATION_SIMULATION_EXAMINEE_H_
#define ADAPTEST_CALIBRATION_SIMULATION_EXAMINEE_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "engine/session/prepared_exam.h"
#include "engine/session/session.h"
#include "engine/session/session_person_fit.h"

namespace adaptest {

// One simulated person's test and what came of it.
struct SimulatedExaminee {
  double theta = 0;              // true ability
  std::vector<GivenItem> given;  // by position
  double estimate = 0;           // of theta
  double posterior_sd = 0;       // at the end
  bool covered = false;          // theta in the 95 % credible interval
  bool passed = false;           // by the mode's decision
  double pass_probability = 0;   // reported at the end

  // Drawn: passes another real form (FormMode of the exam), the cut score being
  // drawn with its error, as the pass probability has it; and by the cut as it
  // is estimated.
  bool passes_fresh_form = false;
  bool passes_fresh_form_at_cut = false;

  bool breaks_blueprint = false;  // by a count of its own, see CheckTest

  // After so many scored items: the pass probability and the estimate of theta.
  std::map<int, double> pass_probability_after;
  std::map<int, double> estimate_after;

  // The decision had the test gone on to its full length. Only where asked.
  std::optional<bool> full_length_decision;

  // At the end. Only where asked.
  PersonFit person_fit;

  // For exposure control, one a control of the mode.
  std::vector<ExposedTest> exposed;
};

// What is simulated besides the test itself.
struct ExamineeOptions {
  std::vector<int> checkpoints;  // scored items after which to note predictions
  bool finish = false;           // also go on to full length
  bool person_fit = false;       // adds a search of the whole scale for lz*
};

// Sits a whole session with answers drawn from the items' parameters. All
// draws follow from (seed, index). `true_bank`, where given, holds the
// parameters that answers are drawn from, item by item those of the exam's
// bank; the exam knows its own bank only.
SimulatedExaminee SimulateExaminee(
    const std::shared_ptr<const PreparedExam>& exam, int mode, double theta,
    uint64_t seed, uint64_t index, const SessionStart& start = {},
    const ExamineeOptions& options = {}, const ItemBank* true_bank = nullptr);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_SIMULATION_EXAMINEE_H_
