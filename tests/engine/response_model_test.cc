#include "engine/response_model.h"

#include <array>
#include <cmath>

#include "engine/math/dual.h"
#include "tests/engine/catr_values.h"

namespace adaptest {
namespace {

using ::testing::HasSubstr;

struct ModelCase {
  std::string name;
  std::vector<double> parameters;
};

std::vector<double> LogP(const ResponseModel& model, absl::Span<const double> x,
                         double theta) {
  std::vector<double> out(NumCategories(model, x.size()));
  LogProbabilities<double>(model, x, theta, absl::MakeSpan(out));
  return out;
}

class EveryModel : public ::testing::TestWithParam<ModelCase> {
 protected:
  ResponseModel model_ = *ResponseModelByName(GetParam().name);
  std::vector<double> x_ = GetParam().parameters;
  int categories_ = NumCategories(model_, x_.size());
};

class EveryDichotomousModel : public EveryModel {};

const std::vector<ModelCase>& DichotomousCases() {
  static const auto& cases = *new std::vector<ModelCase>{
      {"rasch", {1, -0.4}},      {"1pl", {1.3, 0.7}},
      {"2pl", {0.8, -1}},        {"3pl", {1.7, 0.5, 0.22}},
      {"3pl", {1.7, 0.5, 0}},    {"4pl", {1.1, -0.3, 0.15, 0.93}},
      {"4pl", {1.1, -0.3, 0, 1}}};
  return cases;
}

const std::vector<ModelCase>& PolytomousCases() {
  static const auto& cases = *new std::vector<ModelCase>{
      {"grm", {1.3, -1.2, 0.1, 0.9}},
      {"grm", {4, -4, -3, -2}},
      {"grm", {0.7, 0.4}},
      {"grm", {2, -1, -0.9, 3}},
      {"gpcm", {0.9, 0.4, -0.6, 1.1}},
      {"gpcm", {1.4, 0.2}},
      {"gpcm", {2.5, 1, -1, 1, -1, 0, 2, -2, 0.5}},
      {"pcm", {0.3, -1, 1.6, 0.2}},
      {"nrm", {1.1, -0.4, 0.8, 0.9, -0.5, 0.3}},
      {"nrm", {-0.7, 0.2}},
      {"nrm", {0.5, 1, 1.5, 2, 0.3, 0.2, -0.1, -0.9}}};
  return cases;
}

std::string CaseName(const ::testing::TestParamInfo<ModelCase>& info) {
  return info.param.name + "_" + std::to_string(info.index);
}

INSTANTIATE_TEST_SUITE_P(Dichotomous, EveryModel,
                         ::testing::ValuesIn(DichotomousCases()), CaseName);
INSTANTIATE_TEST_SUITE_P(Polytomous, EveryModel,
                         ::testing::ValuesIn(PolytomousCases()), CaseName);
INSTANTIATE_TEST_SUITE_P(ResponseModel, EveryDichotomousModel,
                         ::testing::ValuesIn(DichotomousCases()), CaseName);

TEST_P(EveryModel, ProbabilitiesSumToOne) {
  for (double theta = -30; theta <= 30; theta += 0.37) {
    double sum = 0;
    for (const double log_p : LogP(model_, x_, theta)) sum += std::exp(log_p);
    EXPECT_NEAR(sum, 1, 1e-14) << "theta = " << theta;
  }
}

TEST_P(EveryDichotomousModel, FollowsTheFourParameterFormula) {
  std::vector<double> x = x_;
  if (x.size() < 3) x.push_back(0);
  if (x.size() < 4) x.push_back(1);
  for (double theta = -4; theta <= 4; theta += 0.5) {
    const double p =
        x[2] + (x[3] - x[2]) / (1 + std::exp(-x[0] * (theta - x[1])));
    EXPECT_NEAR(ProbabilityRight(model_, x_, theta), p, 1e-14);
  }
}

TEST_P(EveryModel, SlopesMatchCentralDifferences) {
  using Slope = Dual<kMaxParameters + 1>;
  constexpr double kStep = 1e-5;
  // Differences need room to both sides of the point.
  if (categories_ == 2 && x_.size() > 2 && (x_[2] == 0 || x_.back() == 1)) {
    return;
  }
  for (const double theta : {-3.0, -0.6, 0.2, 1.9}) {
    std::array<Slope, kMaxParameters> x;
    for (size_t j = 0; j < x_.size(); ++j) x[j] = Slope(x_[j], j);
    std::array<Slope, kMaxCategories> log_p;
    LogProbabilities<Slope>(model_, absl::MakeConstSpan(x.data(), x_.size()),
                            Slope(theta, kMaxParameters),
                            absl::MakeSpan(log_p));
    for (size_t j = 0; j <= x_.size(); ++j) {
      const bool in_theta = j == x_.size();
      auto shifted = [&](double step) {
        std::vector<double> moved = x_;
        if (!in_theta) moved[j] += step;
        return LogP(model_, moved, in_theta ? theta + step : theta);
      };
      const auto up = shifted(kStep);
      const auto down = shifted(-kStep);
      for (size_t k = 0; k < up.size(); ++k) {
        EXPECT_NEAR(log_p[k].slope[in_theta ? kMaxParameters : j],
                    (up[k] - down[k]) / (2 * kStep), 1e-7)
            << "parameter " << j << ", category " << k << ", theta " << theta;
      }
    }
  }
}

TEST_P(EveryModel, SecondDerivativesMatchDifferencesOfSlopes) {
  using Slope = Dual<1>;
  using Curve = Dual<1, Slope>;
  auto at = [&](double theta) {
    std::array<Curve, kMaxCategories> log_p;
    LogProbabilities<double>(model_, x_, Curve(Slope(theta, 0), 0),
                             absl::MakeSpan(log_p));
    return log_p;
  };
  constexpr double kStep = 1e-5;
  for (const double theta : {-3.1, -0.6, 0.2, 1.9}) {
    for (int k = 0; k < categories_; ++k) {
      const double difference = at(theta + kStep)[k].slope[0].value -
                                at(theta - kStep)[k].slope[0].value;
      EXPECT_NEAR(at(theta)[k].slope[0].slope[0], difference / (2 * kStep),
                  1e-8);
    }
  }
}

TEST_P(EveryDichotomousModel, InformationIsSquaredSlopeOverVariance) {
  constexpr double kStep = 1e-5;
  for (double theta = -3; theta <= 3; theta += 0.3) {
    const double p = ProbabilityRight(model_, x_, theta);
    const double slope = (ProbabilityRight(model_, x_, theta + kStep) -
                          ProbabilityRight(model_, x_, theta - kStep)) /
                         (2 * kStep);
    EXPECT_NEAR(Information(model_, x_, theta), slope * slope / (p * (1 - p)),
                1e-8);
  }
}

TEST_P(EveryModel, ParametersThatVaryGiveTheSameSlopes) {
  using Slope = Dual<1>;
  std::vector<Slope> x(x_.begin(), x_.end());
  for (const double theta : {-5.0, -0.6, 0.2, 7.0}) {
    std::array<Slope, kMaxCategories> lifted;
    LogProbabilities<Slope>(model_, absl::MakeConstSpan(x), Slope(theta, 0),
                            absl::MakeSpan(lifted));
    std::array<Slope, kMaxCategories> plain;
    LogProbabilities<double>(model_, x_, Slope(theta, 0),
                             absl::MakeSpan(plain));
    for (int k = 0; k < categories_; ++k) {
      EXPECT_DOUBLE_EQ(plain[k].value, lifted[k].value);
      EXPECT_NEAR(plain[k].slope[0], lifted[k].slope[0], 1e-15);
    }
  }
}

TEST_P(EveryModel, InformationIsTheMeanSquaredSlope) {
  using Slope = Dual<1>;
  for (double theta = -6; theta <= 6; theta += 0.3) {
    std::array<Slope, kMaxCategories> log_p;
    LogProbabilities<double>(model_, x_, Slope(theta, 0),
                             absl::MakeSpan(log_p));
    double expected = 0;
    for (int k = 0; k < categories_; ++k) {
      expected += std::exp(log_p[k].value) * std::pow(log_p[k].slope[0], 2);
    }
    EXPECT_NEAR(Information(model_, x_, theta) / expected, 1, 1e-12) << theta;
  }
}

TEST_P(EveryModel, DrawsEachCategoryAsOftenAsItsProbability) {
  constexpr int kDraws = 10000;
  for (const double theta : {-1.3, 0.4}) {
    std::vector<int> drawn(categories_, 0);
    for (int i = 0; i < kDraws; ++i) {
      ++drawn[DrawCategory(model_, x_, theta, (i + 0.5) / kDraws)];
    }
    const auto log_p = LogP(model_, x_, theta);
    for (int k = 0; k < categories_; ++k) {
      EXPECT_NEAR(drawn[k], kDraws * std::exp(log_p[k]), 1.01);
    }
  }
}

TEST_P(EveryModel, InformationIsFiniteAndPositiveInBothTails) {
  for (const double theta : {-100.0, -40.0, -8.0, 8.0, 40.0, 100.0}) {
    const double information = Information(model_, x_, theta);
    EXPECT_TRUE(std::isfinite(information)) << theta;
    EXPECT_GT(information, 0) << theta;
  }
}

TEST_P(EveryModel, LogProbabilitiesAreFiniteFarOut) {
  for (const double theta : {-1000.0, -50.0, 50.0, 1000.0}) {
    for (const double log_p : LogP(model_, x_, theta)) {
      EXPECT_TRUE(std::isfinite(log_p)) << theta;
    }
  }
}

TEST_P(EveryModel, RefusesEveryParameterOutOfRange) {
  ASSERT_TRUE(ValidateParameters(model_, x_).ok());
  const auto ranges = ParametersOf(model_, categories_);
  for (size_t j = 0; j < x_.size(); ++j) {
    for (const double bad : {ranges[j].lower - 0.01, ranges[j].upper + 0.01,
                             std::nan(""), HUGE_VAL}) {
      std::vector<double> x = x_;
      x[j] = bad;
      const absl::Status status = ValidateParameters(model_, x);
      EXPECT_FALSE(status.ok()) << ranges[j].name << " = " << bad;
      EXPECT_THAT(std::string(status.message()),
                  HasSubstr(std::string(ranges[j].name) + " = "));
    }
  }
}

TEST_P(EveryModel, RefusesAWrongNumberOfParameters) {
  std::vector<double> x(kMaxParameters + 1, 0.5);
  EXPECT_FALSE(ValidateParameters(model_, x).ok());
  EXPECT_FALSE(ValidateParameters(model_, {}).ok());
  if (IsPolytomous(model_)) return;
  x.resize(x_.size() + 1);
  EXPECT_FALSE(ValidateParameters(model_, x).ok());
  x.resize(x_.size() - 1);
  EXPECT_FALSE(ValidateParameters(model_, x).ok());
}

TEST(TwoPl, InformationHasItsClosedForm) {
  const std::vector<double> x = {1.4, 0.3};
  for (double theta = -20; theta <= 20; theta += 0.7) {
    const double z = std::abs(x[0] * (theta - x[1]));
    const double pq = std::exp(-z) / std::pow(1 + std::exp(-z), 2);
    const double expected = x[0] * x[0] * pq;
    EXPECT_NEAR(Information(TwoPl(), x, theta) / expected, 1, 1e-12) << theta;
  }
}

TEST(ThreePl, InformationHasItsClosedForm) {
  const double a = 1.6, b = -0.2, c = 0.25;
  for (double theta = -5; theta <= 5; theta += 0.31) {
    const double p = c + (1 - c) / (1 + std::exp(-a * (theta - b)));
    const double expected =
        a * a * (1 - p) / p * std::pow((p - c) / (1 - c), 2);
    EXPECT_NEAR(Information(ThreePl(), {a, b, c}, theta), expected, 1e-12);
  }
}

TEST(ThreePl, HasAFiniteSlopeInALowerAsymptoteOfZero) {
  using Slope = Dual<1>;
  const std::array<Slope, 3> x = {Slope(1.2), Slope(0.0), Slope(0.0, 0)};
  std::array<Slope, 2> log_p;
  LogProbabilities<Slope>(ThreePl(), absl::MakeConstSpan(x), Slope(-1.0),
                          absl::MakeSpan(log_p));
  const double right = 1 / (1 + std::exp(1.2));
  EXPECT_NEAR(log_p[1].slope[0], (1 - right) / right, 1e-12);
}

TEST(FourPl, RefusesAsymptotesThatMeet) {
  EXPECT_FALSE(ValidateParameters(FourPl(), {1, 0, 0.5, 0.5}).ok());
  EXPECT_FALSE(ValidateParameters(FourPl(), {1, 0, 0.6, 0.5}).ok());
}

TEST(ResponseModel, AgreesWithCatr) {
  for (const CatrPoint& point : CatrPoints()) {
    EXPECT_NEAR(ProbabilityRight(FourPl(), point.parameters, point.theta),
                point.probability, 1e-10);
    EXPECT_NEAR(Information(FourPl(), point.parameters, point.theta),
                point.information, 1e-10);
  }
}

TEST(ResponseModel, NamesTheModelsThatExist) {
  const auto model = ResponseModelByName("5pl");
  EXPECT_THAT(
      std::string(model.status().message()),
      HasSubstr("allowed: rasch, 1pl, 2pl, 3pl, 4pl, grm, gpcm, pcm, nrm"));
}

}  // namespace
}  // namespace adaptest
