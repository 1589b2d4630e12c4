#include "engine/scores/area_readiness.h"

#include <cmath>

#include "engine/posterior.h"
#include "engine/prior.h"
#include "tests/engine/bank_builder.h"

namespace adaptest {
namespace {

// Items in turn in area 0, 1, ... of all.
AreaModel Areas(int num_areas, int num_items, double sd) {
  AreaModel model = {num_areas, {}, std::vector<double>(num_areas, sd)};
  for (int i = 0; i < num_items; ++i) {
    model.area_of_item.push_back(i % num_areas);
  }
  return model;
}

std::vector<double> LogPrior01() {
  return LogPrior(NormalPrior(), ThetaGrid());
}

TEST(AssessAreas, IsThePosteriorItselfWhereAreasAreOff) {
  const ItemBank bank = RandomBank("3pl", 20, 1);
  const BankTables tables(bank, ThetaGrid());
  Random random(2);
  const auto answers = SimulateAnswers(bank, 20, 0.5, random);
  Posterior posterior(ThetaGrid(), LogPrior01());
  for (const auto& [i, x] : answers) {
    posterior.Update(tables.log_probability(i, x));
  }
  const auto areas =
      AssessAreas(Areas(5, 20, 0), tables, LogPrior01(), answers, 1);
  for (const AreaReadiness& area : areas) {
    EXPECT_NEAR(area.mean, posterior.mean(), 1e-10);
    EXPECT_NEAR(area.sd, posterior.sd(), 1e-9);
    EXPECT_NEAR(area.weakest_probability, 0.6, 0.03);  // all alike: 3 of 5
  }
}

TEST(AssessAreas, AgreesWithIntegrationOverEveryAbility) {
  // Two areas: three integrals, on a grid of the same nodes by brute force.
  const ItemBank bank = RandomBank("2pl", 8, 3);
  const ThetaGrid grid = *ThetaGrid::Make(97, -6, 6);
  const BankTables tables(bank, grid);
  const std::vector<ScoredAnswer> answers = {{0, 1}, {1, 0}, {2, 1}, {3, 0},
                                             {4, 1}, {5, 1}, {6, 0}, {7, 0}};
  const double s = 0.6;
  double mass = 0, first = 0, second = 0;
  for (double theta = -5; theta <= 5; theta += 0.1) {
    for (double d0 = -2.6; d0 <= 2.6; d0 += 0.1) {
      for (double d1 = -2.6; d1 <= 2.6; d1 += 0.1) {
        double f = std::exp(-0.5 * theta * theta -
                            0.5 * (d0 * d0 + d1 * d1) / (s * s));
        for (const auto& [i, x] : answers) {
          const auto& y = bank.item(i).parameters;
          const double z = y[0] * (theta + (i % 2 ? d1 : d0) - y[1]);
          f /= 1 + std::exp(x == 1 ? -z : z);
        }
        mass += f;
        first += f * (theta + d0);
        second += f * (theta + d0) * (theta + d0);
      }
    }
  }
  const auto areas = AssessAreas(Areas(2, 8, s), tables,
                                 LogPrior(NormalPrior(), grid), answers, 1);
  const double mean = first / mass;
  EXPECT_NEAR(areas[0].mean, mean, 1e-3);
  EXPECT_NEAR(areas[0].sd, std::sqrt(second / mass - mean * mean), 1e-3);
}

TEST(AreaPosterior, IsCalibratedWhereThePlainOneIsTooNarrow) {
  const ItemBank bank = RandomBank("3pl", 48, 4);
  const BankTables tables(bank, ThetaGrid());
  const AreaModel model = Areas(6, 48, 0.6);
  Random random(5);
  double error = 0, plain_error = 0, variance = 0, plain_variance = 0;
  for (int person = 0; person < 2000; ++person) {
    const double theta = random.Normal();
    std::vector<double> ability(6);
    for (double& each : ability) each = theta + 0.6 * random.Normal();
    std::vector<ScoredAnswer> answers;
    for (int i = 0; i < 48; ++i) {
      answers.push_back(
          {i, DrawCategory(bank.item(i).model, bank.item(i).parameters,
                           ability[i % 6], random.Uniform())});
    }
    const Posterior posterior =
        AreaPosterior(model, tables, LogPrior01(), answers);
    const Posterior plain =
        AreaPosterior(Areas(6, 48, 0), tables, LogPrior01(), answers);
    error += std::pow(posterior.mean() - theta, 2);
    variance += std::pow(posterior.sd(), 2);
    plain_error += std::pow(plain.mean() - theta, 2);
    plain_variance += std::pow(plain.sd(), 2);
  }
  EXPECT_NEAR(error / variance, 1, 0.1);
  EXPECT_GT(plain_error / plain_variance, 1.25);
}

TEST(AssessAreas, KeepsThePriorOfAnAreaWithoutAnswers) {
  const BankTables tables(RandomBank("3pl", 4, 1), ThetaGrid());
  for (const double s : {0.05, 0.3, 1.0}) {
    const auto areas = AssessAreas(Areas(4, 4, s), tables, LogPrior01(), {}, 1);
    EXPECT_NEAR(areas[2].mean, 0, 1e-9);
    EXPECT_NEAR(areas[2].sd, std::sqrt(1 + s * s), 2e-3);
    EXPECT_NEAR(areas[2].weakest_probability, 0.75, 0.03);
  }
}

TEST(AssessAreas, TellsTheWeakestApartOnlyWithEnoughAnswers) {
  // Area 0 is answered wrong, the others right.
  const ItemBank bank = MakeBank("2pl", std::vector(140, std::vector{1.2, 0.}));
  const BankTables tables(bank, ThetaGrid());
  const AreaModel model = Areas(14, 140, 0.5);
  std::vector<ScoredAnswer> answers;
  for (int i = 0; i < 14; ++i) answers.push_back({i, i % 14 == 0 ? 0 : 1});
  auto areas = AssessAreas(model, tables, LogPrior01(), answers, 1);
  EXPECT_GT(areas[0].weakest_probability, areas[1].weakest_probability);
  EXPECT_FALSE(areas[0].told_apart);
  for (int i = 14; i < 140; ++i)
    answers.push_back({i, i % 14 == 0 ? 0 : i % 2});
  areas = AssessAreas(model, tables, LogPrior01(), answers, 1);
  EXPECT_TRUE(areas[0].told_apart);
  double sum = 0;
  for (const auto& area : areas) sum += area.weakest_probability;
  EXPECT_NEAR(sum, 3, 1e-9);
}

TEST(AssessAreas, IsCalibrated) {
  // Mean square error of theta_k against the variance that is reported.
  const ItemBank bank = RandomBank("3pl", 48, 4);
  const BankTables tables(bank, ThetaGrid());
  const AreaModel model = Areas(6, 48, 0.5);
  Random random(5);
  double error = 0;
  double variance = 0;
  for (int person = 0; person < 300; ++person) {
    const double theta = random.Normal();
    std::vector<double> ability(6);
    for (double& each : ability) each = theta + 0.5 * random.Normal();
    std::vector<ScoredAnswer> answers;
    for (int i = 0; i < 48; ++i) {
      const double p = ProbabilityRight(
          bank.item(i).model, bank.item(i).parameters, ability[i % 6]);
      answers.push_back({i, random.Uniform() < p ? 1 : 0});
    }
    const auto areas = AssessAreas(model, tables, LogPrior01(), answers, 1);
    for (int k = 0; k < 6; ++k) {
      error += std::pow(areas[k].mean - ability[k], 2);
      variance += std::pow(areas[k].sd, 2);
    }
  }
  EXPECT_NEAR(error / variance, 1, 0.1);
}

}  // namespace
}  // namespace adaptest
