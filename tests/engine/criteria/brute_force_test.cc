// Every criterion against sums and integrals written out on a small bank.

#include <cmath>
#include <functional>

#include "tests/engine/criteria/criterion_case.h"

namespace adaptest {
namespace {

constexpr double kTheta = 0.35;
constexpr double kCut = 0.23;

const std::vector<ScoredAnswer>& Answers() {
  static const auto& answers =
      *new std::vector<ScoredAnswer>{{0, 1}, {3, 0}, {5, 1}};
  return answers;
}

const CriterionCase& Case() {
  static const CriterionCase& at = *[] {
    ScoreScale scale;
    scale.theta_cut = kCut;
    return new CriterionCase(RandomBank("4pl", 12, 7), Answers(),
                             *ThetaGrid::Make(121, -6, 6), scale);
  }();
  return at;
}

double P(int item, int category, double theta) {
  const auto& x = Case().bank().item(item).parameters;
  const double p =
      x[2] + (x[3] - x[2]) / (1 + std::exp(-x[0] * (theta - x[1])));
  return category == 1 ? p : 1 - p;
}

double Info(int item, double theta) {
  const double h = 1e-5;
  const double slope =
      (P(item, 1, theta + h) - P(item, 1, theta - h)) / (2 * h);
  return slope * slope / (P(item, 1, theta) * P(item, 0, theta));
}

double LikelihoodTo(const std::vector<ScoredAnswer>& answers, double theta) {
  double l = 1;
  for (const auto& [item, category] : answers) l *= P(item, category, theta);
  return l;
}

double Normal(double theta) {
  return std::exp(-theta * theta / 2) / std::sqrt(2 * M_PI);
}

// Integrals on a grid forty times finer than the criterion's.
double Integral(const std::function<double(double)>& f, double from = -6) {
  const int n = 4800;
  const double h = (6 - from) / n;
  double sum = 0;
  for (int i = 0; i <= n; ++i) {
    sum += (i == 0 || i == n ? 0.5 : 1) * f(from + i * h);
  }
  return sum * h;
}

double PosteriorMean(const std::function<double(double)>& f,
                     const std::vector<ScoredAnswer>& answers,
                     double from = -6) {
  const auto density = [&](double t) {
    return LikelihoodTo(answers, t) * Normal(t);
  };
  return Integral([&](double t) { return f(t) * density(t); }, from) /
         Integral(density);
}

std::vector<ScoredAnswer> With(int item, int category) {
  std::vector<ScoredAnswer> answers = Answers();
  answers.push_back({item, category});
  return answers;
}

double Chance(int item, int category) {
  return PosteriorMean([&](double t) { return P(item, category, t); },
                       Answers());
}

double BinaryEntropy(double p) {
  return -p * std::log(p) - (1 - p) * std::log(1 - p);
}

void ExpectValues(const SelectionCriterion& criterion,
                  const std::function<double(int)>& expected,
                  double tolerance) {
  const std::vector<double> values = Case().ValuesOf(criterion, kTheta);
  for (int i = 0; i < 12; ++i) {
    const double truth = expected(i);
    EXPECT_NEAR(values[i], truth, tolerance * std::abs(truth) + 1e-12)
        << NameOf(criterion) << " of item " << i;
  }
}

TEST(Criteria, WeighInformationByThePosteriorAndByTheLikelihood) {
  ExpectValues(
      PosteriorWeightedInformation(),
      [](int i) {
        return Integral([&](double t) {
          return Info(i, t) * LikelihoodTo(Answers(), t) * Normal(t);
        });
      },
      1e-6);
  // The likelihood does not vanish at the ends: the trapezoid's own error.
  ExpectValues(
      LikelihoodWeightedInformation(),
      [](int i) {
        return Integral(
            [&](double t) { return Info(i, t) * LikelihoodTo(Answers(), t); });
      },
      1e-3);
}

TEST(Criteria, ExpectThePosteriorVarianceAfterEveryAnswer) {
  const auto variance = [](int i, int k) {
    const double mean = PosteriorMean([](double t) { return t; }, With(i, k));
    return PosteriorMean([&](double t) { return (t - mean) * (t - mean); },
                         With(i, k));
  };
  ExpectValues(
      ExpectedPosteriorVariance(),
      [&](int i) {
        return P(i, 0, kTheta) * variance(i, 0) +
               P(i, 1, kTheta) * variance(i, 1);
      },
      1e-7);
  Rule predictive = NamedRule("mepv");
  predictive.options["probability"] = "predictive";
  ExpectValues(
      Criterion(predictive),
      [&](int i) {
        return Chance(i, 0) * variance(i, 0) + Chance(i, 1) * variance(i, 1);
      },
      1e-7);
}

TEST(Criteria, ExpectTheInformationAtTheEstimatesToCome) {
  Rule expected = NamedRule("mei");
  expected.options["information"] = "expected";
  ExpectValues(
      Criterion(expected),
      [](int i) {
        double sum = 0;
        for (int k = 0; k < 2; ++k) {
          sum += P(i, k, kTheta) *
                 Info(i, PosteriorMean([](double t) { return t; }, With(i, k)));
        }
        return sum;
      },
      1e-5);
  ExpectValues(
      ExpectedInformation(),
      [](int i) {
        double sum = 0;
        for (int k = 0; k < 2; ++k) {
          const double t =
              PosteriorMean([](double x) { return x; }, With(i, k));
          const double h = 1e-3;
          const double curvature =
              (std::log(P(i, k, t + h)) - 2 * std::log(P(i, k, t)) +
               std::log(P(i, k, t - h))) /
              (h * h);
          sum -= P(i, k, kTheta) * curvature;
        }
        return sum;
      },
      1e-4);
}

TEST(Criteria, AverageKullbackLeiblerInformation) {
  const auto divergence = [](int i, double t) {
    double sum = 0;
    for (int k = 0; k < 2; ++k) {
      sum += P(i, k, kTheta) * std::log(P(i, k, kTheta) / P(i, k, t));
    }
    return sum;
  };
  ExpectValues(
      PosteriorKullbackLeibler(),
      [&](int i) {
        return Integral([&](double t) {
          return divergence(i, t) * LikelihoodTo(Answers(), t) * Normal(t);
        });
      },
      1e-6);
  ExpectValues(
      KullbackLeibler(),
      [&](int i) {
        return Integral([&](double t) {
          return divergence(i, t) * LikelihoodTo(Answers(), t);
        });
      },
      1e-3);
}

TEST(Criteria, MeasureTheVarianceOfTheChanceToBeRight) {
  ExpectValues(
      PosteriorGlobalDiscrimination(),
      [](int i) {
        const double mean = Chance(i, 1);
        return PosteriorMean(
            [&](double t) { return (P(i, 1, t) - mean) * (P(i, 1, t) - mean); },
            Answers());
      },
      1e-6);
}

TEST(Criteria, ReduceTheEntropyOfThePosterior) {
  const auto entropy = [](const std::vector<ScoredAnswer>& answers) {
    const double z = Integral(
        [&](double t) { return LikelihoodTo(answers, t) * Normal(t); });
    return -PosteriorMean(
        [&](double t) {
          return std::log(LikelihoodTo(answers, t) * Normal(t) / z);
        },
        answers);
  };
  const double now = entropy(Answers());
  ExpectValues(
      PosteriorEntropy(),
      [&](int i) {
        return now - Chance(i, 0) * entropy(With(i, 0)) -
               Chance(i, 1) * entropy(With(i, 1));
      },
      1e-6);
}

TEST(Criteria, TellPassFromFail) {
  const auto above = [](const std::vector<ScoredAnswer>& answers) {
    return PosteriorMean([](double) { return 1.0; }, answers, kCut);
  };
  ExpectValues(
      DecisionInformation(),
      [&](int i) {
        return BinaryEntropy(above(Answers())) -
               Chance(i, 0) * BinaryEntropy(above(With(i, 0))) -
               Chance(i, 1) * BinaryEntropy(above(With(i, 1)));
      },
      1e-4);
}

TEST(Criteria, MeasureDistanceFromDifficultyAndFromTheMostInformativeTheta) {
  ExpectValues(
      ClosestDifficulty(),
      [](int i) {
        return std::abs(kTheta - Case().bank().item(i).parameters[1]);
      },
      1e-14);
  ExpectValues(
      ThetaOptimal(),
      [](int i) {
        double best = -6;
        for (double t = -6; t <= 6; t += 0.001) {
          if (Info(i, t) > Info(i, best)) best = t;
        }
        return std::abs(kTheta - best);
      },
      0.01);
}

TEST(Criteria, GiveGainsThatAreNotNegativeAndLargerWhereBetter) {
  const std::vector<double> values =
      Case().ValuesOf(ExpectedPosteriorVariance(), kTheta);
  const std::vector<double> gains =
      Case().GainsOf(ExpectedPosteriorVariance(), kTheta);
  for (int i = 1; i < 12; ++i) {
    EXPECT_GE(gains[i], 0);
    EXPECT_NEAR(gains[i] - gains[0], values[0] - values[i], 1e-15);
  }
}

}  // namespace
}  // namespace adaptest
