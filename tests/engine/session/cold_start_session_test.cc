// Whole sessions from a bank that nobody has answered yet.

#include "engine/scores/posterior_mass.h"
#include "engine/session/session_estimate.h"
#include "engine/uncertainty/cold_start.h"
#include "tests/support/exam_builder.h"
#include "tests/support/session_runner.h"

namespace adaptest {
namespace {

constexpr int kBankSize = 120;
constexpr int kLength = 30;

// Items without parameters, of every type and judgement.
std::vector<Item> ItemsWithoutAnswers() {
  static constexpr const char* kTypes[] = {
      "multiple_choice", "multiple_response", "ordering", "matching"};
  static constexpr const char* kJudgements[] = {"easy", "medium", "hard", "0.5",
                                                ""};
  std::vector<Item> items = ContentBank("3pl", kBankSize, 0, 1).items();
  for (int i = 0; i < kBankSize; ++i) {
    items[i].parameters.clear();
    items[i].attributes["type"] = kTypes[i % 4];
    items[i].attributes["judged_difficulty"] = kJudgements[i % 5];
  }
  return items;
}

const std::vector<Item>& ProvisionalItems() {
  static const auto& items =
      *new std::vector<Item>(*FillProvisional(ItemsWithoutAnswers()));
  return items;
}

std::shared_ptr<const PreparedExam> PrepareBank(std::vector<Item> items,
                                                bool parameter_uncertainty) {
  Exam exam = ContentExam(kLength, 0);
  exam.parameter_uncertainty = parameter_uncertainty;
  return Prepare(exam, *ItemBank::Make(std::move(items)));
}

const std::shared_ptr<const PreparedExam>& ColdExam() {
  static const auto& exam = *new std::shared_ptr<const PreparedExam>(
      PrepareBank(ProvisionalItems(), true));
  return exam;
}

// The same parameters as if they were known.
const std::shared_ptr<const PreparedExam>& KnownExam() {
  static const auto& exam = *new std::shared_ptr<const PreparedExam>([] {
    std::vector<Item> items = ProvisionalItems();
    for (Item& item : items) {
      item.provisional = false;
      item.covariance.clear();
    }
    return PrepareBank(std::move(items), false);
  }());
  return exam;
}

// Parameters drawn from an item's prior.
std::vector<double> DrawParameters(const Item& item, Random& random) {
  const WorkingDistribution prior = *ColdStartPrior(item, LearnColdStart({}));
  const auto ranges = ParametersOf(item.model, 2);
  std::vector<double> x;
  for (int i = 0; i < 3; ++i) {
    const double sd = std::sqrt(prior.covariance(i, i));
    x.push_back(WorkingScaleOf(ranges[i].name)
                    .FromWorking(prior.mean[i] + sd * random.Normal()));
  }
  return x;
}

// A finished adaptive session of a person of ability `theta`, to whom the items
// are what their priors let them be.
Session SitColdExam(double theta, uint64_t seed) {
  Random random = Random::Stream(seed, 1);
  Session session = StartSession(ColdExam(), kAdaptiveMode, seed);
  Continue(session, [&](int i) {
    const Item& item = ProvisionalItems()[i];
    return DrawCategory(item.model, DrawParameters(item, random), theta,
                        random.Uniform());
  });
  session.Finish();
  return session;
}

// The same items and answers under another exam.
Session Replay(const Session& session,
               const std::shared_ptr<const PreparedExam>& exam) {
  Session replayed(exam, kAdaptiveMode, session.plan());
  for (const GivenItem& given : session.given()) {
    replayed.Give(given.item);
    replayed.Answer(*given.category);
  }
  replayed.Finish();
  return replayed;
}

bool CoveredBy(const Posterior& posterior, double theta) {
  const PosteriorDistribution distribution(posterior);
  return theta >= distribution.Quantile(0.025) &&
         theta <= distribution.Quantile(0.975);
}

TEST(ColdStart, IntervalsOfWholeSessionsCover) {
  Random random(1);
  constexpr int kPersons = 1000;
  int covered = 0;
  int covered_as_known = 0;
  for (int person = 0; person < kPersons; ++person) {
    const double theta = random.Normal();
    const Session session = SitColdExam(theta, person);
    EXPECT_EQ(session.num_answered(), kLength);
    covered += CoveredBy(session.ScorePosterior(), theta);
    covered_as_known +=
        CoveredBy(Replay(session, KnownExam()).ScorePosterior(), theta);
  }
  EXPECT_GE(covered / double{kPersons}, 0.93);
  EXPECT_LT(covered_as_known, covered);
}

TEST(ColdStart, PassIntervalIsWiderThanWithParametersTakenAsKnown) {
  Random random(2);
  double width = 0;
  double width_as_known = 0;
  for (int person = 0; person < 200; ++person) {
    const Session session = SitColdExam(random.Normal(), person);
    const SessionEstimate cold = EstimateSession(session);
    const SessionEstimate known = EstimateSession(Replay(session, KnownExam()));
    EXPECT_GT(*cold.standard_error, *known.standard_error);
    width += cold.pass_probability_upper - cold.pass_probability_lower;
    width_as_known +=
        known.pass_probability_upper - known.pass_probability_lower;
  }
  EXPECT_GT(width, 1.05 * width_as_known);
}

TEST(ColdStart, EstimatesSayThatTheyAreProvisional) {
  EXPECT_TRUE(
      EstimateSession(StartSession(ColdExam(), kMockMode, 1)).provisional);
  EXPECT_FALSE(
      EstimateSession(StartSession(KnownExam(), kMockMode, 1)).provisional);
}

TEST(ColdStart, ProvisionalPretestItemsMakeNoEstimateProvisional) {
  std::vector<Item> items = ContentBank("3pl", 60, 5, 1).items();
  for (int i = 60; i < 65; ++i) items[i].parameters.clear();
  Exam exam = ContentExam(12, 3);
  const auto prepared =
      Prepare(exam, *ItemBank::Make(*FillProvisional(std::move(items))));
  const Session session = RandomSession(prepared, kAdaptiveMode, 1);
  EXPECT_EQ(session.num_answered(), 15);
  EXPECT_FALSE(EstimateSession(session).provisional);
}

}  // namespace
}  // namespace adaptest
