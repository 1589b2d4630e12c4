#include "engine/scores/mastery.h"

#include <cmath>

#include "engine/math/normal.h"
#include "engine/prior.h"
#include "engine/scores/posterior_mass.h"

namespace adaptest {
namespace {

Posterior NormalPosterior(double mean, double sd) {
  return Posterior(ThetaGrid(), LogPrior(NormalPrior{mean, sd}, ThetaGrid()));
}

TEST(MasteryProbability, IsTheMassAboveAKnownCut) {
  ScoreScale scale;
  scale.theta_cut = 0.4;
  const Posterior posterior = NormalPosterior(0.6, 0.3);
  EXPECT_EQ(MasteryProbability(posterior, scale), MassAbove(posterior, 0.4));
}

// With theta ~ N(m, s^2) and cut ~ N(t, e^2), theta - cut is normal too.
TEST(MasteryProbability, IntegratesTheErrorOfTheCut) {
  ScoreScale scale;
  for (const double cut : {-0.5, -0.03, 0.0, 0.1, 0.47, 1.2}) {
    for (const double se : {0.05, 0.1, 0.2}) {
      for (const double sd : {0.15, 0.3, 0.8}) {
        scale.theta_cut = cut;
        scale.theta_cut_standard_error = se;
        const double expected =
            NormalCdf((0.22 - cut) / std::sqrt(sd * sd + se * se));
        EXPECT_NEAR(MasteryProbability(NormalPosterior(0.22, sd), scale),
                    expected, se <= sd ? 5e-4 : 5e-3)
            << "cut " << cut << ", se " << se << ", sd " << sd;
      }
    }
  }
}

TEST(MasteryProbability, IsCertainFarFromTheCut) {
  ScoreScale scale;
  scale.theta_cut_standard_error = 0.1;
  EXPECT_NEAR(MasteryProbability(NormalPosterior(4, 0.2), scale), 1, 1e-12);
  EXPECT_NEAR(MasteryProbability(NormalPosterior(-4, 0.2), scale), 0, 1e-12);
}

}  // namespace
}  // namespace adaptest
