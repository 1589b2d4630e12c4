// Criteria on items with more than two categories, against the models' formulas
// and sums over the nodes of the grid written out.

#include <cmath>
#include <functional>

#include "tests/engine/criteria/criterion_case.h"

namespace adaptest {
namespace {

constexpr double kTheta = -0.4;
constexpr int kItems = 8;

ItemBank SmallBank() {
  std::vector<Item> items = {
      MakeItem("G1", "grm", {1.3, -1, 0.2, 1.1}),
      MakeItem("G2", "grm", {0.7, 0.4}),
      MakeItem("C1", "gpcm", {0.9, -0.5, 0.3, 0.1}),
      MakeItem("C2", "gpcm", {1.6, 0.8, -0.9}),
      MakeItem("P1", "pcm", {-0.2, 0.9, 1.4}),
      MakeItem("N1", "nrm", {0.8, 1.5, -0.3, 0.2, -0.4, 0.1}),
      MakeItem("N2", "nrm", {1.1, -0.2}),
      MakeItem("L1", "3pl", {1.2, 0.1, 0.2})};
  return *ItemBank::Make(std::move(items));
}

const std::vector<ScoredAnswer>& Answers() {
  static const auto& answers =
      *new std::vector<ScoredAnswer>{{0, 2}, {5, 1}, {7, 0}};
  return answers;
}

const CriterionCase& Case() {
  static const auto& at = *new CriterionCase(SmallBank(), Answers());
  return at;
}

double L(double z) { return 1 / (1 + std::exp(-z)); }

int Categories(int item) { return NumCategories(Case().bank().item(item)); }

// P(X = k | theta) of each category, by the model's formula.
std::vector<double> Chances(int item, double theta) {
  const Item& it = Case().bank().item(item);
  const std::vector<double>& x = it.parameters;
  const int m = Categories(item) - 1;
  const std::string model(NameOf(it.model));
  if (model == "3pl") {
    const double p = x[2] + (1 - x[2]) * L(x[0] * (theta - x[1]));
    return {1 - p, p};
  }
  std::vector<double> p(m + 1);
  if (model == "grm") {
    for (int k = 0; k <= m; ++k) {
      const double at_least = k == 0 ? 1 : L(x[0] * (theta - x[k]));
      const double above = k == m ? 0 : L(x[0] * (theta - x[k + 1]));
      p[k] = at_least - above;
    }
    return p;
  }
  double sum = 0;
  double exponent = 0;
  for (int k = 0; k <= m; ++k) {
    if (k > 0 && model == "gpcm") exponent += x[0] * (theta - x[k]);
    if (k > 0 && model == "pcm") exponent += theta - x[k - 1];
    if (k > 0 && model == "nrm") exponent = x[k - 1] * theta + x[m + k - 1];
    p[k] = std::exp(exponent);
    sum += p[k];
  }
  for (double& chance : p) chance /= sum;
  return p;
}

double P(int item, int k, double theta) { return Chances(item, theta)[k]; }

double Info(int item, double theta) {
  const double h = 1e-5;
  double sum = 0;
  for (int k = 0; k < Categories(item); ++k) {
    const double slope =
        (P(item, k, theta + h) - P(item, k, theta - h)) / (2 * h);
    sum += slope * slope / P(item, k, theta);
  }
  return sum;
}

// Weights of the nodes after these answers, not divided by their sum.
std::vector<double> Weights(const std::vector<ScoredAnswer>& answers,
                            bool with_prior) {
  const ThetaGrid grid;
  std::vector<double> weights;
  for (int q = 0; q < grid.size(); ++q) {
    const double t = grid.theta(q);
    double w = q == 0 || q == grid.size() - 1 ? 0.5 : 1;
    if (with_prior) w *= std::exp(-t * t / 2) / std::sqrt(2 * M_PI);
    for (const auto& [item, k] : answers) w *= P(item, k, t);
    weights.push_back(w * grid.spacing());
  }
  return weights;
}

double Integral(const std::function<double(double)>& f,
                const std::vector<double>& weights) {
  double sum = 0;
  for (int q = 0; q < 121; ++q) sum += weights[q] * f(ThetaGrid().theta(q));
  return sum;
}

double Mean(const std::function<double(double)>& f,
            const std::vector<double>& weights) {
  return Integral(f, weights) / Integral([](double) { return 1; }, weights);
}

std::vector<double> PosteriorAfter(int item, int k) {
  std::vector<ScoredAnswer> answers = Answers();
  answers.push_back({item, k});
  return Weights(answers, true);
}

void ExpectValues(const SelectionCriterion& criterion,
                  const std::function<double(int)>& expected,
                  double tolerance = 1e-8) {
  const std::vector<double> values = Case().ValuesOf(criterion, kTheta);
  for (int i = 0; i < kItems; ++i) {
    const double truth = expected(i);
    EXPECT_NEAR(values[i], truth, tolerance * std::abs(truth))
        << NameOf(criterion) << " of " << Case().bank().item(i).id;
  }
}

TEST(PolytomousCriteria, TakeFisherInformation) {
  ExpectValues(MaximumInformation(), [](int i) { return Info(i, kTheta); });
}

TEST(PolytomousCriteria, WeighInformationByThePosteriorAndByTheLikelihood) {
  for (const bool with_prior : {true, false}) {
    const auto weights = Weights(Answers(), with_prior);
    const auto expected = [&](int i) {
      return Integral([&](double t) { return Info(i, t); }, weights);
    };
    if (with_prior) {
      ExpectValues(PosteriorWeightedInformation(), expected);
    } else {
      ExpectValues(LikelihoodWeightedInformation(), expected);
    }
  }
}

TEST(PolytomousCriteria, ExpectThePosteriorVarianceAfterEveryCategory) {
  ExpectValues(ExpectedPosteriorVariance(), [](int i) {
    double sum = 0;
    for (int k = 0; k < Categories(i); ++k) {
      const auto after = PosteriorAfter(i, k);
      const double mean = Mean([](double t) { return t; }, after);
      sum += P(i, k, kTheta) *
             Mean([&](double t) { return (t - mean) * (t - mean); }, after);
    }
    return sum;
  });
}

TEST(PolytomousCriteria, ExpectTheInformationAfterEveryCategory) {
  const auto estimate = [](int i, int k) {
    return Mean([](double t) { return t; }, PosteriorAfter(i, k));
  };
  Rule rule = NamedRule("mei");
  rule.options["information"] = "expected";
  ExpectValues(Criterion(rule), [&](int i) {
    double sum = 0;
    for (int k = 0; k < Categories(i); ++k) {
      sum += P(i, k, kTheta) * Info(i, estimate(i, k));
    }
    return sum;
  });
  ExpectValues(
      ExpectedInformation(),
      [&](int i) {
        double sum = 0;
        const double h = 1e-3;
        for (int k = 0; k < Categories(i); ++k) {
          const double t = estimate(i, k);
          sum -= P(i, k, kTheta) *
                 std::log(P(i, k, t + h) * P(i, k, t - h) /
                          (P(i, k, t) * P(i, k, t))) /
                 (h * h);
        }
        return sum;
      },
      1e-5);
}

TEST(PolytomousCriteria, AverageKullbackLeiblerInformation) {
  for (const bool with_prior : {true, false}) {
    const auto weights = Weights(Answers(), with_prior);
    const auto expected = [&](int i) {
      return Integral(
          [&](double t) {
            double sum = 0;
            for (int k = 0; k < Categories(i); ++k) {
              sum += P(i, k, kTheta) * std::log(P(i, k, kTheta) / P(i, k, t));
            }
            return sum;
          },
          weights);
    };
    if (with_prior) {
      ExpectValues(PosteriorKullbackLeibler(), expected);
    } else {
      ExpectValues(KullbackLeibler(), expected);
    }
  }
}

TEST(PolytomousCriteria, ReduceTheEntropyOfThePosterior) {
  const auto entropy = [](const std::vector<double>& weights) {
    const double total = Integral([](double) { return 1; }, weights);
    double sum = 0;
    for (const double w : weights) sum -= w / total * std::log(w / total);
    return sum;
  };
  const auto now = Weights(Answers(), true);
  ExpectValues(
      PosteriorEntropy(),
      [&](int i) {
        double left = 0;
        for (int k = 0; k < Categories(i); ++k) {
          left += Mean([&](double t) { return P(i, k, t); }, now) *
                  entropy(PosteriorAfter(i, k));
        }
        return entropy(now) - left;
      },
      1e-6);
}

// Half the variances of the chances of all categories; nodes at the ends count
// in full, which matters for the likelihood.
TEST(PolytomousCriteria, SumTheVariancesOfTheChances) {
  for (const bool with_prior : {true, false}) {
    auto weights = Weights(Answers(), with_prior);
    weights.front() *= 2;
    weights.back() *= 2;
    const auto expected = [&](int i) {
      double sum = 0;
      for (int k = 0; k < Categories(i); ++k) {
        const auto p = [&](double t) { return P(i, k, t); };
        const double mean = Mean(p, weights);
        sum +=
            Mean([&](double t) { return std::pow(p(t) - mean, 2); }, weights);
      }
      return sum / 2;
    };
    if (with_prior) {
      ExpectValues(PosteriorGlobalDiscrimination(), expected);
    } else {
      ExpectValues(GlobalDiscrimination(), expected);
    }
  }
}

}  // namespace
}  // namespace adaptest
