#include "proto/conversion/session_conversion.h"

#include "engine/session/session_report.h"
#include "tests/support/exam_builder.h"
#include "tests/support/session_runner.h"

namespace adaptest {
namespace {

const std::shared_ptr<const PreparedExam>& SmallExam() {
  static const auto& exam = *new std::shared_ptr<const PreparedExam>(
      Prepare(ContentExam(6, 2), ContentBank("3pl", 12, 5, 1)));
  return exam;
}

TEST(EstimateToProto, SaysWhatIsKnownNow) {
  Session session = StartSession(SmallExam(), kMockMode, 1);
  Continue(
      session, [](int) { return 1; }, 4);
  const SessionEstimate estimate = EstimateSession(session);
  const v1::Estimate message = EstimateToProto(session, "exams/x/v/1");
  EXPECT_EQ(message.theta(), *estimate.theta);
  EXPECT_EQ(message.standard_error(), *estimate.standard_error);
  EXPECT_EQ(message.scaled_score(), estimate.scaled_score);
  EXPECT_EQ(message.mastery_probability(), estimate.mastery_probability);
  EXPECT_EQ(message.pass_probability(), estimate.pass_probability);
  EXPECT_EQ(message.pass_probability_lower(), estimate.pass_probability_lower);
  EXPECT_EQ(message.pass_probability_upper(), estimate.pass_probability_upper);
  EXPECT_LT(message.pass_probability_lower(), message.pass_probability_upper());
  EXPECT_FALSE(message.provisional());
  EXPECT_EQ(message.this_form_pass_probability(),
            *estimate.this_form_pass_probability);
  EXPECT_EQ(message.item_count(), estimate.num_items);
  EXPECT_EQ(message.state(), "ok");
  EXPECT_EQ(message.method(), "eap");
  EXPECT_EQ(message.bank_version(), "exams/x/v/1");
}

TEST(EstimateToProto, LeavesOutWhatIsUndefined) {
  Exam exam = ContentExam(6, 0);
  exam.estimator = NamedRule("mle");
  const auto prepared = Prepare(exam, ContentBank("3pl", 12, 0, 1));
  const v1::Estimate message =
      EstimateToProto(StartSession(prepared, kAdaptiveMode, 1), "v");
  EXPECT_FALSE(message.has_theta());
  EXPECT_FALSE(message.has_standard_error());
  EXPECT_FALSE(message.has_this_form_pass_probability());
  EXPECT_EQ(message.state(), "no_answers");
}

TEST(ReportToProto, ListsTheAnswersByPosition) {
  const Session session = RandomSession(SmallExam(), kAdaptiveMode, 3);
  const v1::Report message = ReportToProto(session, "v");
  ASSERT_EQ(message.answers_size(), 8);
  for (int i = 0; i < 8; ++i) {
    const GivenItem& given = session.given()[i];
    EXPECT_EQ(message.answers(i).position(), i + 1);
    EXPECT_EQ(message.answers(i).item_id(),
              SmallExam()->bank().item(given.item).id);
    EXPECT_EQ(message.answers(i).response(), *given.category);
    EXPECT_EQ(message.answers(i).scored(), given.scored);
  }
}

TEST(ReportToProto, CarriesDecisionCountsAndCut) {
  const Session session = RandomSession(SmallExam(), kMockMode, 4);
  const SessionReport report = MakeReport(session);
  const v1::Report message = ReportToProto(session, "v");
  EXPECT_EQ(message.decision(),
            report.passed ? v1::DECISION_PASS : v1::DECISION_FAIL);
  EXPECT_EQ(message.raw_cut(), *report.raw_cut);
  EXPECT_EQ(message.right_count(), report.number_right);
  EXPECT_EQ(message.scored_count(), 6);
  ASSERT_EQ(message.constraints_size(), 2);
  EXPECT_EQ(message.constraints(1).id(), "D1");
  EXPECT_EQ(message.constraints(1).count(), 3);
  EXPECT_EQ(message.attributes_size(),
            static_cast<int>(report.attributes.size()));
}

TEST(ReportToProto, LeavesOutWhatPersonFitDoesNotKnow) {
  const Session session = RandomSession(SmallExam(), kAdaptiveMode, 3);
  const PersonFit fit = SessionPersonFit(session);
  const v1::PersonFit message = ReportToProto(session, "v").person_fit();
  EXPECT_EQ(message.lz_star(), *fit.lz_star);
  EXPECT_EQ(message.cusum_upper(), fit.cusum.upper);
  EXPECT_EQ(message.cusum_lower(), fit.cusum.lower);
  EXPECT_FALSE(message.has_aberrant());
  EXPECT_FALSE(message.has_speed());
  EXPECT_FALSE(message.has_speed_standard_error());
  EXPECT_EQ(message.rapid_positions_size(), 0);
}

TEST(ReportToProto, CountsRapidPositionsFromOne) {
  std::vector<Item> items = ContentBank("3pl", 12, 0, 1).items();
  for (Item& item : items) item.response_time = ResponseTimeParameters{4, 2};
  Exam exam = ContentExam(6, 0);
  exam.modes[0].person_fit =
      NamedRule("residual_cusum", {{"upper", 1}, {"lower", -1}});
  Session session = StartSession(
      Prepare(exam, *ItemBank::Make(std::move(items))), kAdaptiveMode, 1);
  for (int i = 0; i < 6; ++i) {
    session.Give(*session.SelectNext());
    session.Answer(0, 60 * i, i == 2 ? 1 : 55);
  }
  session.Finish();
  const v1::PersonFit message = ReportToProto(session, "v").person_fit();
  EXPECT_THAT(message.rapid_positions(), testing::ElementsAre(3));
  EXPECT_EQ(message.speed(), SessionPersonFit(session).speed->speed);
  EXPECT_TRUE(message.has_aberrant());
  EXPECT_FALSE(message.aberrant());
}

}  // namespace
}  // namespace adaptest
