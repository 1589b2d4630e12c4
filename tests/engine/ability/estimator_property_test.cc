#include <cmath>

#include "engine/ability_estimator.h"
#include "tests/engine/ability/answer_builder.h"

namespace adaptest {
namespace {

// Adds answers one by one; after each, ability has moved the way the answer
// went and kept within the bounds.
void ExpectMoves(const AbilityEstimator& estimator, const ItemBank& bank,
                 const std::vector<ScoredAnswer>& answers) {
  const EstimationSettings settings = {ThetaGrid(), NormalPrior(), -3, 3};
  const auto all = absl::MakeConstSpan(answers);
  double before = 0;
  for (size_t n = 1; n <= answers.size(); ++n) {
    const auto estimate =
        EstimateAbility(estimator, bank, all.subspan(0, n), settings);
    ASSERT_TRUE(estimate.theta.has_value());
    const double theta = *estimate.theta;
    EXPECT_LE(std::abs(theta), NameOf(estimator) == "eap" ? 6 : 3);
    EXPECT_GT(*estimate.standard_error, 0);
    if (n > 1) {
      const bool right = answers[n - 1].category == 1;
      EXPECT_GE(right ? theta - before : before - theta, -1e-11)
          << NameOf(estimator) << " answer " << n;
    }
    before = theta;
  }
}

TEST(AbilityEstimators, FollowEachAnswerAndKeepTheBounds) {
  const AbilityEstimator estimators[] = {Eap(), Map(), Mle()};
  for (int seed = 0; seed < 12; ++seed) {
    const ItemBank bank = RandomBank("2pl", 20, seed);
    for (const auto& estimator : estimators) {
      ExpectMoves(estimator, bank, CoinAnswers(20, seed));
      ExpectMoves(estimator, bank, SameAnswers(20, seed % 2));
    }
  }
}

TEST(AbilityEstimators, NeverRiseAfterAWrongAnswerOnAHardBank) {
  Random random(1);
  std::vector<std::vector<double>> items;
  for (int i = 0; i < 20; ++i) items.push_back({1.2, 2 + random.Normal()});
  const ItemBank bank = MakeBank("2pl", items);
  for (const AbilityEstimator& estimator :
       {AbilityEstimator(Eap()), AbilityEstimator(Map()),
        AbilityEstimator(Mle())}) {
    for (int seed = 0; seed < 10; ++seed) {
      ExpectMoves(estimator, bank, CoinAnswers(20, seed));
    }
  }
}

}  // namespace
}  // namespace adaptest
