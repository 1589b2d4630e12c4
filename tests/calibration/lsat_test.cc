// The fits of LSAT-6 and LSAT-7 against an independent maximiser: BFGS, then
// Newton on the analytic gradient of the same marginal likelihood (61 equally
// spaced nodes on [-6, 6], weights the normal density normalised to sum 1),
// gradient below 1e-9. Parameters to 1e-4, log-likelihood to 1e-6 relative.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "calibration/calibrate.h"
#include "tests/calibration/small_data.h"

namespace adaptest {
namespace {

struct Reference {
  const char* file;
  const char* model;
  double log_likelihood;
  std::vector<double> a;
  std::vector<double> b;
};

const std::vector<Reference>& References() {
  static const auto& references = *new std::vector<Reference>{
      {"data/lsat6.csv",
       "1pl",
       -2466.93759968043,
       {0.755134625411, 0.755134625411, 0.755134625411, 0.755134625411,
        0.755134625411},
       {-3.61526692068, -1.32242092508, -0.317630627142, -1.73009039496,
        -2.78017228865}},
      {"data/lsat6.csv",
       "2pl",
       -2466.65337751347,
       {0.825659544522, 0.72274420407, 0.890874534066, 0.688367980063,
        0.656855953696},
       {-3.35881105428, -1.37005761175, -0.279666230862, -1.86638100998,
        -3.12590673122}},
      {"data/lsat7.csv",
       "1pl",
       -2664.90089091593,
       {1.0112675242, 1.0112675242, 1.0112675242, 1.0112675242, 1.0112675242},
       {-1.84744859096, -0.782192860192, -1.44470138082, -0.515695435227,
        -1.97076925042}},
      {"data/lsat7.csv",
       "2pl",
       -2658.80511363233,
       {0.987545899045, 1.0808371422, 1.70747766084, 0.764989877351,
        0.735672721388},
       {-1.87926013934, -0.747540549871, -1.05723561964, -0.63530226556,
        -2.52076437911}},
  };
  return references;
}

ResponseData Answers(const Reference& reference) {
  return ReadAnswers(ProjectFile(reference.file),
                     *ResponseModelByName(reference.model));
}

void ExpectReference(const Calibration& fit, const Reference& reference) {
  EXPECT_TRUE(fit.converged);
  EXPECT_LE(fit.max_step, 1e-5);
  EXPECT_NEAR(fit.log_likelihood / reference.log_likelihood, 1, 1e-6);
  for (int i = 0; i < 5; ++i) {
    EXPECT_NEAR(fit.items[i].parameters[0], reference.a[i], 1e-4);
    EXPECT_NEAR(fit.items[i].parameters[1], reference.b[i], 1e-4);
  }
}

TEST(Lsat, TwentyRandomStartsReachTheOptimum) {
  for (const Reference& reference : References()) {
    const ResponseData data = Answers(reference);
    for (uint64_t seed = 1; seed <= 20; ++seed) {
      SCOPED_TRACE(testing::Message() << reference.file << " "
                                      << reference.model << " seed " << seed);
      CalibrationOptions options;
      options.seed = seed;
      options.information = ParameterInformation::kNone;
      const auto fit = Calibrate(data, options);
      ASSERT_TRUE(fit.ok()) << fit.status();
      ExpectReference(*fit, reference);
    }
  }
}

TEST(Lsat, RaschIsTheCommonSlopeModelOnAnotherScale) {
  for (const Reference& reference : References()) {
    if (std::string(reference.model) != "1pl") continue;
    const auto fit =
        Calibrate(ReadAnswers(ProjectFile(reference.file), Rasch()), {});
    ASSERT_TRUE(fit.ok()) << fit.status();
    EXPECT_NEAR(fit->log_likelihood, reference.log_likelihood, 1e-6);
    EXPECT_NEAR(fit->latent[0].sd, reference.a[0], 1e-5);
    for (int i = 0; i < 5; ++i) {
      EXPECT_EQ(fit->items[i].parameters[0], 1);
      EXPECT_NEAR(fit->items[i].parameters[1], reference.a[0] * reference.b[i],
                  1e-5);
      EXPECT_EQ(fit->items[i].covariance[0], 0);
    }
    EXPECT_GT(*fit->latent[0].sd_error, 0.05);
  }
}

TEST(Lsat, StandardErrorsMatchTheReference) {
  // 2pl on LSAT-6: standard errors of a, and of d = -a b by the delta method.
  const std::vector<double> se_a = {0.258114938, 0.18667967, 0.232763836,
                                    0.185142935, 0.209909182};
  const std::vector<double> se_d = {0.205743749, 0.0900189684, 0.0762728829,
                                    0.099037518, 0.135358781};
  const auto fit =
      Calibrate(ReadAnswers(ProjectFile("data/lsat6.csv"), TwoPl()), {});
  ASSERT_TRUE(fit.ok()) << fit.status();
  for (int i = 0; i < 5; ++i) {
    const Item& item = fit->items[i];
    const std::vector<double>& v = item.covariance;
    const double a = item.parameters[0], b = item.parameters[1];
    EXPECT_NEAR(std::sqrt(v[0]) / se_a[i], 1, 0.01);
    const double variance_d = b * b * v[0] + 2 * a * b * v[1] + a * a * v[3];
    EXPECT_NEAR(std::sqrt(variance_d) / se_d[i], 1, 0.01);
  }
}

TEST(Lsat, ThreePlWithoutPriorsEndsDefined) {
  for (const char* file : {"data/lsat6.csv", "data/lsat7.csv"}) {
    const auto fit = Calibrate(ReadAnswers(ProjectFile(file), ThreePl()),
                               {.priors = *PriorChoice::Parse({"none"})});
    ASSERT_TRUE(fit.ok()) << fit.status();
    EXPECT_TRUE(fit->converged) << file;
    for (const Item& item : fit->items) {
      EXPECT_TRUE(ValidateItem(item).ok()) << ValidateItem(item);
    }
  }
}

TEST(Lsat, AsymptotesAtZeroAreNamedAndHaveNoStandardError) {
  const auto fit =
      Calibrate(ReadAnswers(ProjectFile("data/lsat6.csv"), ThreePl()),
                {.priors = *PriorChoice::Parse({"none"})});
  ASSERT_TRUE(fit.ok()) << fit.status();
  // The reference, which stays inside the range, reaches -2466.64913047425.
  EXPECT_GE(fit->log_likelihood, -2466.64913047425 - 1e-8);
  EXPECT_EQ(TextOf(fit->item_states[0]), "at_bound(c)");
  EXPECT_EQ(fit->items[0].parameters[2], 0);
  EXPECT_EQ(fit->items[0].covariance[8], 0);
  EXPECT_EQ(TextOf(fit->item_states[1]), "ok");
}

}  // namespace
}  // namespace adaptest
