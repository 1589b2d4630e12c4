#include "service/sessions/rescoring.h"

#include <set>
#include <string>
#include <vector>

#include "engine/scores/form_score.h"
#include "service/sessions/session_record.h"
#include "tests/service/sessions/rescoring_fixture.h"

namespace adaptest {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST_F(RescoringTest, ACorrectedKeyChangesTheSessionsItTouches) {
  const v1::Session first = Sit("adaptive");
  const std::string item = ScoredRight(first);
  const std::string other = SitWithout(item).name();
  const std::string before = manager().Get(other)->SerializeAsString();
  const auto counts = Rescore(KeyRequest({item}));
  EXPECT_EQ(counts.session_count(), 2);
  EXPECT_EQ(counts.rescored_count(), 1);
  const v1::Report report = manager().Get(first.name())->report();
  EXPECT_EQ(report.right_count(), first.report().right_count() - 1);
  EXPECT_LT(report.estimate().theta(), first.report().estimate().theta());
  EXPECT_EQ(manager().Get(other)->SerializeAsString(), before);
}

TEST_F(RescoringTest, TheOldReportStaysBesideTheNew) {
  const v1::Session first = Sit("adaptive");
  EXPECT_EQ(first.report().revision(), 1);
  EXPECT_EQ(first.earlier_reports_size(), 0);
  clock().AdvanceSeconds(86'400);
  Rescore(KeyRequest({ScoredRight(first)}));
  const v1::Session now = *manager().Get(first.name());
  ASSERT_EQ(now.earlier_reports_size(), 1);
  EXPECT_EQ(now.earlier_reports(0).SerializeAsString(),
            first.report().SerializeAsString());
  EXPECT_EQ(now.report().revision(), 2);
  EXPECT_EQ(now.report().rescoring_reason(), "a wrong key");
  EXPECT_EQ(now.report().rescore_time().seconds(),
            now.create_time().seconds() + 86'400);
  EXPECT_THAT(now.report().dropped_items(), IsEmpty());
}

TEST_F(RescoringTest, ADroppedItemLeavesThePosteriorOfTheOthers) {
  const v1::Session first = Sit("adaptive");
  const std::string item = ScoredRight(first);
  EXPECT_EQ(Rescore(DropRequest({item})).rescored_count(), 1);
  const v1::Report report = manager().Get(first.name())->report();
  EXPECT_THAT(report.dropped_items(), ElementsAre(item));
  EXPECT_EQ(report.scored_count(), 5);
  EXPECT_EQ(report.right_count(), first.report().right_count() - 1);
  const SessionRecord record = Stored(1);
  const Session& session = record.session();
  Posterior posterior(session.exam().tables().grid(),
                      session.mode().log_score_prior);
  for (const ScoredAnswer& answer : session.ScoredAnswers()) {
    if (session.exam().bank().item(answer.item).id == item) continue;
    posterior.Update(
        session.exam().tables().log_probability(answer.item, answer.category));
  }
  EXPECT_NEAR(report.estimate().theta(), posterior.mean(), 1e-12);
  EXPECT_NEAR(report.estimate().standard_error(), posterior.sd(), 1e-12);
}

TEST_F(RescoringTest, AMockExamIsWhatIsLeftOfItsForm) {
  const v1::Session first = Sit("mock");
  const std::string item = ScoredRight(first);
  Rescore(DropRequest({item}));
  const v1::Report report = manager().Get(first.name())->report();
  const SessionRecord record = Stored(1);
  const PreparedExam& exam = record.session().exam();
  std::vector<int> rest;
  for (const int i : record.session().plan().form) {
    if (exam.bank().item(i).id != item) rest.push_back(i);
  }
  ASSERT_EQ(rest.size(), 5);
  const int cut = RawCut(exam.bank(), rest, exam.exam().scale.theta_cut);
  EXPECT_EQ(report.raw_cut(), cut);
  EXPECT_EQ(report.scored_count(), 5);
  EXPECT_EQ(report.right_count(), first.report().right_count() - 1);
  EXPECT_EQ(report.decision() == v1::DECISION_PASS,
            report.right_count() >= cut);
}

TEST_F(RescoringTest, AnItemOfAFormThatWasNotReachedIsDropped) {
  const std::string name = Create("mock").name();
  Answer(name);
  ASSERT_TRUE(manager().Finish(name).ok());
  const SessionRecord before = Stored(1);
  const int last = before.session().plan().form.back();
  const std::string item = before.session().exam().bank().item(last).id;
  EXPECT_EQ(Rescore(DropRequest({item})).rescored_count(), 1);
  EXPECT_EQ(manager().Get(name)->report().scored_count(), 5);
}

TEST_F(RescoringTest, AskedTwiceChangesNothing) {
  const v1::Session first = Sit("adaptive");
  const std::string item = ScoredRight(first);
  for (const auto& request : {KeyRequest({item}), DropRequest({item})}) {
    EXPECT_EQ(Rescore(request).rescored_count(), 1);
    const std::string state = manager().Get(first.name())->SerializeAsString();
    const auto again = Rescore(request);
    EXPECT_EQ(again.session_count(), 1);
    EXPECT_EQ(again.rescored_count(), 0);
    EXPECT_EQ(manager().Get(first.name())->SerializeAsString(), state);
  }
}

TEST_F(RescoringTest, ADryRunOnlyCounts) {
  const v1::Session first = SitAllRight("mock");
  ASSERT_EQ(first.report().decision(), v1::DECISION_PASS);
  std::set<std::string> items;
  for (const auto& answer : first.report().answers()) {
    items.insert(answer.item_id());
  }
  v1::RescoreSessionsRequest request = KeyRequest(items);
  request.set_dry_run(true);
  const auto counts = Rescore(request);
  EXPECT_EQ(counts.rescored_count(), 1);
  EXPECT_EQ(counts.now_failed_count(), 1);
  EXPECT_EQ(counts.now_passed_count(), 0);
  EXPECT_EQ(manager().Get(first.name())->SerializeAsString(),
            first.SerializeAsString());
  request.set_dry_run(false);
  EXPECT_EQ(Rescore(request).SerializeAsString(), counts.SerializeAsString());
  EXPECT_EQ(manager().Get(first.name())->report().decision(),
            v1::DECISION_FAIL);
}

TEST_F(RescoringTest, CountsThoseThatPassNow) {
  const v1::Session first = SitAllRight("mock");
  std::set<std::string> items;
  for (const auto& answer : first.report().answers()) {
    items.insert(answer.item_id());
  }
  Rescore(KeyRequest(items));
  const auto back = Rescore(KeyRequest({}));
  EXPECT_EQ(back.rescored_count(), 1);
  EXPECT_EQ(back.now_passed_count(), 1);
  EXPECT_EQ(back.now_failed_count(), 0);
}

TEST_F(RescoringTest, AKeyThatIsTakenBackGivesTheFirstResult) {
  const v1::Session first = Sit("adaptive");
  Rescore(KeyRequest({ScoredRight(first)}));
  EXPECT_EQ(Rescore(KeyRequest({})).rescored_count(), 1);
  const v1::Report report = manager().Get(first.name())->report();
  EXPECT_EQ(report.revision(), 3);
  EXPECT_EQ(report.right_count(), first.report().right_count());
  EXPECT_EQ(report.estimate().SerializeAsString(),
            first.report().estimate().SerializeAsString());
}

TEST_F(RescoringTest, TwoRescoringsAccumulate) {
  const v1::Session first = Sit("adaptive");
  const auto right = AllScoredRight(first);
  ASSERT_GE(right.size(), 2);
  Rescore(DropRequest({right[0]}));
  Rescore(KeyRequest({right[1]}));
  const v1::Session now = *manager().Get(first.name());
  EXPECT_EQ(now.earlier_reports_size(), 2);
  EXPECT_EQ(now.report().revision(), 3);
  EXPECT_THAT(now.report().dropped_items(), ElementsAre(right[0]));
  EXPECT_EQ(now.report().scored_count(), 5);
  EXPECT_EQ(now.report().right_count(), first.report().right_count() - 2);
}

TEST_F(RescoringTest, KeysAndDroppedItemsGoTogether) {
  const v1::Session first = Sit("adaptive");
  const auto right = AllScoredRight(first);
  ASSERT_GE(right.size(), 2);
  v1::RescoreSessionsRequest request = KeyRequest({right[1]});
  request.add_dropped_items(right[0]);
  Rescore(request);
  const v1::Session now = *manager().Get(first.name());
  EXPECT_EQ(now.earlier_reports_size(), 1);
  EXPECT_THAT(now.report().dropped_items(), ElementsAre(right[0]));
  EXPECT_EQ(now.report().right_count(), first.report().right_count() - 2);
}

TEST_F(RescoringTest, NewResultsSurviveARestart) {
  const v1::Session first = Sit("mock");
  const auto right = AllScoredRight(first);
  Rescore(DropRequest({right[0]}));
  Rescore(KeyRequest({right[1]}));
  const std::string state = StateOf(first.name());
  Restart();
  EXPECT_EQ(StateOf(first.name()), state);
}

TEST_F(RescoringTest, UnfinishedSessionsAreUntouched) {
  const std::string name = Create("adaptive").name();
  const std::string item = Next(name).item_id();
  Answer(name);
  const std::string state = StateOf(name);
  const auto counts = Rescore(DropRequest({item}));
  EXPECT_EQ(counts.session_count(), 0);
  EXPECT_EQ(counts.rescored_count(), 0);
  EXPECT_EQ(StateOf(name), state);
}

TEST_F(RescoringTest, SessionsOfOtherVersionsAreUntouched) {
  const v1::Session first = Sit("adaptive");
  ImportAndActivate(SmallImport());
  const v1::Session second = Sit("adaptive");
  EXPECT_NE(second.bank_version(), first.bank_version());
  EXPECT_EQ(Rescore(DropRequest({ScoredRight(first)})).session_count(), 1);
  EXPECT_EQ(manager().Get(first.name())->report().revision(), 2);
  EXPECT_EQ(manager().Get(second.name())->report().revision(), 1);
}

TEST_F(RescoringTest, ARetriedAnswerGetsItsFirstReply) {
  const std::string name = Create("practice").name();
  const v1::PresentedItem item = Next(name);
  const v1::Answer answer = RightAnswerTo(item.item_id());
  const auto reply = Submit(name, item, answer);
  AnswerAll(name);
  Rescore(DropRequest({item.item_id()}));
  EXPECT_EQ(Submit(name, item, answer)->SerializeAsString(),
            reply->SerializeAsString());
}

TEST_F(RescoringTest, UnchangedKeysChangeNothing) {
  std::vector<std::string> states;
  for (const std::string mode : {"adaptive", "mock", "practice"}) {
    for (uint64_t seed = 1; seed <= 5; ++seed) {
      states.push_back(Sit(mode, seed).SerializeAsString());
    }
  }
  const auto counts = Rescore(KeyRequest({}));
  EXPECT_EQ(counts.session_count(), 15);
  EXPECT_EQ(counts.rescored_count(), 0);
  for (int i = 0; i < 15; ++i) {
    EXPECT_EQ(manager().Get(Stored(i + 1).name())->SerializeAsString(),
              states[i]);
  }
}

}  // namespace
}  // namespace adaptest
