#ifndef ADAPTEST_CALIBRATION_SIMULATION_THETA_PROFILE_H_
#define ADAPTEST_CALIBRATION_SIMULATION_THETA_PROFILE_H_

#include <array>

#include "calibration/simulation/examinee.h"
#include "calibration/simulation/running_moments.h"

namespace adaptest {

// What a study shows of the examinees of a stretch of true ability.
struct ThetaStretch {
  RunningMean theta;
  RunningMean error;          // estimate - theta
  RunningMean squared_error;  // its square
  RunningMean covered;        // theta in the 95 % credible interval
  RunningMean right;          // decision = (theta >= theta_cut)
  RunningMean passed;
  RunningMean length;  // questions given, pretest included
};

// The same figures along theta: stretches of 0.5 centred on -4, -3.5, ..., 4,
// with those beyond in the first and the last.
class ThetaProfile {
 public:
  static constexpr double kWidth = 0.5;
  static constexpr double kLimit = 4;
  static constexpr int kStretches = 17;

  explicit ThetaProfile(double theta_cut) : theta_cut_(theta_cut) {}

  void Add(const SimulatedExaminee& examinee);

  const ThetaStretch& all() const { return all_; }
  const std::array<ThetaStretch, kStretches>& stretches() const {
    return stretches_;
  }

 private:
  void AddTo(const SimulatedExaminee& examinee, ThetaStretch& stretch) const;

  double theta_cut_;
  ThetaStretch all_;
  std::array<ThetaStretch, kStretches> stretches_;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_SIMULATION_THETA_PROFILE_H_
