#include <chrono>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "calibration/files/items_csv.h"
#include "cli/ability_option.h"
#include "cli/command.h"
#include "cli/exam_file.h"
#include "cli/exam_name.h"
#include "cli/seed_option.h"
#include "cli/session_client.h"
#include "cli/simulated_person.h"
#include "cli/take_output.h"
#include "cli/typed_answer.h"
#include "engine/status_macros.h"
#include "service/sessions/resource_name.h"

namespace adaptest {
namespace {

struct Arguments {
  std::string server;
  std::string exam;
  std::string mode;
  std::string examinee;
  std::string resume;
  bool json = false;
  bool show_estimates = false;
  double retry_seconds = 30;
  double pause = 0;
  std::optional<double> simulate;
  std::string bank;
  std::string questions;
  uint64_t seed = 0;
};

absl::StatusOr<std::optional<SimulatedPerson>> MakePerson(const Arguments& a) {
  if (!a.simulate) return std::nullopt;
  if (a.bank.empty()) {
    return UsageError(
        "--simulate needs --bank, and --questions where items "
        "have content");
  }
  ASSIGN_OR_RETURN(ItemBank bank, ReadItemsCsv(a.bank));
  std::vector<v1::Content> questions;
  if (!a.questions.empty()) {
    ASSIGN_OR_RETURN(questions, ReadQuestions(a.questions));
  }
  return SimulatedPerson(*a.simulate,
                         std::make_shared<const ItemBank>(std::move(bank)),
                         questions, a.seed);
}

absl::StatusOr<std::string> StartSession(const Arguments& a,
                                         SessionClient& client) {
  if (!a.resume.empty()) return a.resume;
  if (a.exam.empty()) return UsageError("--exam or --resume is needed");
  v1::CreateSessionRequest request;
  request.set_exam(ExamName(a.exam));
  request.set_mode(a.mode);
  request.set_examinee(a.examinee);
  request.set_seed(a.seed);
  request.set_request_id(RandomToken());
  ASSIGN_OR_RETURN(const v1::Session session, client.Create(request));
  return session.name();
}

// Sits one session, question by question.
class Sitting {
 public:
  Sitting(const Arguments& a, SessionClient& client,
          std::optional<SimulatedPerson> person)
      : a_(a), client_(client), person_(std::move(person)), output_(a.json) {}

  absl::Status Run(const std::string& name) {
    ASSIGN_OR_RETURN(v1::GetNextItemResponse next, client_.GetNextItem(name));
    v1::Session session = std::move(*next.mutable_session());
    v1::PresentedItem item = std::move(*next.mutable_next_item());
    while (session.state() == v1::SESSION_STATE_ACTIVE) {
      output_.Item(session, item);
      ASSIGN_OR_RETURN(v1::SubmitResponseResponse reply, Answer(name, item));
      session = std::move(*reply.mutable_session());
      item = std::move(*reply.mutable_next_item());
    }
    output_.Report(session);
    return absl::OkStatus();
  }

 private:
  absl::StatusOr<v1::SubmitResponseResponse> Answer(
      const std::string& name, const v1::PresentedItem& item) {
    if (person_) {
      ASSIGN_OR_RETURN(const v1::Answer answer, person_->AnswerTo(item));
      std::this_thread::sleep_for(std::chrono::duration<double>(a_.pause));
      return Submit(name, item, answer, person_->SecondsFor(item));
    }
    const auto start = std::chrono::steady_clock::now();
    while (true) {
      ASSIGN_OR_RETURN(const v1::Answer answer, Ask(name, item));
      const std::chrono::duration<double> seconds =
          std::chrono::steady_clock::now() - start;
      auto reply = Submit(name, item, answer, seconds.count());
      if (!absl::IsInvalidArgument(reply.status())) return reply;
      std::cerr << reply.status().message() << "\n";
    }
  }

  absl::StatusOr<v1::Answer> Ask(const std::string& name,
                                 const v1::PresentedItem& item) {
    std::string line;
    while (true) {
      std::cerr << "answer (a | a,b | p1=a,p2=b | - to leave out): ";
      if (!std::getline(std::cin, line)) {
        return absl::CancelledError(
            absl::StrCat("the input ended; go on with --resume ", name));
      }
      auto answer = ParseTypedAnswer(item, line);
      if (answer.ok()) return answer;
      std::cerr << answer.status().message() << "\n";
    }
  }

  absl::StatusOr<v1::SubmitResponseResponse> Submit(
      const std::string& name, const v1::PresentedItem& item,
      const v1::Answer& answer, double seconds) {
    v1::SubmitResponseRequest request;
    request.set_name(name);
    request.set_position(item.position());
    request.set_item_id(item.item_id());
    *request.mutable_answer() = answer;
    request.set_seconds(seconds);
    request.set_request_id(RandomToken());
    ASSIGN_OR_RETURN(const v1::SubmitResponseResponse reply,
                     client_.Submit(request));
    std::optional<v1::Estimate> estimate;
    if (reply.has_estimate()) estimate = reply.estimate();
    if (!estimate && a_.show_estimates) {
      ASSIGN_OR_RETURN(estimate, client_.GetEstimate(name));
    }
    output_.Answer(item, answer, reply, estimate);
    return reply;
  }

  const Arguments& a_;
  SessionClient& client_;
  std::optional<SimulatedPerson> person_;
  TakeOutput output_;
};

absl::Status Take(const Arguments& a) {
  ASSIGN_OR_RETURN(auto person, MakePerson(a));
  SessionClient client(a.server, a.retry_seconds);
  ASSIGN_OR_RETURN(const std::string name, StartSession(a, client));
  return Sitting(a, client, std::move(person)).Run(name);
}

}  // namespace

Run AddTake(CLI::App& app) {
  auto a = std::make_shared<Arguments>();
  CLI::App* command =
      app.add_subcommand("take", "Sit an exam on a running server");
  command->add_option("--server", a->server, "HOST:PORT")->required();
  command->add_option("--exam", a->exam, "exam, for example mla-c01");
  command->add_option("--mode", a->mode, "mode (default: the exam's first)");
  command->add_option("--examinee", a->examinee, "name for the log");
  command->add_option("--resume", a->resume, "go on with sessions/{id}");
  command->add_flag("--json", a->json, "one JSON object a line");
  command->add_flag("--show-estimates", a->show_estimates,
                    "operator: ask for the estimate after every answer");
  command->add_option("--retry-seconds", a->retry_seconds,
                      "how long to wait for a server that cannot be reached");
  command
      ->add_option("--simulate", a->simulate,
                   "let a simulated person of this ability answer")
      ->check(AbilityRange());
  command->add_option("--bank", a->bank, "the simulated person's items.csv");
  command->add_option("--questions", a->questions,
                      "the simulated person's questions.jsonl");
  command
      ->add_option("--pause", a->pause,
                   "seconds that the simulated person waits before each "
                   "answer")
      ->check(CLI::Range(0.0, 60.0));
  AddSeed(*command, a->seed, "of the session's draws and the simulated person");
  command->footer(
      "Example:\n"
      "  adaptest take --server 127.0.0.1:50051 --exam mla-c01 --mode mock");
  return [a] { return Take(*a); };
}

}  // namespace adaptest
