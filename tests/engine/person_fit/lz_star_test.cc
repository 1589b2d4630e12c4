#include "engine/person_fit/lz_star.h"

#include <array>
#include <cmath>

#include "engine/ability/likelihood.h"
#include "engine/ability/scan_tables.h"
#include "tests/engine/ability/answer_builder.h"

namespace adaptest {
namespace {

const EstimationSettings kDefault = {ThetaGrid(), NormalPrior()};

std::optional<double> LzStarBy(const AbilityEstimator& estimator,
                               const ItemBank& bank,
                               const std::vector<ScoredAnswer>& answers,
                               const EstimationSettings& settings = kDefault) {
  const auto estimate = EstimateAbility(estimator, bank, answers, settings);
  return LzStar(estimator, estimate, bank, answers, settings);
}

// Snijders's formula for right and wrong as it is printed, derivatives by
// differences.
double Printed(const ItemBank& bank, const std::vector<ScoredAnswer>& answers,
               double theta, double r0) {
  constexpr double kStep = 1e-5;
  std::vector<double> p, slope;
  double above = 0, below = 0;
  for (const ScoredAnswer& answer : answers) {
    const Item& item = bank.item(answer.item);
    const auto at = [&](double t) {
      return ProbabilityRight(item.model, item.parameters, t);
    };
    p.push_back(at(theta));
    slope.push_back((at(theta + kStep) - at(theta - kStep)) / (2 * kStep));
    const double w = std::log(p.back() / (1 - p.back()));
    above += slope.back() * w;
    below += slope.back() * slope.back() / (p.back() * (1 - p.back()));
  }
  const double c = above / below;
  double sum = c * r0, variance = 0;
  for (size_t i = 0; i < p.size(); ++i) {
    const double pq = p[i] * (1 - p[i]);
    const double w = std::log(p[i] / (1 - p[i]));
    sum += (answers[i].category - p[i]) * w;
    variance += pq * std::pow(w - c * slope[i] / pq, 2);
  }
  return sum / std::sqrt(variance);
}

TEST(LzStar, IsSnijdersFormula) {
  for (int seed = 0; seed < 20; ++seed) {
    const ItemBank bank = RandomBank("3pl", 20, seed);
    Random random(seed);
    const auto answers = SimulateAnswers(bank, 20, 0.3, random);
    const auto map = Map().Estimate(bank, answers, kDefault);
    EXPECT_NEAR(*LzStarBy(Map(), bank, answers),
                Printed(bank, answers, *map.theta, -*map.theta), 1e-7);
    const auto wle = Wle().Estimate(bank, answers, kDefault);
    if (wle.state != AbilityState::kOk) continue;
    const double r0 = -LikelihoodAt(bank, answers, *wle.theta).slope;
    EXPECT_NEAR(*LzStarBy(Wle(), bank, answers),
                Printed(bank, answers, *wle.theta, r0), 1e-7);
  }
}

TEST(LzStar, IsTakenAtTheWeightedEstimateForEveryOtherEstimator) {
  const ItemBank bank = RandomBank("2pl", 20, 1);
  Random random(2);
  const auto answers = SimulateAnswers(bank, 20, 0.3, random);
  const double at_wle = *LzStarBy(Wle(), bank, answers);
  for (const AbilityEstimator& estimator :
       {AbilityEstimator(Eap()), AbilityEstimator(Mle()),
        AbilityEstimator(Huber())}) {
    EXPECT_EQ(*LzStarBy(estimator, bank, answers), at_wle);
  }
  EXPECT_NE(*LzStarBy(Map(), bank, answers), at_wle);
}

// 250 examinees: standard errors 0.063 of the mean, 0.045 of the deviation.
TEST(LzStar, IsAboutStandardNormalWhereTheModelHolds) {
  const ItemBank bank = RandomBank("2pl", 40, 3);
  const ScanTables tables(bank, AllItems(40), -6, 6);
  EstimationSettings settings = kDefault;
  settings.scan = &tables;
  Random random(4);
  constexpr int kPersons = 250;
  for (const AbilityEstimator& estimator :
       {AbilityEstimator(Wle()), AbilityEstimator(Map())}) {
    double sum = 0, squares = 0;
    for (int e = 0; e < kPersons; ++e) {
      const auto answers = SimulateAnswers(bank, 40, random.Normal(), random);
      const double z = *LzStarBy(estimator, bank, answers, settings);
      sum += z;
      squares += z * z;
    }
    const double mean = sum / kPersons;
    EXPECT_NEAR(mean, 0, 0.2) << NameOf(estimator);
    EXPECT_NEAR(std::sqrt(squares / kPersons - mean * mean), 1, 0.15)
        << NameOf(estimator);
  }
}

TEST(LzStar, FallsForAnswersThatContradictTheDifficulties) {
  std::vector<std::vector<double>> items;
  std::vector<ScoredAnswer> answers;
  for (int i = 0; i < 20; ++i) {
    items.push_back({1, -2 + 0.2 * i});
    answers.push_back({i, i < 10 ? 0 : 1});
  }
  EXPECT_LT(*LzStarBy(Wle(), MakeBank("2pl", items), answers), -3);
}

TEST(LzStar, IsEmptyWhereItIsUndefined) {
  const ItemBank bank = MakeBank("2pl", {{1, 0}, {1, 0}, {2, 1}});
  EXPECT_EQ(LzStarBy(Wle(), bank, {}), std::nullopt);
  EXPECT_EQ(LzStarBy(Wle(), bank, {{0, 1}}), std::nullopt);
  EXPECT_EQ(LzStarBy(Map(), bank, {{0, 1}, {1, 0}}), std::nullopt);
  EXPECT_EQ(LzStarBy(Wle(), bank, {{0, 1}, {2, 1}},
                     {ThetaGrid(), NormalPrior(), -1, 1}),
            std::nullopt);
  EXPECT_TRUE(LzStarBy(Wle(), bank, {{0, 1}, {2, 0}}).has_value());
}

// Its parts summed over the categories, slopes by differences.
TEST(LzStar, TakesItemsOfMoreThanTwoCategories) {
  const ItemBank bank =
      *ItemBank::Make({MakeItem("G", "grm", {1.3, -1, 0.2, 1.1}),
                       MakeItem("C", "gpcm", {0.9, 0.3, -0.5}),
                       MakeItem("N", "nrm", {0.8, 1.5, 0.2, -0.4})});
  const std::vector<ScoredAnswer> answers = {{0, 3}, {1, 0}, {2, 1}};
  constexpr double kTheta = 0.3, kCorrection = -0.2, kStep = 1e-5;
  const auto log_p = [&](int item, int k, double theta) {
    std::array<double, kMaxCategories> out;
    LogProbabilities<double>(bank.item(item).model, bank.item(item).parameters,
                             theta, absl::MakeSpan(out));
    return out[k];
  };
  const auto slope = [&](int item, int k) {
    return (log_p(item, k, kTheta + kStep) - log_p(item, k, kTheta - kStep)) /
           (2 * kStep);
  };
  double w = 0, above = 0, below = 0, variance = 0;
  for (const auto& [item, x] : answers) {
    w += log_p(item, x, kTheta);
    for (int k = 0; k < 4 - (item > 0); ++k) {
      const double l = log_p(item, k, kTheta);
      w -= std::exp(l) * l;
      above += std::exp(l) * slope(item, k) * l;
      below += std::exp(l) * slope(item, k) * slope(item, k);
    }
  }
  const double c = above / below;
  for (int item = 0; item < 3; ++item) {
    double mean = 0, square = 0;
    for (int k = 0; k < 4 - (item > 0); ++k) {
      const double l = log_p(item, k, kTheta);
      const double value = l - c * slope(item, k);
      mean += std::exp(l) * value;
      square += std::exp(l) * value * value;
    }
    variance += square - mean * mean;
  }
  EXPECT_NEAR(*LzStarAt(bank, answers, kTheta, kCorrection),
              (w + c * kCorrection) / std::sqrt(variance), 1e-7);
}

}  // namespace
}  // namespace adaptest
