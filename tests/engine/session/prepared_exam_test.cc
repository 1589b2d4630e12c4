#include "engine/session/prepared_exam.h"

#include <cmath>

#include "engine/blueprint/shadow_test.h"
#include "engine/scores/form_score.h"
#include "engine/scores/number_right.h"
#include "engine/scores/pass_probability.h"
#include "tests/support/exam_builder.h"

namespace adaptest {
namespace {

std::string RefusalOf(const Exam& exam) {
  const auto prepared = PreparedExam::Make(
      exam, std::make_shared<const ItemBank>(ContentBank("3pl", 12, 2, 1)));
  return std::string(prepared.status().message());
}

TEST(PreparedExam, TakesEveryModeOfTheProfile) {
  const auto exam = Prepare(ContentExam(6, 2), ContentBank("3pl", 12, 2, 1));
  ASSERT_EQ(exam->modes().size(), 2u);
  EXPECT_EQ(exam->modes()[1].num_positions(), 8);
  EXPECT_THAT(exam->pretest_items(), testing::ElementsAre(12, 13));
  EXPECT_EQ(NameOf(exam->estimator()), "eap");
}

TEST(PreparedExam, DecidesByDefaultAsTheModeIsMeant) {
  const auto exam = Prepare(ContentExam(6, 2), ContentBank("3pl", 12, 2, 1));
  EXPECT_TRUE(std::holds_alternative<Mastery>(exam->modes()[0].decision));
  EXPECT_TRUE(std::holds_alternative<NumberRight>(exam->modes()[1].decision));
}

TEST(PreparedExam, RefusesABlueprintWithoutATestNamingTheMode) {
  Exam exam = ContentExam(6, 0);
  exam.modes[1].scored_items = 13;
  EXPECT_EQ(RefusalOf(exam),
            "mode mock: no test satisfies the blueprint; these constraints "
            "conflict: scoredItems (13 to 13 of 12 items)");
}

TEST(PreparedExam, RefusesMorePretestItemsThanThereAre) {
  EXPECT_EQ(RefusalOf(ContentExam(6, 2)), "");
  EXPECT_EQ(RefusalOf(ContentExam(6, 3)),
            "mode adaptive: pretestItems = 3, but the bank has 2 items with "
            "status pretest");
}

TEST(PreparedExam, RefusesADecisionThatDoesNotFitTheMode) {
  Exam exam = ContentExam(6, 0);
  exam.modes[0].decision = NamedRule("number_right");
  EXPECT_EQ(RefusalOf(exam),
            "mode adaptive: decision number_right does not fit this mode; "
            "allowed: mastery, estimate");
  exam = ContentExam(6, 0);
  exam.modes[1].decision = NamedRule("mastery");
  EXPECT_EQ(RefusalOf(exam),
            "mode mock: decision mastery does not fit this mode; allowed: "
            "number_right");
}

TEST(PreparedExam, DrawsFormsAtRandomByDefault) {
  Exam exam = ContentExam(6, 0);
  exam.modes[0].criterion = exam.modes[1].criterion = Rule();
  const auto prepared = Prepare(exam, ContentBank("3pl", 12, 2, 1));
  EXPECT_TRUE(std::holds_alternative<MaximumInformation>(
      prepared->modes()[0].criterion));
  EXPECT_TRUE(
      std::holds_alternative<RandomGain>(prepared->modes()[1].criterion));
}

TEST(PreparedExam, ReadsTheParametersOfARuleWithoutAName) {
  Exam exam = ContentExam(6, 0);
  exam.modes[0].decision = NamedRule("", {{"threshold", 0.8}});
  const auto prepared = Prepare(exam, ContentBank("3pl", 12, 2, 1));
  EXPECT_EQ(std::get<Mastery>(prepared->modes()[0].decision).threshold, 0.8);
  exam.modes[1].decision = NamedRule("", {{"threshold", 0.8}});
  EXPECT_EQ(RefusalOf(exam),
            "mode mock: rule number_right: parameter \"threshold\" is unknown; "
            "allowed: none");
}

TEST(PreparedExam, RefusesUnknownRulesNamingTheAllowedOnes) {
  Exam exam = ContentExam(6, 0);
  exam.modes[0].criterion = NamedRule("guess");
  EXPECT_THAT(RefusalOf(exam),
              testing::StartsWith("mode adaptive: criterion \"guess\" is "
                                  "unknown; allowed: mfi, "));
  exam = ContentExam(6, 0);
  exam.modes[0].strategy = NamedRule("worst");
  EXPECT_EQ(RefusalOf(exam),
            "mode adaptive: strategy \"worst\" is unknown; allowed: best, "
            "randomesque, first_items, largest_deficit, weak_areas");
  exam = ContentExam(6, 0);
  exam.modes[0].exposure = {NamedRule("none")};
  EXPECT_EQ(RefusalOf(exam),
            "mode adaptive: exposure \"none\" is unknown; allowed: "
            "sympson_hetter, item_eligibility, progressive_restricted, "
            "no_repeat");
  exam = ContentExam(6, 0);
  exam.modes[1].stopping_rules = {NamedRule("never")};
  EXPECT_THAT(RefusalOf(exam),
              testing::StartsWith("mode mock: stopping rule \"never\" is "
                                  "unknown; allowed: fixed_length, "));
  exam = ContentExam(6, 0);
  exam.modes[0].score_prior = NamedRule("cauchy");
  EXPECT_EQ(RefusalOf(exam),
            "mode adaptive: scorePrior: prior \"cauchy\" is unknown; allowed: "
            "normal, uniform, jeffreys, grid, history");
  exam = ContentExam(6, 0);
  exam.estimator = NamedRule("guess");
  EXPECT_EQ(RefusalOf(exam),
            "ability estimator \"guess\" is unknown; allowed: eap, map, mle, "
            "wle, huber, tukey");
}

TEST(PreparedExam, RefusesAReferenceFormThatIsNotInTheBankOrNotUsed) {
  Exam exam = ContentExam(6, 0);
  exam.reference_form = {"Q1", "Q99"};
  EXPECT_EQ(RefusalOf(exam),
            "referenceForm is not used; allowed with scale.method = "
            "true_score");
  exam.true_score_scale = true;
  EXPECT_EQ(RefusalOf(exam), "referenceForm: item Q99 is not in the bank");
  exam.reference_form = {"Q1", "Q9"};
  EXPECT_EQ(RefusalOf(exam), "");
}

TEST(PreparedExam, RefusesParameterUncertaintyWithEstimatorsThatIgnoreIt) {
  Exam exam = ContentExam(6, 0);
  exam.parameter_uncertainty = true;
  EXPECT_EQ(RefusalOf(exam), "");
  for (const std::string name : {"map", "mle", "wle", "huber", "tukey"}) {
    exam.estimator = NamedRule(name);
    EXPECT_EQ(RefusalOf(exam),
              "estimator " + name +
                  " does not know the errors of item parameters; allowed with "
                  "parameterUncertainty: eap");
  }
}

TEST(PreparedExam, ScoresByHistoryInPracticeOnly) {
  Exam exam = ContentExam(6, 0);
  exam.modes[0].score_prior = NamedRule("history");
  EXPECT_EQ(RefusalOf(exam),
            "mode adaptive: scorePrior history would score learners by their "
            "past; allowed in practice only");
  exam.modes[0].kind = ModeKind::kPractice;
  EXPECT_EQ(RefusalOf(exam), "");
  exam.modes[1].score_prior = NamedRule("history");
  EXPECT_THAT(RefusalOf(exam), testing::StartsWith("mode mock: scorePrior"));
  exam = ContentExam(6, 0);
  exam.modes[0].selection_prior = NamedRule("history");
  EXPECT_EQ(RefusalOf(exam), "");
}

TEST(PreparedExam, RefusesToEndAFormEarly) {
  Exam exam = ContentExam(6, 0);
  exam.modes[1].stopping_rules = {NamedRule("mastery_decided")};
  EXPECT_EQ(RefusalOf(exam),
            "mode mock: stopping rule mastery_decided may end the form early; "
            "allowed: fixed_length");
  exam.modes[1].stopping_rules = {NamedRule("length", {{"items", 5}})};
  EXPECT_NE(RefusalOf(exam), "");
  exam.modes[1].stopping_rules = {NamedRule("length", {{"items", 6}})};
  EXPECT_EQ(RefusalOf(exam), "");
}

// Against the raw score of persons who each sit a form drawn afresh, under a
// cut drawn afresh. The curve is itself a mean over 64 forms.
TEST(PreparedExam, HasThePassCurveOfFreshRandomForms) {
  const auto exam = Prepare(ContentExam(20, 0), ContentBank("3pl", 80, 0, 6));
  const ItemBank& bank = exam->bank();
  const ScoreScale& scale = exam->exam().scale;
  Random random(11);
  for (const int node : {56, 61, 66}) {
    const double theta = exam->tables().grid().theta(node);
    constexpr int kForms = 6000;
    int passed = 0;
    double sum = 0, squares = 0;  // of P(pass) by form, at the middle cut
    for (int f = 0; f < kForms; ++f) {
      const auto form =
          *AssembleTest({bank,
                         exam->modes()[1].blueprint,
                         RandomGains(bank.size(), random.Bits(), 0),
                         {}});
      std::vector<double> p;
      int right = 0;
      for (const int i : form) {
        const Item& item = bank.item(i);
        p.push_back(ProbabilityRight(item.model, item.parameters, theta));
        right += random.Uniform() < p.back();
      }
      const double cut =
          scale.theta_cut + scale.theta_cut_standard_error * random.Normal();
      passed += right >= RawCut(bank, form, cut);
      const auto raw = NumberRightDistribution(p);
      double pass = 0;
      for (int x = RawCut(bank, form, scale.theta_cut); x <= 20; ++x) {
        pass += raw[x];
      }
      sum += pass;
      squares += pass * pass;
    }
    const double share = passed / double{kForms};
    const double of_forms = squares / kForms - sum / kForms * sum / kForms;
    const double se = std::sqrt(share * (1 - share) / kForms +
                                of_forms / PreparedExam::kPassForms);
    EXPECT_NEAR(exam->pass_curve()[node], share, 4 * se) << theta;
    EXPECT_LT(se, 0.02);
  }
}

TEST(PreparedExam, RaisesThePassCurveWithTheta) {
  const auto exam = Prepare(ContentExam(20, 0), ContentBank("3pl", 80, 0, 6));
  const auto curve = exam->pass_curve();
  for (size_t q = 1; q < curve.size(); ++q) EXPECT_GE(curve[q], curve[q - 1]);
  EXPECT_LT(curve.front(), 0.05);
  EXPECT_GT(curve.back(), 0.99);
}

TEST(PreparedExam, TellsTheFormsBehindThePassCurve) {
  const auto exam = Prepare(ContentExam(20, 0), ContentBank("3pl", 80, 0, 6));
  const auto forms = exam->PassForms();
  ASSERT_EQ(forms.size(), 64u);
  EXPECT_EQ(forms[0].size(), 20u);
  EXPECT_NE(forms[0], forms[1]);
  EXPECT_EQ(PassCurve(exam->bank(), exam->tables(), forms, exam->exam().scale),
            std::vector<double>(exam->pass_curve().begin(),
                                exam->pass_curve().end()));
}

// Without a mock mode the curve is that of the first mode's blueprint.
TEST(PreparedExam, HasAPassCurveWithoutAMockMode) {
  Exam exam = ContentExam(20, 0);
  const auto with = Prepare(exam, ContentBank("3pl", 80, 0, 6));
  exam.modes.pop_back();
  const auto without = Prepare(exam, ContentBank("3pl", 80, 0, 6));
  EXPECT_EQ(with->pass_curve(), without->pass_curve());
}

TEST(PreparedExam, RefusesProvisionalItemsWhereParametersCountAsKnown) {
  std::vector<Item> items = ContentBank("3pl", 12, 2, 1).items();
  items[7].provisional = items[12].provisional = true;
  items[7].covariance = items[12].covariance = {1, 0, 0, 0, 1, 0, 0, 0, 0.01};
  Exam exam = ContentExam(6, 2);
  const auto refused =
      PreparedExam::Make(
          exam, std::make_shared<const ItemBank>(*ItemBank::Make(items)))
          .status();
  EXPECT_TRUE(absl::IsFailedPrecondition(refused)) << refused;
  EXPECT_THAT(std::string(refused.message()),
              testing::AllOf(testing::StartsWith("item Q7: "),
                             testing::HasSubstr("parameterUncertainty")));
  exam.parameter_uncertainty = true;
  EXPECT_TRUE(Prepare(exam, *ItemBank::Make(items))->has_provisional_forms());
  exam.parameter_uncertainty = false;
  items[7].status = ItemStatus::kRetired;
  EXPECT_FALSE(Prepare(exam, *ItemBank::Make(items))->has_provisional_forms());
}

}  // namespace
}  // namespace adaptest
