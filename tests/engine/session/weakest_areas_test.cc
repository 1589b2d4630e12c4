#include "engine/session/weakest_areas.h"

#include <gmock/gmock.h>

#include <cmath>

#include "tests/engine/session/brute_force.h"
#include "tests/support/exam_builder.h"

namespace adaptest {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Areas of a ContentBank, by name.
const std::vector<std::string>& AreaNames() {
  static const auto& names =
      *new std::vector<std::string>{"1a", "1b", "2a", "2b"};
  return names;
}

Exam ExamWith(std::map<std::string, double> area_sds) {
  Exam exam = ContentExam(6, 0);
  exam.area_attribute = "area";
  exam.area_sds = std::move(area_sds);
  return exam;
}

int AreaOf(const Item& item) {
  for (int k = 0; k < 4; ++k) {
    if (item.attributes.at("area") == AreaNames()[k]) return k;
  }
  return -1;
}

// Answers of a person with this ability in each area.
std::vector<ScoredAnswer> AnswersOf(const ItemBank& bank,
                                    const std::vector<double>& ability,
                                    Random& random) {
  std::vector<ScoredAnswer> answers;
  for (int i = 0; i < bank.size(); ++i) {
    const double p =
        RightByFormula(bank.item(i), ability[AreaOf(bank.item(i))]);
    answers.push_back({i, random.Uniform() < p ? 1 : 0});
  }
  return answers;
}

// Integrals over delta of one area at one theta: of the likelihood of its
// answers, and of that times delta.
struct AreaIntegrals {
  double mass = 0;
  double first = 0;
};
AreaIntegrals OverDelta(const ItemBank& bank,
                        const std::vector<ScoredAnswer>& answers, int area,
                        double theta, double sd) {
  AreaIntegrals integrals;
  for (double z = -5; z <= 5; z += 0.1) {
    double f = std::exp(-0.5 * z * z);
    for (const auto& [i, x] : answers) {
      if (AreaOf(bank.item(i)) != area) continue;
      const double p = RightByFormula(bank.item(i), theta + sd * z);
      f *= x == 1 ? p : 1 - p;
    }
    integrals.mass += f;
    integrals.first += f * sd * z;
  }
  return integrals;
}

// Posterior means of theta_k by the formula, theta being N(mean, 1).
std::vector<double> MeansByFormula(const ItemBank& bank,
                                   const std::vector<ScoredAnswer>& answers,
                                   const std::vector<double>& sd,
                                   double mean = 0) {
  double mass = 0;
  std::vector<double> first(4, 0);
  for (double theta = -6; theta <= 6; theta += 0.1) {
    std::vector<AreaIntegrals> areas;
    double f = std::exp(-0.5 * (theta - mean) * (theta - mean));
    for (int k = 0; k < 4; ++k) {
      areas.push_back(OverDelta(bank, answers, k, theta, sd[k]));
      f *= areas[k].mass;
    }
    mass += f;
    for (int k = 0; k < 4; ++k) {
      first[k] += f * (theta + areas[k].first / areas[k].mass);
    }
  }
  for (double& each : first) each /= mass;
  return first;
}

// By rising mean, but for means that are closer than the engine's integral is
// exact.
void ExpectRanked(const std::vector<int>& ranking,
                  const std::vector<double>& means) {
  ASSERT_EQ(ranking.size(), 4u);
  for (int k = 1; k < 4; ++k) {
    EXPECT_LT(means[ranking[k - 1]], means[ranking[k]] + 2e-3);
  }
}

TEST(WeakestAreas, AgreesWithIntegrationOverEveryAbility) {
  const auto exam = Prepare(ExamWith({{"1a", 0.4}, {"1b", 0.9}, {"2b", 0.6}}),
                            ContentBank("2pl", 24, 0, 1));
  Random random(1);
  for (int person = 0; person < 30; ++person) {
    const auto answers = AnswersOf(
        exam->bank(), {random.Normal(), random.Normal(), 0, random.Normal()},
        random);
    ExpectRanked(WeakestAreas(*exam, exam->modes()[0], answers),
                 MeansByFormula(exam->bank(), answers, {0.4, 0.9, 0, 0.6}));
  }
}

TEST(WeakestAreas, TakesAStatedDeviationWhereAreasAreOff) {
  for (const auto& off : {ExamWith({}), ExamWith({{"1a", 0}, {"2b", 0}})}) {
    const auto exam = Prepare(off, ContentBank("2pl", 24, 0, 2));
    Random random(2);
    const auto answers = AnswersOf(exam->bank(), {1, -1, 0.2, -0.4}, random);
    ExpectRanked(WeakestAreas(*exam, exam->modes()[0], answers),
                 MeansByFormula(exam->bank(), answers,
                                std::vector<double>(4, kRankingAreaSd)));
    EXPECT_EQ(exam->areas().model.sd, std::vector<double>(4, 0));
  }
}

// Two standard deviations below the other areas, 20 answers in each.
TEST(WeakestAreas, FindsTheAreaInWhichAPersonIsPlainlyWeak) {
  const auto exam = Prepare(ExamWith({}), ContentBank("2pl", 80, 0, 3));
  Random random(3);
  int found = 0;
  for (int person = 0; person < 100; ++person) {
    std::vector<double> ability(4, 0.7);
    ability[person % 4] -= 2;
    const auto answers = AnswersOf(exam->bank(), ability, random);
    found += WeakestAreas(*exam, exam->modes()[0], answers)[0] == person % 4;
  }
  EXPECT_GE(found, 97);
}

// Items 0, 1, 2, 3 are of areas 1a, 2a, 1b, 2b, and so on in turn.
TEST(WeakestAreas, RanksAreasWithoutAnswersInTheMiddle) {
  const auto exam = Prepare(ExamWith({}), ContentBank("2pl", 24, 0, 4));
  const std::vector<ScoredAnswer> answers = {{0, 1}, {1, 0}, {4, 1}, {5, 0}};
  EXPECT_THAT(WeakestAreas(*exam, exam->modes()[0], answers),
              ElementsAre(2, 1, 3, 0));
}

TEST(WeakestAreas, TakesThePriorOfThePopulation) {
  Exam exam = ExamWith({});
  exam.modes[0].selection_prior = NamedRule("history", {{"mean", 1.5}});
  const auto prepared = Prepare(exam, ContentBank("2pl", 24, 0, 5));
  Random random(5);
  const auto answers =
      AnswersOf(prepared->bank(), {0.5, -0.5, 0.3, -0.3}, random);
  ExpectRanked(WeakestAreas(*prepared, prepared->modes()[0], answers),
               MeansByFormula(prepared->bank(), answers,
                              std::vector<double>(4, kRankingAreaSd), 1.5));
}

TEST(WeakestAreas, AreNoneWhereNothingIsKnown) {
  const auto exam = Prepare(ExamWith({}), ContentBank("2pl", 24, 0, 6));
  EXPECT_THAT(WeakestAreas(*exam, exam->modes()[0], {}), IsEmpty());
  const auto without = Prepare(ContentExam(6, 0), ContentBank("2pl", 24, 0, 6));
  EXPECT_THAT(WeakestAreas(*without, without->modes()[0],
                           std::vector<ScoredAnswer>{{0, 1}}),
              IsEmpty());
}

}  // namespace
}  // namespace adaptest
