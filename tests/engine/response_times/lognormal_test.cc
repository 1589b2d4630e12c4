#include "engine/response_times/lognormal.h"

#include <cmath>

#include "engine/random.h"

namespace adaptest {
namespace {

const std::vector<TimedAnswer> kThree = {
    {{4, 2}, std::exp(3.5)}, {{3.5, 1}, std::exp(3.2)}, {{4.4, 1.5}, 100}};

TEST(Speed, IsTheWeightedMeanOfTheTimesSaved) {
  const auto estimate = EstimateSpeed(kThree, std::nullopt);
  const double precision = 4 + 1 + 2.25;
  EXPECT_NEAR(estimate->speed,
              (4 * 0.5 + 0.3 + 2.25 * (4.4 - std::log(100))) / precision,
              1e-14);
  EXPECT_NEAR(estimate->standard_error, 1 / std::sqrt(precision), 1e-15);
}

TEST(Speed, CombinesWithAPrior) {
  const auto estimate = EstimateSpeed(kThree, SpeedPrior{0.4, 0.5});
  const double precision = 4 + 1 + 2.25 + 4;
  EXPECT_NEAR(estimate->speed,
              (4 * 0.5 + 0.3 + 2.25 * (4.4 - std::log(100)) + 1.6) / precision,
              1e-14);
  EXPECT_NEAR(estimate->standard_error, 1 / std::sqrt(precision), 1e-15);
}

TEST(Speed, IsThePriorOrNothingWithoutAnswers) {
  const auto prior = EstimateSpeed({}, SpeedPrior{0.4, 0.5});
  EXPECT_NEAR(prior->speed, 0.4, 1e-15);
  EXPECT_NEAR(prior->standard_error, 0.5, 1e-15);
  EXPECT_FALSE(EstimateSpeed({}, std::nullopt).has_value());
}

// Items with intensities about 4 and the seconds of an examinee of this speed.
std::vector<TimedAnswer> SimulateTimes(int n, double speed, Random& random) {
  std::vector<TimedAnswer> answers;
  for (int i = 0; i < n; ++i) {
    const ResponseTimeParameters item = {4 + 0.3 * random.Normal(),
                                         1.5 + random.Uniform()};
    const double log_seconds = item.time_intensity - speed +
                               random.Normal() / item.time_discrimination;
    answers.push_back({item, std::exp(log_seconds)});
  }
  return answers;
}

TEST(ResponseTimes, ExpectTheMeanOfTheLognormal) {
  Random random(1);
  const ResponseTimeParameters item = {3.8, 2.5};
  double sum = 0;
  constexpr int kTimes = 20000;
  for (int i = 0; i < kTimes; ++i) {
    sum += std::exp(3.8 - 0.2 + random.Normal() / 2.5);
  }
  const double expected = ExpectedSeconds(item, 0.2);
  EXPECT_NEAR(expected, std::exp(3.6 + 0.08), 1e-12);
  EXPECT_NEAR(sum / kTimes / expected, 1, 0.015);  // 5 standard errors
}

TEST(ResponseTimes, ResidualsLeaveTheirAnswerOut) {
  const auto residuals = ResponseTimeResiduals(kThree, std::nullopt);
  ASSERT_EQ(residuals.size(), 3u);
  const double others = (4 * 0.5 + 0.3) / 5;
  EXPECT_NEAR(*residuals[2],
              1.5 * (std::log(100) - 4.4 + others) / std::sqrt(1 + 2.25 / 5),
              1e-14);
}

TEST(ResponseTimes, ResidualsAreStandardNormalWhereTheModelHolds) {
  Random random(2);
  for (const auto& prior :
       {std::optional<SpeedPrior>(), std::optional(SpeedPrior{0, 0.3})}) {
    double sum = 0, squares = 0;
    int count = 0, rapid = 0;
    for (int person = 0; person < 2000; ++person) {
      const double speed = 0.3 * random.Normal();
      for (const auto& z :
           ResponseTimeResiduals(SimulateTimes(4, speed, random), prior)) {
        sum += *z;
        squares += *z * *z;
        rapid += IsRapidGuess(z, false);
        ++count;
      }
    }
    EXPECT_NEAR(sum / count, 0, 0.05);
    EXPECT_NEAR(squares / count, 1, 0.06);
    EXPECT_NEAR(rapid / double(count), 0.025, 0.008);
  }
}

TEST(ResponseTimes, ALoneAnswerHasAResidualOnlyWithAPrior) {
  const auto one = absl::MakeConstSpan(kThree).subspan(0, 1);
  EXPECT_FALSE(ResponseTimeResiduals(one, std::nullopt)[0].has_value());
  const auto with = ResponseTimeResiduals(one, SpeedPrior{0, 1});
  EXPECT_NEAR(*with[0], 2 * -0.5 / std::sqrt(5), 1e-15);
}

TEST(ResponseTimes, ARapidGuessIsFastAndWrong) {
  EXPECT_TRUE(IsRapidGuess(-2, false));
  EXPECT_FALSE(IsRapidGuess(-2, true));
  EXPECT_FALSE(IsRapidGuess(-1.9, false));
  EXPECT_TRUE(IsRapidGuess(-1.9, false, -1.5));
  EXPECT_FALSE(IsRapidGuess(std::nullopt, false));
}

TEST(ResponseTimes, RefuseParametersOutOfRange) {
  EXPECT_TRUE(ValidateResponseTime({4, 2}).ok());
  EXPECT_EQ(ValidateResponseTime({4, 0}).message(),
            "time discrimination = 0 is outside [0.01, 100]");
  EXPECT_EQ(ValidateResponseTime({21, 1}).message(),
            "time intensity = 21 is outside [-10, 20]");
  EXPECT_FALSE(ValidateResponseTime({NAN, 1}).ok());
  EXPECT_FALSE(ValidateResponseTime({4, NAN}).ok());
}

}  // namespace
}  // namespace adaptest
