// The example clients against a real server, and one that loses replies.

#include <gmock/gmock.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <ostream>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "tests/cli/program.h"
#include "tests/cli/small_exam_files.h"
#include "tests/clients/unreliable_server.h"

namespace adaptest {
namespace {

using testing::HasSubstr;

struct Language {
  std::string name;
  std::vector<std::string> command;
};

void PrintTo(const Language& language, std::ostream* out) {
  *out << language.name;
}

// Debian's Python has the gRPC of Debian; another may come first on the PATH.
const Language kLanguages[] = {
    {"Python", {"/usr/bin/python3", ADAPTEST_CLIENTS "/python/take_exam.py"}},
    {"Node", {"node", ADAPTEST_CLIENTS "/node/take_exam.js"}}};

class ClientTest : public testing::TestWithParam<Language> {
 protected:
  Outcome TakeExam(const std::string& address,
                   const std::string& mode = "adaptive") const {
    std::vector<std::string> words = GetParam().command;
    words.insert(words.end(), {address, kSmallExam, mode});
    return RunCommand(words);
  }

  const SmallExamFiles& files() const { return files_; }

 private:
  const SmallExamFiles files_;
};

// The session that the first line names, as the server knows it.
v1::Session SessionIn(const std::string& text, const std::string& server) {
  const auto stub = v1::SessionService::NewStub(
      grpc::CreateChannel(server, grpc::InsecureChannelCredentials()));
  v1::GetSessionRequest request;
  request.set_name(text.substr(0, text.find(':')));
  grpc::ClientContext context;
  v1::Session session;
  const grpc::Status status = stub->GetSession(&context, request, &session);
  EXPECT_TRUE(status.ok()) << status.error_message() << "\n" << text;
  return session;
}

std::string TextOf(const v1::Session& session) {
  const v1::Estimate& estimate = session.report().estimate();
  return absl::StrFormat(
      "%s: %s\nscaled score %.0f\n"
      "pass probability %.2f, between %.2f and %.2f\n",
      session.name(), v1::Decision_Name(session.report().decision()),
      estimate.scaled_score(), estimate.pass_probability(),
      estimate.pass_probability_lower(), estimate.pass_probability_upper());
}

// The client has told what the server knows of a whole session.
void ExpectWholeSession(const Outcome& outcome, const std::string& server) {
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(outcome.err, "");
  const v1::Session session = SessionIn(outcome.out, server);
  EXPECT_EQ(session.state(), v1::SESSION_STATE_FINISHED);
  EXPECT_EQ(session.report().answers_size(), 8);
  EXPECT_NE(session.report().decision(), v1::DECISION_UNSPECIFIED);
  EXPECT_EQ(outcome.out, TextOf(session));
}

// What the clients choose.
v1::Answer FirstOptions(const std::string& item_id) {
  const v1::Content content = QuestionOf(item_id);
  v1::Answer answer;
  for (const v1::Prompt& prompt : content.prompts()) {
    v1::Pair* pair = answer.add_pairs();
    pair->set_left(prompt.id());
    pair->set_right(content.options(0).id());
  }
  if (!content.prompts().empty()) return answer;
  const int count = content.type() == "ordering" ? content.options_size() : 1;
  for (int i = 0; i < count; ++i) {
    answer.add_option_ids(content.options(i).id());
  }
  return answer;
}

TEST_P(ClientTest, TakesAnExamAndTellsTheReport) {
  files().Prepare();
  const ServerProcess server(files().data());
  for (const char* mode : {"adaptive", "mock"}) {
    ExpectWholeSession(TakeExam(server.address(), mode), server.address());
  }
}

TEST_P(ClientTest, ChoosesTheFirstOptions) {
  // Shown as they are written, not shuffled.
  WriteFile(
      files().questions(),
      absl::StrReplaceAll(ReadFile(files().questions()),
                          {{"\"fixedOrder\":false", "\"fixedOrder\":true"}}));
  files().Prepare();
  const ServerProcess server(files().data());
  const UnreliableServer unreliable(server.address());
  EXPECT_EQ(TakeExam(unreliable.address()).exit_code, 0);
  EXPECT_FALSE(unreliable.submissions().empty());
  for (const auto& [request, time] : unreliable.submissions()) {
    EXPECT_EQ(request.answer().SerializeAsString(),
              FirstOptions(request.item_id()).SerializeAsString())
        << request.DebugString();
  }
}

TEST_P(ClientTest, SendsTheSameMessageAgainWhereAReplyIsLost) {
  files().Prepare();
  const ServerProcess server(files().data());
  const UnreliableServer unreliable(server.address());
  ExpectWholeSession(TakeExam(unreliable.address()), server.address());

  const auto creations = unreliable.creations();
  ASSERT_EQ(creations.size(), 2);
  EXPECT_NE(creations[0].request_id(), "");
  EXPECT_EQ(creations[0].request_id(), creations[1].request_id());

  const auto submissions = unreliable.submissions();
  ASSERT_EQ(submissions.size(), 16);  // each of 8 answers twice
  for (size_t i = 0; i < submissions.size(); i += 2) {
    EXPECT_EQ(submissions[i].request.SerializeAsString(),
              submissions[i + 1].request.SerializeAsString());
  }
}

TEST_P(ClientTest, WaitsAsLongAsAnOverloadedServerAsks) {
  files().Prepare();
  const ServerProcess server(files().data());
  const UnreliableServer unreliable(server.address());
  EXPECT_EQ(TakeExam(unreliable.address()).exit_code, 0);

  const auto submissions = unreliable.submissions();
  ASSERT_EQ(submissions.size(), 16);
  for (size_t i = 0; i < submissions.size(); i += 2) {
    if (submissions[i].request.position() % 2 != 0) continue;
    EXPECT_GE(submissions[i + 1].time - submissions[i].time,
              UnreliableServer::kDelay);
  }
}

TEST_P(ClientTest, WaitsForAServerThatStarts) {
  files().Prepare();
  ServerProcess first(files().data());
  const int port = first.port();
  first.Kill();
  auto taken =
      std::async(std::launch::async, [&] { return TakeExam(first.address()); });
  std::this_thread::sleep_for(std::chrono::seconds(1));
  const ServerProcess server(files().data(), port);
  ExpectWholeSession(taken.get(), server.address());
}

TEST_P(ClientTest, AnswersItemsWithoutContentByCategory) {
  auto exam = Json::parse(ReadFile(files().exam()));
  exam["allowCategoryAnswers"] = true;
  WriteFile(files().exam(), exam.dump());
  const Outcome imported =
      RunProgram({"bank", "import", "small", "--items", files().items(),
                  "--exam", files().exam(), "--data", files().data()});
  ASSERT_EQ(imported.exit_code, 0) << imported.err;
  RunProgram({"bank", "activate", "exams/small/bankVersions/1", "--data",
              files().data()});
  const ServerProcess server(files().data());
  ExpectWholeSession(TakeExam(server.address()), server.address());
}

TEST_P(ClientTest, TellsTheFieldThatIsRefused) {
  files().Prepare();
  const ServerProcess server(files().data());
  const Outcome outcome = TakeExam(server.address(), "exam");
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, testing::StartsWith("field mode: "));
  EXPECT_THAT(outcome.err, HasSubstr("\nINVALID_ARGUMENT: "));
}

TEST_P(ClientTest, TellsAnErrorWithoutDetails) {
  const ServerProcess server(files().data());  // has no exam
  const Outcome outcome = TakeExam(server.address());
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, testing::StartsWith("NOT_FOUND: "));
}

INSTANTIATE_TEST_SUITE_P(Languages, ClientTest, testing::ValuesIn(kLanguages),
                         [](const auto& language) {
                           return language.param.name;
                         });

}  // namespace
}  // namespace adaptest
