#include "calibration/score_persons.h"

#include <cmath>

#include "engine/person_fit/lz_star.h"
#include "engine/scores/pass_probability.h"
#include "engine/scores/score_scale.h"
#include "tests/support/exam_builder.h"

namespace adaptest {
namespace {

// Answers of persons p0 and p1 to items of the bank, and none of p2.
ResponseData Answers() {
  ResponseDataBuilder builder;
  for (const char* id : {"Q3", "Q0", "Q7"}) {
    EXPECT_TRUE(builder.AddItem(id, ThreePl()).ok());
  }
  for (const char* id : {"p0", "p1", "p2"}) builder.AddPerson(id);
  builder.AddResponse(0, 0, 1, {});
  builder.AddResponse(0, 1, 0, {});
  builder.AddResponse(0, 2, 1, {});
  builder.AddResponse(1, 2, 0, {});
  std::vector<ResponseDataBuilder::Duplicate> duplicates;
  return std::move(builder).Build(&duplicates);
}

TEST(ScorePersons, EstimatesEachPersonsAbility) {
  const ItemBank bank = ContentBank("3pl", 12, 0, 1);
  const std::vector<ScoredAnswer> expected[] = {
      {{3, 1}, {0, 0}, {7, 1}}, {{7, 0}}, {}};
  for (const AbilityEstimator& estimator :
       {AbilityEstimator(Eap()), AbilityEstimator(Mle())}) {
    ScoringOptions options;
    options.estimator = estimator;
    const auto persons = ScorePersons(bank, Answers(), options);
    ASSERT_TRUE(persons.ok()) << persons.status();
    ASSERT_EQ(persons->size(), 3u);
    for (int p = 0; p < 3; ++p) {
      const AbilityEstimate estimate =
          EstimateAbility(estimator, bank, expected[p], options.settings);
      const PersonEstimate& person = (*persons)[p];
      EXPECT_EQ(person.person_id, absl::StrCat("p", p));
      EXPECT_EQ(person.num_items, static_cast<int>(expected[p].size()));
      EXPECT_EQ(person.state, estimate.state);
      ASSERT_EQ(person.theta.has_value(), estimate.theta.has_value());
      if (!estimate.theta) continue;
      EXPECT_NEAR(*person.theta, *estimate.theta, 1e-12);
      EXPECT_NEAR(*person.standard_error, *estimate.standard_error, 1e-12);
      EXPECT_NEAR(*person.log_likelihood, estimate.log_likelihood, 1e-12);
    }
  }
}

TEST(ScorePersons, AddsPersonFitWhereItIsDefined) {
  const ItemBank bank = ContentBank("3pl", 12, 0, 1);
  const std::vector<ScoredAnswer> answers = {{3, 1}, {0, 0}, {7, 1}};
  for (const AbilityEstimator& estimator :
       {AbilityEstimator(Eap()), AbilityEstimator(Map())}) {
    ScoringOptions options;
    options.estimator = estimator;
    const auto persons = ScorePersons(bank, Answers(), options);
    ASSERT_TRUE(persons.ok()) << persons.status();
    const auto estimate =
        EstimateAbility(estimator, bank, answers, options.settings);
    const auto expected =
        LzStar(estimator, estimate, bank, answers, options.settings);
    ASSERT_TRUE(expected.has_value());
    EXPECT_NEAR(*(*persons)[0].lz_star, *expected, 1e-12);
    EXPECT_EQ((*persons)[1].lz_star, std::nullopt);  // one answer
    EXPECT_EQ((*persons)[2].lz_star, std::nullopt);  // none
  }
}

TEST(ScorePersons, NamesAnItemThatTheBankDoesNotHave) {
  const ItemBank bank = ContentBank("3pl", 7, 0, 1);  // Q0 to Q6
  EXPECT_EQ(ScorePersons(bank, Answers(), ScoringOptions()).status().message(),
            "item Q7 was answered, but is not in the bank");
}

TEST(ScorePersons, LeavesTheScaleEmptyWithoutAnExam) {
  const ItemBank bank = ContentBank("3pl", 12, 0, 1);
  const auto persons = ScorePersons(bank, Answers(), ScoringOptions());
  ASSERT_TRUE(persons.ok()) << persons.status();
  for (const PersonEstimate& person : *persons) {
    EXPECT_FALSE(person.scaled_score);
    EXPECT_FALSE(person.pass_probability);
  }
}

TEST(ScorePersons, ReportsOnTheExamsScale) {
  const auto exam = Prepare(ContentExam(6, 0), ContentBank("3pl", 12, 0, 1));
  ScoringOptions options;
  options.exam = exam.get();
  const auto persons = ScorePersons(exam->bank(), Answers(), options);
  ASSERT_TRUE(persons.ok()) << persons.status();
  for (const PersonEstimate& person : *persons) {
    EXPECT_EQ(person.scaled_score,
              ScaledScore(exam->exam().scale, *person.theta));
  }
  Posterior posterior(ThetaGrid(), LogPrior(NormalPrior(), ThetaGrid()));
  posterior.Update(exam->tables().log_probability(7, 0));
  EXPECT_NEAR(*(*persons)[1].pass_probability,
              PassProbability(posterior, exam->pass_curve()), 1e-12);
}

TEST(ScorePersons, AnExamLeavesOutAnswersToPretestItems) {
  const ItemBank bank = ContentBank("3pl", 7, 5, 1);  // Q7 is the first pretest
  const auto exam = Prepare(ContentExam(6, 0), bank);
  ScoringOptions options;
  const auto all = ScorePersons(bank, Answers(), options);
  options.exam = exam.get();
  const auto scored = ScorePersons(bank, Answers(), options);
  ASSERT_TRUE(all.ok() && scored.ok()) << scored.status();
  EXPECT_EQ((*all)[0].num_items, 3);
  EXPECT_EQ((*scored)[0].num_items, 2);
  const std::vector<ScoredAnswer> operational = {{3, 1}, {0, 0}};
  const AbilityEstimate estimate =
      EstimateAbility(options.estimator, bank, operational, options.settings);
  EXPECT_NEAR(*(*scored)[0].theta, *estimate.theta, 1e-12);
  EXPECT_EQ((*all)[1].state, AbilityState::kOk);
  EXPECT_EQ((*scored)[1].state, AbilityState::kNoAnswers);
}

}  // namespace
}  // namespace adaptest
