#include "calibration/possible_start.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "calibration/calibrate.h"
#include "tests/calibration/small_data.h"

namespace adaptest {
namespace {

using testing::HasSubstr;

// Four graded items of four categories, 500 persons.
ResponseData GradedAnswers() {
  ResponseDataBuilder builder;
  Random random(5);
  for (int i = 0; i < 4; ++i) {
    EXPECT_TRUE(
        builder.AddItem(absl::StrCat("i", i), GradedResponse(), 4).ok());
  }
  const double parameters[] = {1.5, -1, 0, 1};
  std::array<double, 4> log_p;
  for (int p = 0; p < 500; ++p) {
    builder.AddPerson(absl::StrCat("p", p));
    const double theta = random.Normal();
    LogProbabilities<double>(GradedResponse(), parameters, theta,
                             absl::MakeSpan(log_p));
    for (int i = 0; i < 4; ++i) {
      double left = random.Uniform();
      int k = 0;
      while (k < 3 && left >= std::exp(log_p[k])) left -= std::exp(log_p[k++]);
      builder.AddResponse(p, i, k, {});
    }
  }
  std::vector<ResponseDataBuilder::Duplicate> duplicates;
  return std::move(builder).Build(&duplicates);
}

absl::StatusOr<Calibration> FitWith(const std::vector<std::string>& texts) {
  CalibrationOptions options;
  for (const std::string& text : texts) {
    options.constraints.push_back(*ParameterConstraint::Parse(text));
  }
  return Calibrate(GradedAnswers(), options);
}

// Values beyond where the free boundaries would begin.
TEST(PossibleStart, BoundariesMakeRoomForGivenOnes) {
  const double free = FitWith({})->log_likelihood;
  for (const std::vector<std::string>& texts :
       std::vector<std::vector<std::string>>{{"b1(i0)=0.5"},
                                             {"b2(i0)=1.6"},
                                             {"b2(i0)=-1.6"},
                                             {"b3(i0)=-0.5"},
                                             {"b1(i0)=0.2", "b3(i0)=0.4"},
                                             {"b1(i0)=b2(i1)"}}) {
    const auto fit = FitWith(texts);
    ASSERT_TRUE(fit.ok()) << fit.status();
    EXPECT_TRUE(fit->converged) << texts[0];
    EXPECT_LT(fit->log_likelihood, free) << texts[0];
    EXPECT_GT(fit->log_likelihood, free - 500) << texts[0];
    const auto& b = fit->items[0].parameters;
    EXPECT_TRUE(b[1] < b[2] && b[2] < b[3]) << texts[0];
  }
}

TEST(PossibleStart, WhatCannotBeIsRefused) {
  EXPECT_THAT(
      std::string(FitWith({"b1(i2)=0.5", "b2(i2)=0.2"}).status().message()),
      HasSubstr("item i2: no parameters are possible"));
  CalibrationOptions options;
  options.constraints = {*ParameterConstraint::Parse("c(*)=0.9"),
                         *ParameterConstraint::Parse("d(*)=0.5")};
  const auto data = SimulateAnswers(RandomThreePlItems(5, 3), 200, FourPl(), 1);
  EXPECT_THAT(std::string(Calibrate(data, options).status().message()),
              HasSubstr("c = 0.9 is not below"));
}

// Priors that pull all boundaries together end at the ends of ranges.
TEST(PossibleStart, StrongPriorsAreNoFailure) {
  CalibrationOptions options;
  options.priors = *PriorChoice::Parse({"b=normal(0,0.01)"});
  const auto fit = Calibrate(GradedAnswers(), options);
  ASSERT_TRUE(fit.ok()) << fit.status();
  EXPECT_TRUE(std::isfinite(fit->log_likelihood));
}

}  // namespace
}  // namespace adaptest
