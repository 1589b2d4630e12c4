// What is special to the models of more than two categories.

#include <array>
#include <cmath>

#include "engine/response_model.h"

namespace adaptest {
namespace {

using ::testing::HasSubstr;

std::vector<double> Probabilities(const ResponseModel& model,
                                  absl::Span<const double> x, double theta) {
  std::vector<double> p(NumCategories(model, x.size()));
  LogProbabilities<double>(model, x, theta, absl::MakeSpan(p));
  for (double& value : p) value = std::exp(value);
  return p;
}

double Curve(double z) { return 1 / (1 + std::exp(-z)); }

std::string Refusal(const ResponseModel& model, absl::Span<const double> x) {
  return std::string(ValidateParameters(model, x).message());
}

TEST(PolytomousModels, HaveACategoryMoreThanSteps) {
  EXPECT_EQ(NumCategories(GradedResponse(), 5), 5);
  EXPECT_EQ(NumCategories(GeneralizedPartialCredit(), 2), 2);
  EXPECT_EQ(NumCategories(PartialCredit(), 4), 5);
  EXPECT_EQ(NumCategories(NominalResponse(), 6), 4);
  EXPECT_EQ(NumCategories(NominalResponse(), 30), kMaxCategories);
  EXPECT_EQ(NumCategories(NominalResponse(), 5), 0);
  EXPECT_EQ(NumCategories(GradedResponse(), 1), 0);
  EXPECT_EQ(NumCategories(GradedResponse(), 17), 0);
  EXPECT_EQ(NumCategories(TwoPl(), 2), 2);
}

TEST(PolytomousModels, NumberTheParametersOfTheirSteps) {
  std::vector<std::string> names;
  for (const auto& range : ParametersOf(GradedResponse(), 4)) {
    names.emplace_back(range.name);
  }
  EXPECT_THAT(names, ::testing::ElementsAre("a", "b1", "b2", "b3"));
  names.clear();
  for (const auto& range : ParametersOf(NominalResponse(), 3)) {
    names.emplace_back(range.name);
  }
  EXPECT_THAT(names, ::testing::ElementsAre("a1", "a2", "c1", "c2"));
  EXPECT_EQ(ParametersOf(PartialCredit(), 16).back().name, "b15");
}

TEST(PolytomousModels, RefuseAWrongNumberOfParameters) {
  EXPECT_EQ(Refusal(GradedResponse(), {1.0}),
            "model grm has 2 to 16 parameters, 1 a step and 1 more, not 1");
  EXPECT_EQ(Refusal(PartialCredit(), {}),
            "model pcm has 1 to 15 parameters, 1 a step, not 0");
  EXPECT_EQ(Refusal(NominalResponse(), {1, 2, 3}),
            "model nrm has 2 to 30 parameters, 2 a step, not 3");
}

TEST(PolytomousModels, WithOneStepAreTheTwoParameterModel) {
  for (const ResponseModel& model :
       {ResponseModel(GradedResponse()),
        ResponseModel(GeneralizedPartialCredit())}) {
    const std::vector<double> x = {1.3, 0.4};
    for (const double theta : {-40.0, -1.0, 0.4, 2.0, 40.0}) {
      const double expected = ProbabilityRight(TwoPl(), x, theta);
      EXPECT_NEAR(Probabilities(model, x, theta)[1] / expected, 1, 1e-14);
      EXPECT_NEAR(Information(model, x, theta) / Information(TwoPl(), x, theta),
                  1, 1e-13);
    }
  }
}

TEST(GradedResponse, IsTheDifferenceOfItsBoundaryCurves) {
  const std::vector<double> x = {1.3, -1.2, 0.1, 0.9};
  for (double theta = -3; theta <= 3; theta += 0.5) {
    const auto p = Probabilities(GradedResponse(), x, theta);
    double at_least = 1;
    for (int k = 0; k < 3; ++k) {
      const double next = Curve(x[0] * (theta - x[k + 1]));
      EXPECT_NEAR(p[k], at_least - next, 1e-15);
      at_least = next;
    }
    EXPECT_NEAR(p[3], at_least, 1e-15);
  }
}

// Where a plain difference of boundary curves gives 0 / 0.
TEST(GradedResponse, HasInformationWhereItsCurvesCannotBeToldApart) {
  const std::vector<double> x = {4, -4, -3, -2};
  // All but the last two categories are negligible: 2pl at the last boundary.
  EXPECT_NEAR(
      Information(GradedResponse(), x, 6) / Information(TwoPl(), {4, -2}, 6), 1,
      1e-12);
  EXPECT_GT(Information(GradedResponse(), x, 50), 0);
  EXPECT_GT(Information(GradedResponse(), x, -50), 0);
}

TEST(GradedResponse, RefusesBoundariesThatDoNotAscend) {
  EXPECT_EQ(Refusal(GradedResponse(), {1, 0.5, 0.5}),
            "boundary b2 = 0.5 is not above b1 = 0.5; boundaries ascend by at "
            "least 1e-06");
  EXPECT_THAT(Refusal(GradedResponse(), {1, -1, 2, 1}),
              HasSubstr("boundary b3 = 1 is not above b2 = 2"));
  EXPECT_THAT(Refusal(GradedResponse(), {1, -60, 2}),
              HasSubstr("boundary b1 = -60 is outside [-50, 50]"));
}

TEST(GeneralizedPartialCredit, NeighboursMeetAtTheirStep) {
  const std::vector<double> x = {0.9, 0.4, -0.6, 1.1};
  for (int k = 1; k <= 3; ++k) {
    const auto p = Probabilities(GeneralizedPartialCredit(), x, x[k]);
    EXPECT_NEAR(p[k], p[k - 1], 1e-15);
  }
}

TEST(GeneralizedPartialCredit, InformationIsTheVarianceOfTheScore) {
  const std::vector<double> x = {0.9, 0.4, -0.6, 1.1};
  for (double theta = -4; theta <= 4; theta += 0.5) {
    const auto p = Probabilities(GeneralizedPartialCredit(), x, theta);
    double mean = 0, square = 0;
    for (int k = 0; k < 4; ++k) {
      mean += k * p[k];
      square += k * k * p[k];
    }
    EXPECT_NEAR(Information(GeneralizedPartialCredit(), x, theta),
                x[0] * x[0] * (square - mean * mean), 1e-14);
  }
}

TEST(PartialCredit, IsTheGeneralizedModelWithADiscriminationOfOne) {
  for (const double theta : {-2.0, 0.1, 3.0}) {
    EXPECT_EQ(
        Probabilities(PartialCredit(), {0.3, -1, 1.6}, theta),
        Probabilities(GeneralizedPartialCredit(), {1, 0.3, -1, 1.6}, theta));
  }
}

TEST(NominalResponse, HasLogOddsLinearInTheta) {
  const std::vector<double> x = {1.1, -0.4, 0.9, -0.5};
  for (const double theta : {-2.0, 0.1, 3.0}) {
    const auto p = Probabilities(NominalResponse(), x, theta);
    EXPECT_NEAR(std::log(p[1] / p[0]), 1.1 * theta + 0.9, 1e-14);
    EXPECT_NEAR(std::log(p[2] / p[0]), -0.4 * theta - 0.5, 1e-14);
  }
}

TEST(NominalResponse, RefusesSlopesThatAreAllZero) {
  EXPECT_THAT(Refusal(NominalResponse(), {0, 0, 1, 2}),
              HasSubstr("every slope a1, a2 ... is 0"));
  EXPECT_EQ(Refusal(NominalResponse(), {0, 0.1, 1, 2}), "");
}

}  // namespace
}  // namespace adaptest
