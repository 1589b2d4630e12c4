#include <cmath>
#include <nlohmann/json.hpp>

#include "engine/ability_estimator.h"
#include "tests/engine/catr_files.h"

namespace adaptest {
namespace {

using Json = nlohmann::json;

// catR's thetaEst() with its root finder's tolerance at 1e-14, on 200 patterns
// of 1 to 40 answers to 3pl items, theta within [-4, 4].
constexpr double kTolerance = 1e-6;

// How many patterns agree. Where one does not, catR's value is a local root or
// none, which `explained` must confirm.
int Compare(const char* method, const AbilityEstimator& estimator,
            const Prior& prior,
            const std::function<bool(const Json& theirs, const ItemBank&,
                                     const std::vector<ScoredAnswer>&,
                                     const AbilityEstimate&)>& explained) {
  std::ifstream file(CatrDirectory() + "thetaEst_bank300.json");
  if (!file) return -1;
  const ItemBank bank = ReadCatrBank("bank300_3pl.csv");
  const EstimationSettings settings = {ThetaGrid(), prior, -4, 4};
  const Json reference = Json::parse(file);
  int agreed = 0;
  for (const Json& pattern : reference["patterns"]) {
    const auto answers = CatrAnswers(pattern);
    const Json& theirs = pattern[method];
    const auto ours = EstimateAbility(estimator, bank, answers, settings);
    const double theta = theirs["theta_tight"];
    if (std::abs(*ours.theta - theta) > kTolerance) {
      EXPECT_TRUE(explained && explained(theirs, bank, answers, ours))
          << *ours.theta << " " << pattern;
      continue;
    }
    EXPECT_NEAR(*ours.standard_error, theirs["se_tight"], kTolerance);
    EXPECT_EQ(ours.state, theta == -4  ? AbilityState::kAtLowerBound
                          : theta == 4 ? AbilityState::kAtUpperBound
                                       : AbilityState::kOk);
    ++agreed;
  }
  return agreed;
}

void ExpectAgreement(const char* method, const AbilityEstimator& estimator,
                     const Prior& prior) {
  const int agreed = Compare(method, estimator, prior, nullptr);
  if (agreed < 0) GTEST_SKIP() << "no " << CatrDirectory();
  EXPECT_EQ(agreed, 200);
}

TEST(CatrReference, MleAgreesOnEveryPattern) {
  ExpectAgreement("ML", Mle(), NormalPrior());
}

TEST(CatrReference, MapAgreesUnderANormalPrior) {
  ExpectAgreement("BM", Map(), NormalPrior());
}

TEST(CatrReference, MapAgreesUnderJeffreysPrior) {
  ExpectAgreement("BMjeff", Map(), JeffreysPrior());
}

TEST(CatrReference, MapAgreesUnderAUniformPrior) {
  ExpectAgreement("BMunif", Map(), UniformPrior());
}

TEST(CatrReference, WleAgreesOnEveryPattern) {
  ExpectAgreement("WL", Wle(), NormalPrior());
}

TEST(CatrReference, HuberAgreesOnEveryPattern) {
  ExpectAgreement("ROBhuber", Huber(), NormalPrior());
}

// The left side of the robust equation with Tukey's weights.
double TukeyScore(const ItemBank& bank,
                  const std::vector<ScoredAnswer>& answers, double theta) {
  double sum = 0;
  for (const auto& [i, x] : answers) {
    const auto& y = bank.item(i).parameters;
    const double r = y[0] * (theta - y[1]);
    if (std::abs(r) > 4) continue;
    const double l = 1 / (1 + std::exp(-r));
    const double p = y[2] + (y[3] - y[2]) * l;
    const double slope = (y[3] - y[2]) * y[0] * l * (1 - l);
    sum += std::pow(1 - r * r / 16, 2) * slope * (x - p) / (p * (1 - p));
  }
  return sum;
}

// Its integral from theta to theta by the midpoint rule.
double TukeyRise(const ItemBank& bank, const std::vector<ScoredAnswer>& answers,
                 double from, double to) {
  double sum = 0;
  constexpr int kSteps = 20000;
  const double h = (to - from) / kSteps;
  for (int s = 0; s < kSteps; ++s) {
    sum += h * TukeyScore(bank, answers, from + (s + 0.5) * h);
  }
  return sum;
}

// Redescending weights leave several roots, or none: ours is a root with a
// larger integral than catR's, or catR stopped at a bound although there is a
// root, or at the end of the items' weights (its standard error is NaN).
bool TukeyDiffers(const Json& theirs, const ItemBank& bank,
                  const std::vector<ScoredAnswer>& answers,
                  const AbilityEstimate& ours) {
  const double theta = theirs["theta_tight"];
  if (theirs["se_tight"] == "NaN") {
    return ours.state == AbilityState::kAtUpperBound;
  }
  const bool root = std::abs(TukeyScore(bank, answers, *ours.theta)) < 1e-9 &&
                    ours.state == AbilityState::kOk;
  const bool at_bound = std::abs(theta) == 4;
  return root && (at_bound || TukeyRise(bank, answers, theta, *ours.theta) > 0);
}

TEST(CatrReference, TukeyAgreesExceptWhereThereAreSeveralRoots) {
  const int agreed = Compare("ROBtukey", Tukey(), NormalPrior(), TukeyDiffers);
  if (agreed < 0) GTEST_SKIP() << "no " << CatrDirectory();
  EXPECT_EQ(agreed, 197);
}

}  // namespace
}  // namespace adaptest
