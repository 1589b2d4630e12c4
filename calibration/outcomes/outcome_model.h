#ifndef ADAPTEST_CALIBRATION_OUTCOMES_OUTCOME_MODEL_H_
#define ADAPTEST_CALIBRATION_OUTCOMES_OUTCOME_MODEL_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "calibration/outcomes/normal_smoothing.h"
#include "calibration/outcomes/pass_curve_at_cut.h"
#include "engine/session/prepared_exam.h"

namespace adaptest {

// What results of real exams can tell about.
struct OutcomeParameters {
  double theta_cut = 0;  // c, the passing standard, on the theta scale
  double spread = 0;     // s >= 0, day-to-day sd of ability
};

// One result of a real exam.
struct OutcomeCase {
  // Posterior of theta that the person's last session left, at the nodes of the
  // exam's grid: not negative, with sum 1 (Posterior::weights).
  std::vector<double> weights;
  bool passed = false;
  int64_t person = 0;  // results of one person share it
};

// The curve below with its first and second derivatives in the cut c and in the
// variance v = s^2, each [node].
struct OutcomeCurve {
  std::vector<double> value;
  std::vector<double> cut;
  std::vector<double> variance;
  std::vector<double> cut_cut;
  std::vector<double> cut_variance;
  std::vector<double> variance_variance;
};

// The probability of passing the real exam, given the posterior left by the
// last session before it:
//
//   P(pass) = sum over q of weight_q T(theta_q; c, s)
//   T(theta; c, s) = E T(theta + e; c),  e ~ N(0, s^2)
//
//   T(theta; c)  probability of passing a real form whose raw cut stands for
//                ability c (pass_curve_at_cut.h)
//   e            what is different on the day of the exam; a fresh one each day
//
// The expectation is by normal_smoothing.h, which states its error and what
// happens at the grid's ends. Immutable.
class OutcomeModel {
 public:
  explicit OutcomeModel(std::shared_ptr<const PreparedExam> exam);

  const PreparedExam& exam() const { return *exam_; }

  // [node]: T(theta_q; c, s), to be averaged by PassProbability. Within [0, 1]:
  // rounding errors, and on very coarse grids ripples, are cut off.
  std::vector<double> PassCurve(const OutcomeParameters& parameters) const;

  // The same as it is computed, nothing cut off.
  std::vector<double> SmoothCurve(double theta_cut, double variance) const;
  OutcomeCurve CurveWithDerivatives(double theta_cut, double variance) const;

 private:
  std::shared_ptr<const PreparedExam> exam_;
  PassCurveAtCut at_cut_;
  NormalSmoothing smoothing_;
};

// Refuses weights of another size than the grid's, negative or not finite ones,
// and those whose sum is not 1 to 1e-6. Messages name the case, from 0.
absl::Status CheckOutcomeCases(const OutcomeModel& model,
                               absl::Span<const OutcomeCase> cases);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_OUTCOMES_OUTCOME_MODEL_H_
