#include "calibration/outcomes/fit_outcomes.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

#include "engine/prior.h"
#include "tests/calibration/outcomes/simulated_outcomes.h"

namespace adaptest {
namespace {

OutcomeFit Fit(const std::vector<OutcomeCase>& cases) {
  const auto fit = FitOutcomes(SharedOutcomeModel(), cases);
  EXPECT_TRUE(fit.ok()) << fit.status();
  EXPECT_TRUE(fit->converged);
  return *fit;
}

std::vector<OutcomeCase> Cases(const OutcomeParameters& truth) {
  return DrawOutcomes(*OutcomeExam(), SimulatePersons(OutcomeExam(), 400, 41),
                      truth, 1);
}

const std::vector<OutcomeCase>& SomeCases() {
  static const auto& cases = *new std::vector<OutcomeCase>(Cases({0.4, 0.5}));
  return cases;
}

// Results of persons whose ability is known to 0.2, mean by mean.
std::vector<OutcomeCase> KnownAbilities(int count, bool (*passed)(double)) {
  std::vector<OutcomeCase> cases;
  for (int i = 0; i < count; ++i) {
    const double mean = -2 + 4.0 * i / std::max(count - 1, 1);
    const ThetaGrid grid;
    const Posterior posterior(grid, LogPrior(NormalPrior{mean, 0.2}, grid));
    const auto weights = posterior.weights();
    cases.push_back({{weights.begin(), weights.end()}, passed(mean), i});
  }
  return cases;
}

void ExpectFinite(const OutcomeFit& fit) {
  EXPECT_TRUE(std::isfinite(fit.estimate.theta_cut));
  EXPECT_TRUE(std::isfinite(fit.log_likelihood));
  EXPECT_GT(fit.theta_cut_standard_error, 0);
  EXPECT_LT(fit.theta_cut_standard_error, 2);
  EXPECT_LE(fit.spread_lower, fit.estimate.spread);
  EXPECT_LE(fit.estimate.spread, fit.spread_upper);
  EXPECT_LE(fit.spread_upper, kMaxSpread);
  EXPECT_EQ(fit.spread_standard_error.has_value(), fit.estimate.spread > 0);
  EXPECT_EQ(fit.covariance.has_value(), fit.estimate.spread > 0);
}

TEST(FitOutcomes, FindsTheMaximum) {
  const OutcomeFit fit = Fit(SomeCases());
  EXPECT_EQ(fit.state, OutcomeState::kOk);
  EXPECT_FALSE(fit.with_prior);
  EXPECT_EQ(fit.cases, 400);
  const OutcomeLikelihood l(SharedOutcomeModel(), Pointers(SomeCases()), false);
  for (double cut = -2; cut < 2.5; cut += 0.25) {
    for (double spread = 0; spread < 2; spread += 0.25) {
      EXPECT_LE(l.LogLikelihood(cut, spread * spread), fit.log_likelihood);
    }
  }
  const double v = fit.estimate.spread * fit.estimate.spread;
  EXPECT_LT(l.At(fit.estimate.theta_cut, v).gradient.norm(), 1e-4);
}

// The inverse of minus the second differences of the log-likelihood in (c, s).
TEST(FitOutcomes, StandardErrorsAreThoseOfTheObservedInformation) {
  const OutcomeFit fit = Fit(SomeCases());
  const OutcomeLikelihood l(SharedOutcomeModel(), Pointers(SomeCases()), false);
  constexpr double h = 1e-4;
  const auto at = [&](int i, int j) {
    const double spread = fit.estimate.spread + j * h;
    return l.LogLikelihood(fit.estimate.theta_cut + i * h, spread * spread);
  };
  const double cc = -(at(1, 0) - 2 * at(0, 0) + at(-1, 0)) / (h * h);
  const double ss = -(at(0, 1) - 2 * at(0, 0) + at(0, -1)) / (h * h);
  const double cs =
      -(at(1, 1) - at(1, -1) - at(-1, 1) + at(-1, -1)) / (4 * h * h);
  const double determinant = cc * ss - cs * cs;
  EXPECT_NEAR(fit.theta_cut_standard_error, std::sqrt(ss / determinant), 1e-4);
  EXPECT_NEAR(*fit.spread_standard_error, std::sqrt(cc / determinant), 1e-4);
  EXPECT_NEAR(*fit.covariance, -cs / determinant, 1e-5);
}

TEST(FitOutcomes, IntervalEndsWhereTheProfileHasFallen) {
  const auto cases = Cases({0.4, 1});
  const OutcomeFit fit = Fit(cases);
  const OutcomeLikelihood l(SharedOutcomeModel(), Pointers(cases), false);
  for (const double spread : {fit.spread_lower, fit.spread_upper}) {
    double profile = -1e9;
    for (double cut = -0.5; cut < 1.5; cut += 0.01) {
      profile = std::max(profile, l.LogLikelihood(cut, spread * spread));
    }
    EXPECT_NEAR(fit.log_likelihood - profile, 0.5 * 3.841459, 0.02) << spread;
  }
}

// Four groups of persons, each with four draws of results.
TEST(FitOutcomes, RecoversTheTruthWithinItsStandardErrors) {
  const OutcomeParameters truth = {0.4, 0.6};  // the profile: 0.1, none
  constexpr int kReplicates = 16;
  const auto persons = SimulatePersons(OutcomeExam(), 1200, 42);
  double z = 0, squares = 0, spread = 0;
  int cut_covered = 0, spread_covered = 0;
  for (int r = 0; r < kReplicates; ++r) {
    const auto group = absl::MakeConstSpan(persons).subspan(r % 4 * 300, 300);
    const OutcomeFit fit =
        Fit(DrawOutcomes(*OutcomeExam(), group, truth, 100 + r));
    const double error = (fit.estimate.theta_cut - truth.theta_cut) /
                         fit.theta_cut_standard_error;
    z += error / kReplicates;
    squares += error * error / kReplicates;
    spread += fit.estimate.spread / kReplicates;
    cut_covered += std::abs(error) < 1.96;
    spread_covered +=
        fit.spread_lower <= truth.spread && truth.spread <= fit.spread_upper;
  }
  EXPECT_NEAR(z, 0, 3 / std::sqrt(kReplicates));
  EXPECT_NEAR(squares, 1, 3 * std::sqrt(2.0 / kReplicates));
  EXPECT_NEAR(spread, truth.spread, 0.15);
  // P(12 or less of 16 at 95 %) = 0.007.
  EXPECT_GE(cut_covered, 13);
  EXPECT_GE(spread_covered, 13);
}

TEST(FitOutcomes, SaysWhereNobodyPassed) {
  const OutcomeFit fit = Fit(KnownAbilities(50, [](double) { return false; }));
  EXPECT_EQ(fit.state, OutcomeState::kNoPasses);
  EXPECT_TRUE(fit.with_prior);
  EXPECT_EQ(fit.passes, 0);
  EXPECT_GT(fit.estimate.theta_cut, 1);
  ExpectFinite(fit);
}

TEST(FitOutcomes, SaysWhereNobodyFailed) {
  const OutcomeFit fit = Fit(KnownAbilities(50, [](double) { return true; }));
  EXPECT_EQ(fit.state, OutcomeState::kNoFailures);
  EXPECT_TRUE(fit.with_prior);
  EXPECT_LT(fit.estimate.theta_cut, -1);
  ExpectFinite(fit);
}

TEST(FitOutcomes, IsThePriorWithoutResults) {
  const OutcomeFit fit = Fit({});
  EXPECT_EQ(fit.state, OutcomeState::kNoPasses);
  EXPECT_NEAR(fit.estimate.theta_cut, 0.1, 1e-9);
  EXPECT_EQ(fit.estimate.spread, 0);
  EXPECT_NEAR(fit.theta_cut_standard_error, kPriorCutSd, 1e-9);
  EXPECT_NEAR(fit.spread_upper, 1.96 * kPriorSpreadSd, 1e-3);
  EXPECT_EQ(fit.log_likelihood, 0);
}

TEST(FitOutcomes, LeansOnThePriorForFewResults) {
  const OutcomeFit fit =
      Fit(KnownAbilities(12, [](double theta) { return theta > 0.5; }));
  EXPECT_EQ(fit.state, OutcomeState::kTooFew);
  EXPECT_TRUE(fit.with_prior);
  EXPECT_NEAR(fit.estimate.theta_cut, 0.4, 0.3);
  ExpectFinite(fit);
}

// No finite spread makes abler persons fail more often.
TEST(FitOutcomes, LeansOnThePriorForResultsThatNoSpreadExplains) {
  const OutcomeFit fit =
      Fit(KnownAbilities(60, [](double theta) { return theta < 0; }));
  EXPECT_EQ(fit.state, OutcomeState::kTooFew);
  EXPECT_TRUE(fit.with_prior);
  EXPECT_GT(fit.estimate.spread, 0.5);
  ExpectFinite(fit);
}

TEST(FitOutcomes, PutsTheSpreadAtZeroForResultsThatAreSharper) {
  const OutcomeFit fit =
      Fit(KnownAbilities(60, [](double theta) { return theta > 0.3; }));
  EXPECT_EQ(fit.state, OutcomeState::kSpreadAtZero);
  EXPECT_FALSE(fit.with_prior);
  EXPECT_EQ(fit.estimate.spread, 0);
  EXPECT_EQ(fit.spread_lower, 0);
  EXPECT_GT(fit.spread_upper, 0.05);
  EXPECT_NEAR(fit.estimate.theta_cut, 0.3, 0.2);
  ExpectFinite(fit);
}

TEST(FitOutcomes, SurvivesGridsThatAreFarTooCoarse) {
  Exam exam = ContentExam(20, 0);
  exam.nodes = 13;
  const OutcomeModel model(
      Prepare(std::move(exam), ContentBank("3pl", 120, 0, 31)));
  std::vector<OutcomeCase> cases;
  for (int i = 0; i < 60; ++i) {
    OutcomeCase one = {std::vector<double>(13), i % 13 > 6, i};
    one.weights[i % 13] = 1;
    cases.push_back(one);
  }
  const auto fit = FitOutcomes(model, cases);
  ASSERT_TRUE(fit.ok());
  ExpectFinite(*fit);
}

TEST(FitOutcomes, RefusesWeightsThatAreNoPosterior) {
  EXPECT_FALSE(FitOutcomes(SharedOutcomeModel(), {{{0.5, 0.5}, true}}).ok());
}

TEST(OutcomeState, HasAName) {
  EXPECT_EQ(NameOf(OutcomeState::kOk), "ok");
  EXPECT_EQ(NameOf(OutcomeState::kSpreadAtZero), "spread_at_zero");
  EXPECT_EQ(NameOf(OutcomeState::kNoPasses), "no_passes");
  EXPECT_EQ(NameOf(OutcomeState::kNoFailures), "no_failures");
  EXPECT_EQ(NameOf(OutcomeState::kTooFew), "too_few");
}

}  // namespace
}  // namespace adaptest
