// serve, bank and take together: sessions from the first line to the report.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "tests/cli/program.h"
#include "tests/cli/small_exam_files.h"

namespace adaptest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const std::vector<std::string> kEstimateKeys = {"theta",
                                                "standard_error",
                                                "scaled_score",
                                                "scaled_score_lower",
                                                "scaled_score_upper",
                                                "mastery_probability",
                                                "pass_probability",
                                                "pass_probability_lower",
                                                "pass_probability_upper",
                                                "provisional",
                                                "bank_version",
                                                "method"};

std::vector<std::string> Keys(const Json& json) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : json.items()) keys.push_back(key);
  return keys;
}

class TakeTest : public testing::Test {
 protected:
  TakeTest() { files_.Prepare(); }

  const SmallExamFiles& files() const { return files_; }
  const std::string& address() const { return server_.address(); }
  ServerProcess& server() { return server_; }

  Outcome Take(const std::vector<std::string>& more,
               const std::string& input = "") const {
    std::vector<std::string> command = {"take", "--server", address(),
                                        "--retry-seconds", "0"};
    command.insert(command.end(), more.begin(), more.end());
    return RunProgram(command, input);
  }
  // The events of a simulated sitting.
  std::vector<Json> Simulate(const std::string& mode, const std::string& seed,
                             const std::string& theta = "0.5") const {
    const Outcome outcome =
        Take({"--exam", "small", "--mode", mode, "--json", "--simulate", theta,
              "--bank", files_.items(), "--questions", files_.questions(),
              "--seed", seed});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_EQ(outcome.err, "");
    return JsonLines(outcome.out);
  }

 private:
  const SmallExamFiles files_;
  ServerProcess server_{files_.data()};
};

void ExpectItemThenAnswer(const std::vector<Json>& events) {
  ASSERT_EQ(events.size(), 17);  // 8 items, 8 answers, a report
  std::set<std::string> given;
  for (int position = 1; position <= 8; ++position) {
    const Json& item = events[2 * position - 2];
    const Json& answer = events[2 * position - 1];
    EXPECT_THAT(Keys(item), testing::UnorderedElementsAre(
                                "event", "session", "position", "item_id"));
    EXPECT_EQ(item["event"], "item");
    EXPECT_EQ(answer["event"], "answer");
    EXPECT_EQ(item["position"], position);
    EXPECT_EQ(answer["position"], position);
    EXPECT_EQ(answer["item_id"], item["item_id"]);
    given.insert(item["item_id"]);
  }
  EXPECT_EQ(given.size(), 8);
}

void ExpectReport(const Json& report) {
  EXPECT_EQ(report["event"], "report");
  EXPECT_EQ(report["state"], "FINISHED");
  EXPECT_TRUE(report["decision"] == "pass" || report["decision"] == "fail");
  EXPECT_THAT(Keys(report["estimate"]), testing::IsSupersetOf(kEstimateKeys));
  EXPECT_EQ(report["scored_count"], 6);
  EXPECT_EQ(report["answers"].size(), 8);
  EXPECT_THAT(Keys(report["person_fit"]),
              testing::UnorderedElementsAre(
                  "lz_star", "cusum_upper", "cusum_lower", "aberrant", "speed",
                  "speed_standard_error", "rapid_positions"));
  ASSERT_EQ(report["constraints"].size(), 2);
  for (const Json& constraint : report["constraints"]) {
    EXPECT_THAT(Keys(constraint),
                testing::UnorderedElementsAre("id", "count", "lower", "upper"));
    EXPECT_EQ(constraint["count"], 3);
  }
}

TEST_F(TakeTest, AdaptiveAnswersCarryTheEstimate) {
  const std::vector<Json> events = Simulate("adaptive", "3");
  ExpectItemThenAnswer(events);
  std::vector<std::string> keys = kEstimateKeys;
  for (const char* key :
       {"event", "position", "item_id", "response", "scored"}) {
    keys.push_back(key);
  }
  for (int position = 1; position <= 8; ++position) {
    const Json& answer = events[2 * position - 1];
    EXPECT_THAT(Keys(answer), testing::UnorderedElementsAreArray(keys));
    EXPECT_EQ(answer["bank_version"], "exams/small/bankVersions/1");
    EXPECT_EQ(answer["method"], "eap");
  }
  ExpectReport(events.back());
  EXPECT_EQ(events.back()["estimate"]["theta"], events[15]["theta"]);
}

TEST_F(TakeTest, MockAnswersCarryNothingBeforeTheReport) {
  const std::vector<Json> events = Simulate("mock", "3");
  ExpectItemThenAnswer(events);
  for (int position = 1; position <= 8; ++position) {
    EXPECT_THAT(Keys(events[2 * position - 1]),
                testing::UnorderedElementsAre("event", "position", "item_id"));
  }
  const Json& report = events.back();
  ExpectReport(report);
  const int right = report["right_count"];
  const int cut = report["raw_cut"];
  EXPECT_EQ(report["decision"], right >= cut ? "pass" : "fail");
  EXPECT_EQ(report["estimate"]["this_form_pass_probability"],
            right >= cut ? 1 : 0);
}

TEST_F(TakeTest, SimulatedPersonIsDeterminedByTheSeed) {
  std::vector<Json> first = Simulate("adaptive", "3");
  std::vector<Json> again = Simulate("adaptive", "3");
  for (auto* events : {&first, &again}) {
    for (Json& event : *events) event.erase("session");
  }
  EXPECT_EQ(first, again);
  EXPECT_NE(Simulate("adaptive", "4")[1], first[1]);
}

TEST_F(TakeTest, AblerPersonsAnswerMoreQuestionsRight) {
  const Json able = Simulate("adaptive", "3", "8").back();
  const Json weak = Simulate("adaptive", "3", "-8").back();
  EXPECT_EQ(able["decision"], "pass");
  EXPECT_EQ(weak["decision"], "fail");
  EXPECT_GT(able["right_count"], weak["right_count"]);
}

TEST_F(TakeTest, OneMayTypeAnswersToEveryQuestionType) {
  std::string session;
  std::set<std::string> types;
  // One question a run, so that the answer can be made for it.
  for (int position = 1; position <= 8; ++position) {
    const std::vector<std::string> command =
        session.empty()
            ? std::vector<std::string>{"--exam", "small", "--json", "--seed",
                                       "9"}
            : std::vector<std::string>{"--resume", session, "--json"};
    const Outcome asked = Take(command);
    EXPECT_EQ(asked.exit_code, 1);  // the input ended
    EXPECT_THAT(asked.err, HasSubstr("go on with --resume sessions/"));
    const Json item = JsonLines(asked.out).at(0);
    session = item["session"];
    EXPECT_EQ(item["position"], position);
    const std::string id = item["item_id"];
    types.insert(QuestionOf(id).type());
    std::string typed;
    const v1::Answer answer = RightAnswerTo(id);
    for (const std::string& option : answer.option_ids()) {
      typed += typed.empty() ? option : "," + option;
    }
    for (const v1::Pair& pair : answer.pairs()) {
      typed += (typed.empty() ? "" : ",") + pair.left() + "=" + pair.right();
    }
    // What cannot be is refused, and asked again.
    const Outcome outcome =
        Take({"--resume", session, "--json"}, "nonsense\n" + typed + "\n");
    const std::vector<Json> events = JsonLines(outcome.out);
    ASSERT_GE(events.size(), 2) << outcome.err;
    EXPECT_EQ(events[1]["event"], "answer");
    EXPECT_EQ(events[1]["response"], 1) << id << " " << typed;
    EXPECT_EQ(outcome.exit_code, position == 8 ? 0 : 1);
  }
  EXPECT_EQ(types.size(), 4);
}

TEST_F(TakeTest, TextShowsQuestionsAndNoSecrets) {
  const Outcome outcome = Take({"--exam", "small"}, "-\n-\n-\n-\n-\n-\n-\n-\n");
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("Which one?"));
  EXPECT_THAT(outcome.out, HasSubstr("    a) text a"));
  EXPECT_THAT(outcome.out, HasSubstr("answer: omitted  wrong"));
  EXPECT_THAT(outcome.out, HasSubstr("Result: FAIL"));
  EXPECT_THAT(outcome.out, Not(HasSubstr(kSecret)));
}

TEST_F(TakeTest, OperatorMaySeeEstimatesOfAMockExam) {
  const Outcome outcome =
      Take({"--exam", "small", "--mode", "mock", "--json", "--show-estimates",
            "--simulate", "0", "--bank", files().items(), "--questions",
            files().questions()});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  const Json answer = JsonLines(outcome.out).at(1);
  EXPECT_TRUE(answer.contains("theta"));
  EXPECT_FALSE(answer.contains("response"));
}

TEST_F(TakeTest, UnknownExamAndModeFail) {
  const Outcome exam = Take({"--exam", "unknown"});
  EXPECT_EQ(exam.exit_code, 1);
  EXPECT_THAT(exam.err, HasSubstr("exams/unknown"));
  const Outcome mode = Take({"--exam", "small", "--mode", "exam"});
  EXPECT_EQ(mode.exit_code, 1);
  EXPECT_THAT(mode.err, HasSubstr("mode: "));
}

TEST_F(TakeTest, SimulatedPersonNeedsABank) {
  EXPECT_EQ(Take({"--exam", "small", "--simulate", "0"}).exit_code, 2);
}

TEST_F(TakeTest, BankIsManagedThroughTheServer) {
  const Outcome imported =
      RunProgram({"bank", "import", "small", "--items", files().items(),
                  "--questions", files().questions(), "--server", address()});
  EXPECT_EQ(imported.exit_code, 0) << imported.err;
  EXPECT_EQ(imported.out, "exams/small/bankVersions/2\n");
  const Outcome active =
      RunProgram({"bank", "activate", "exams/small/bankVersions/2", "--server",
                  address(), "--json"});
  EXPECT_EQ(active.exit_code, 0) << active.err;
  EXPECT_EQ(Json::parse(active.out)["active"], true);
  const Outcome list =
      RunProgram({"bank", "list", "small", "--json", "--data", files().data()});
  const std::vector<Json> versions = JsonLines(list.out);
  ASSERT_EQ(versions.size(), 2);
  EXPECT_EQ(versions[0]["name"], "exams/small/bankVersions/2");
  EXPECT_EQ(versions[0]["itemCount"], 30);
  EXPECT_EQ(versions[0]["active"], true);
  EXPECT_EQ(versions[1]["active"], false);
}

TEST_F(TakeTest, ActivationFromTheDataDirectoryReachesTheServer) {
  EXPECT_EQ(RunProgram(files().ImportCommand()).out,
            "exams/small/bankVersions/2\n");
  EXPECT_EQ(RunProgram({"bank", "activate", "exams/small/bankVersions/2",
                        "--data", files().data()})
                .exit_code,
            0);
  EXPECT_EQ(Simulate("adaptive", "3")[1]["bank_version"],
            "exams/small/bankVersions/2");
}

TEST_F(TakeTest, PortInUseIsSaid) {
  const SmallExamFiles other;
  const Outcome outcome =
      RunProgram({"serve", "--data", other.data(), "--listen", address()});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(
      outcome.err,
      testing::StartsWith("adaptest serve: cannot listen on " + address()));
  EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1);
}

TEST_F(TakeTest, ServerEndsWhenAsked) {
  EXPECT_EQ(server().Stop(), 0);
  const Outcome outcome = Take({"--exam", "small"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1)
      << outcome.err;
}

}  // namespace
}  // namespace adaptest
