#ifndef ADAPTEST_TESTS_CALIBRATION_OUTCOMES_SIMULATED_OUTCOMES_H_
#define ADAPTEST_TESTS_CALIBRATION_OUTCOMES_SIMULATED_OUTCOMES_H_

#include <memory>
#include <vector>

#include "absl/types/span.h"
#include "calibration/outcomes/outcome_model.h"
#include "engine/blueprint/shadow_test.h"
#include "engine/criteria/random_gain.h"
#include "engine/random.h"
#include "engine/scores/form_score.h"
#include "tests/support/exam_builder.h"
#include "tests/support/session_runner.h"

namespace adaptest {

// Sessions of 20 questions; real forms of 20, from a bank of 120.
inline const std::shared_ptr<const PreparedExam>& OutcomeExam() {
  static const auto& exam = *new std::shared_ptr<const PreparedExam>(
      Prepare(ContentExam(20, 0), ContentBank("3pl", 120, 0, 31)));
  return exam;
}

inline const OutcomeModel& SharedOutcomeModel() {
  static const OutcomeModel& model = *new OutcomeModel(OutcomeExam());
  return model;
}

// A person after the last session.
struct TestedPerson {
  double theta;
  std::vector<double> weights;
};

inline int DrawAnswer(const PreparedExam& exam, int item, double theta,
                      Random& random) {
  const Item& asked = exam.bank().item(item);
  return DrawCategory(asked.model, asked.parameters, theta, random.Uniform());
}

// Abilities from N(0, 1), each after an adaptive session.
inline std::vector<TestedPerson> SimulatePersons(
    const std::shared_ptr<const PreparedExam>& exam, int count, uint64_t seed) {
  std::vector<TestedPerson> persons;
  for (int i = 0; i < count; ++i) {
    Random random = Random::Stream(seed, i);
    const double theta = random.Normal();
    Session session = StartSession(exam, kAdaptiveMode, random.Bits());
    Continue(session,
             [&](int item) { return DrawAnswer(*exam, item, theta, random); });
    session.Finish();
    const Posterior posterior = session.ScorePosterior();
    const auto weights = posterior.weights();
    persons.push_back({theta, {weights.begin(), weights.end()}});
  }
  return persons;
}

// What the real exam then says, with a fresh form each.
inline std::vector<OutcomeCase> DrawOutcomes(
    const PreparedExam& exam, absl::Span<const TestedPerson> persons,
    const OutcomeParameters& truth, uint64_t seed) {
  std::vector<OutcomeCase> cases;
  for (size_t i = 0; i < persons.size(); ++i) {
    Random random = Random::Stream(seed, i);
    const auto gains = RandomGains(exam.bank().size(), random.Bits(), 0);
    const auto form = AssembleTest(
        {exam.bank(), exam.modes()[kMockMode].blueprint, gains, {}});
    EXPECT_TRUE(form.ok()) << form.status();
    const double theta = persons[i].theta + truth.spread * random.Normal();
    int raw = 0;
    for (const int item : *form) raw += DrawAnswer(exam, item, theta, random);
    cases.push_back({persons[i].weights,
                     raw >= RawCut(exam.bank(), *form, truth.theta_cut),
                     static_cast<int64_t>(i)});
  }
  return cases;
}

inline std::vector<const OutcomeCase*> Pointers(
    const std::vector<OutcomeCase>& cases) {
  std::vector<const OutcomeCase*> pointers;
  for (const OutcomeCase& one : cases) pointers.push_back(&one);
  return pointers;
}

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_CALIBRATION_OUTCOMES_SIMULATED_OUTCOMES_H_
