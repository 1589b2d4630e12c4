#ifndef ADAPTEST_TESTS_ENGINE_UNCERTAINTY_NOISY_BANK_H_
#define ADAPTEST_TESTS_ENGINE_UNCERTAINTY_NOISY_BANK_H_

#include <Eigen/Dense>
#include <cmath>
#include <utility>
#include <vector>

#include "engine/math/dual.h"
#include "engine/math/normal.h"
#include "tests/engine/bank_builder.h"

namespace adaptest {

// The hyper-parameters of the true items below.
inline constexpr double kMeanLogA = 0.1, kSdLogA = 0.3;
inline constexpr double kMeanB = 0.2, kSdB = 1.0;
inline constexpr double kMeanLogitC = -1.3, kSdLogitC = 0.3;

inline Eigen::Vector3d DrawWorking(Random& random) {
  return {kMeanLogA + kSdLogA * random.Normal(),
          kMeanB + kSdB * random.Normal(),
          kMeanLogitC + kSdLogitC * random.Normal()};
}

inline std::vector<double> ParametersAt(const Eigen::Vector3d& w) {
  return {std::exp(w[0]), w[1], 1 / (1 + std::exp(-w[2]))};
}

// Information about (log a, b, logit c) in `answers` answers of a standard
// normal population whose abilities are known.
inline Eigen::Matrix3d WorkingInformation(const Eigen::Vector3d& w,
                                          int answers) {
  using Slopes = Dual<3>;
  const auto x = ParametersAt(w);
  std::vector<Slopes> dual = {Slopes(x[0]), Slopes(x[1], 1), Slopes(x[2])};
  dual[0].slope[0] = x[0];
  dual[2].slope[2] = x[2] * (1 - x[2]);
  Eigen::Matrix3d information = Eigen::Matrix3d::Zero();
  for (double theta = -4; theta <= 4; theta += 0.25) {
    const double weight =
        0.25 * answers * std::exp(LogNormalDensity(theta, 0, 1));
    std::vector<Slopes> log_p(2);
    ThreePl::LogProbabilities<Slopes>(dual, Slopes(theta),
                                      absl::MakeSpan(log_p));
    for (const Slopes& category : log_p) {
      const Eigen::Vector3d score(category.slope.data());
      information +=
          weight * std::exp(category.value) * score * score.transpose();
    }
  }
  return information;
}

struct NoisyBank {
  std::vector<Item> truth;
  std::vector<Item> estimated;  // with covariance
};

// True items, and estimates of them drawn on the working scale from the
// sampling covariance of `answers` answers an item, plus a weak normal prior
// about the truth that keeps it from being singular (sd 1, 2 and 1).
inline NoisyBank MakeNoisyBank(int size, int answers, uint64_t seed) {
  Random random(seed);
  NoisyBank bank;
  for (int i = 0; i < size; ++i) {
    const Eigen::Vector3d w = DrawWorking(random);
    Eigen::Matrix3d precision = WorkingInformation(w, answers);
    precision.diagonal() += Eigen::Vector3d(1, 0.25, 1);
    const Eigen::Matrix3d covariance = precision.inverse();
    const Eigen::Matrix3d lower = covariance.llt().matrixL();
    const Eigen::Vector3d z(random.Normal(), random.Normal(), random.Normal());
    const auto x = ParametersAt(w + lower * z);
    const Eigen::Vector3d jacobian(x[0], 1, x[2] * (1 - x[2]));
    Eigen::Matrix3d natural =
        jacobian.asDiagonal() * covariance * jacobian.asDiagonal();
    natural = 0.5 * (natural + natural.transpose().eval());
    const std::string id = absl::StrCat("Q", i);
    bank.truth.push_back(MakeItem(id, "3pl", ParametersAt(w)));
    bank.estimated.push_back(MakeItem(id, "3pl", x));
    bank.estimated.back().covariance.assign(natural.data(), natural.data() + 9);
  }
  return bank;
}

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_ENGINE_UNCERTAINTY_NOISY_BANK_H_
