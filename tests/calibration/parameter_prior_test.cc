#include "calibration/parameter_prior.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace adaptest {
namespace {

using testing::HasSubstr;

constexpr double kLogRootTwoPi = 0.918938533204672742;

double LogDensity(const std::string& text, double x) {
  const auto prior = ParseParameterPrior(text);
  EXPECT_TRUE(prior.ok()) << prior.status();
  return prior->At(x).value;
}

TEST(ParameterPrior, DensitiesIncludeTheirNormalisingConstants) {
  EXPECT_NEAR(LogDensity("b=normal(1,2)", 2),
              -0.125 - std::log(2) - kLogRootTwoPi, 1e-14);
  EXPECT_NEAR(LogDensity("a=lognormal(0,0.5)", 1),
              -std::log(0.5) - kLogRootTwoPi, 1e-14);
  // Beta(2, 3) has density 12 x (1 - x)^2.
  EXPECT_NEAR(LogDensity("c=beta(2,3)", 0.25), std::log(12 * 0.25 * 0.5625),
              1e-14);
}

TEST(ParameterPrior, ScalesAddNoJacobian) {
  const double logit = std::log(0.2 / 0.8);
  EXPECT_NEAR(LogDensity("logit(c)=normal(-1.1,0.5)", 0.2),
              LogDensity("b=normal(-1.1,0.5)", logit), 1e-14);
  EXPECT_NEAR(LogDensity("log(a)=normal(0,0.5)", 2),
              LogDensity("b=normal(0,0.5)", std::log(2)), 1e-14);
}

TEST(ParameterPrior, SlopesAndCurvaturesMatchDifferences) {
  for (const char* text :
       {"b=normal(1,2)", "a=lognormal(0,0.5)", "c=beta(5,17)", "d=beta(17,5)",
        "logit(c)=normal(-1.1,0.5)", "log(a)=normal(0.2,0.4)"}) {
    const auto prior = ParseParameterPrior(text);
    ASSERT_TRUE(prior.ok()) << prior.status();
    const double x = 0.3, h = 1e-5;
    const auto at = prior->At(x);
    const auto above = prior->At(x + h), below = prior->At(x - h);
    EXPECT_NEAR(at.slope, (above.value - below.value) / (2 * h), 1e-6) << text;
    EXPECT_NEAR(at.curvature, (above.slope - below.slope) / (2 * h), 1e-5)
        << text;
  }
}

TEST(ParameterPrior, OutsideTheSupportTheDensityIsZero) {
  EXPECT_EQ(LogDensity("c=beta(5,17)", 0), -INFINITY);
  EXPECT_EQ(LogDensity("a=lognormal(0,1)", -1), -INFINITY);
  EXPECT_EQ(LogDensity("logit(c)=normal(0,1)", 0), -INFINITY);
  EXPECT_EQ(LogDensity("c=beta(1,1)", 0), 0);
}

TEST(ParameterPrior, TextReadsBack) {
  for (const char* text :
       {"c=beta(5,17)", "logit(c)=normal(-1.1,0.5)", "a=lognormal(0,0.5)"}) {
    EXPECT_EQ(PriorText(*ParseParameterPrior(text)), text);
  }
}

TEST(ParameterPrior, RefusesWhatIsNotAllowedAndSaysWhatIs) {
  const std::pair<const char*, const char*> kMistakes[] = {
      {"c", "expected PARAMETER=DENSITY(x,y)"},
      {"c=beta", "expected PARAMETER=DENSITY(x,y)"},
      {"e=beta(5,17)", "parameter \"e\" is unknown; allowed: a, b, c, d"},
      {"exp(c)=beta(5,17)", "scale \"exp\" is unknown; allowed: log, logit"},
      {"c=gamma(5,17)", "allowed: normal, lognormal, beta"},
      {"c=beta(5)", "beta has 2 arguments, not 1"},
      {"c=beta(0,17)", "alpha = 0 is outside [0.01, 1e+06]"},
      {"b=normal(0,-1)", "sd = -1 is outside"},
      {"b=normal(0,x)", "\"x\" is not a finite number"}};
  for (const auto& [text, message] : kMistakes) {
    EXPECT_THAT(ParseParameterPrior(text).status().message(),
                HasSubstr(message));
  }
}

TEST(ParameterPrior, DefaultsAreForItemsWithAsymptotes) {
  const PriorChoice choice;
  EXPECT_TRUE(choice.For("Q1", TwoPl()).empty());
  EXPECT_TRUE(choice.For("Q1", Rasch()).empty());
  EXPECT_EQ(choice.For("Q1", ThreePl()).size(), 3u);
  EXPECT_EQ(choice.For("Q1", FourPl()).size(), 4u);
}

TEST(ParameterPrior, APriorWithoutEffectIsRefused) {
  const auto choice = PriorChoice::Parse({"c=beta(5,17)"});
  ASSERT_TRUE(choice.ok());
  const ResponseModel two_pl = TwoPl();
  EXPECT_THAT(choice->CheckAllUsed({two_pl}).message(),
              HasSubstr("no item has a parameter c"));
  EXPECT_THAT(PriorChoice::Parse({"c=beta(5,17)", "logit(c)=normal(0,1)"})
                  .status()
                  .message(),
              HasSubstr("parameter c has a prior already"));
}

}  // namespace
}  // namespace adaptest
