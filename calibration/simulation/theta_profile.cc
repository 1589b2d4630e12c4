#include "calibration/simulation/theta_profile.h"

#include <algorithm>
#include <cmath>

namespace adaptest {

void ThetaProfile::Add(const SimulatedExaminee& examinee) {
  const double within = std::clamp(examinee.theta, -kLimit, kLimit);
  AddTo(examinee, all_);
  AddTo(examinee, stretches_[std::lround((within + kLimit) / kWidth)]);
}

void ThetaProfile::AddTo(const SimulatedExaminee& e,
                         ThetaStretch& stretch) const {
  const double error = e.estimate - e.theta;
  stretch.theta.Add(e.theta);
  stretch.error.Add(error);
  stretch.squared_error.Add(error * error);
  stretch.covered.Add(e.covered);
  stretch.right.Add(e.passed == (e.theta >= theta_cut_));
  stretch.passed.Add(e.passed);
  stretch.length.Add(static_cast<double>(e.given.size()));
}

}  // namespace adaptest
