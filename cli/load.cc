#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <cstdio>
#include <iostream>
#include <memory>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "cli/command.h"
#include "cli/exam_name.h"
#include "cli/json_output.h"
#include "cli/load/load_driver.h"
#include "cli/seed_option.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

struct Arguments {
  std::string server;
  bool remote = false;
  bool json = false;
  LoadOptions load;
};

bool IsLoopback(absl::string_view server) {
  const absl::string_view host = server.substr(0, server.rfind(':'));
  return host == "localhost" || host == "[::1]" ||
         absl::StartsWith(host, "127.");
}

Json ToJson(const LoadResult& result) {
  Json errors = Json::object();
  for (const auto& [error, count] : result.errors) errors[error] = count;
  return {{"seconds", result.seconds},
          {"answers", result.answers},
          {"answers_per_second", result.AnswersPerSecond()},
          {"latency_ms",
           {{"p50", result.LatencyMs(0.5)},
            {"p95", result.LatencyMs(0.95)},
            {"p99", result.LatencyMs(0.99)},
            {"max", result.LatencyMs(1)}}},
          {"sessions", result.sessions},
          {"refused", result.refused},
          {"errors", errors}};
}

void Print(const LoadResult& result) {
  std::printf("%lld answers in %.1f s: %.0f a second\n",
              static_cast<long long>(result.answers), result.seconds,
              result.AnswersPerSecond());
  std::printf("latency p50 %.2f ms, p95 %.2f ms, p99 %.2f ms, max %.2f ms\n",
              result.LatencyMs(0.5), result.LatencyMs(0.95),
              result.LatencyMs(0.99), result.LatencyMs(1));
  std::printf("%lld sessions begun, %lld calls refused for overload\n",
              static_cast<long long>(result.sessions),
              static_cast<long long>(result.refused));
  for (const auto& [error, count] : result.errors) {
    std::printf("%lld errors: %s\n", static_cast<long long>(count),
                error.c_str());
  }
}

absl::Status Load(const Arguments& a) {
  if (!a.remote && !IsLoopback(a.server)) {
    return UsageError(absl::StrCat("--server ", a.server,
                                   " is not this machine; --remote allows it"));
  }
  LoadOptions options = a.load;
  options.exam = ExamName(options.exam);
  ASSIGN_OR_RETURN(
      const LoadResult result,
      RunLoad(grpc::CreateChannel(a.server, grpc::InsecureChannelCredentials()),
              options));
  if (a.json) {
    std::cout << ToJson(result).dump() << std::endl;
  } else {
    Print(result);
  }
  if (result.errors.empty()) return absl::OkStatus();
  return absl::InternalError("some answers were refused");
}

}  // namespace

Run AddLoad(CLI::App& app) {
  auto a = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand(
      "load", "Load a server with people who answer blindly, and measure");
  command->add_option("--server", a->server, "HOST:PORT of the server")
      ->required();
  command->add_option("--exam", a->load.exam, "name of the exam")->required();
  command->add_option("--mode", a->load.mode,
                      "adaptive, mock or practice; the exam's first without");
  command->add_option("--people", a->load.people, "calls under way at once")
      ->check(CLI::Range(1, 10000));
  command->add_option("--seconds", a->load.seconds, "for how long")
      ->check(CLI::Range(0.1, 3600.0));
  command
      ->add_option("--answers", a->load.max_answers,
                   "stop after this many answers")
      ->check(CLI::Range(int64_t{1}, int64_t{100'000'000}));
  command->add_flag("--stream", a->load.stream,
                    "over StreamSession, one stream a person");
  AddSeed(*command, a->load.seed, "seed of the answers");
  command->add_flag("--remote", a->remote,
                    "allow a server that is not this machine");
  command->add_flag("--json", a->json, "print JSON");
  command->footer(
      "The sessions stay in the server's store: use one for the purpose.\n"
      "Example:\n"
      "  adaptest load --server 127.0.0.1:50051 --exam mla-c01 --people 64 "
      "--seconds 10");
  return [a] { return Load(*a); };
}

}  // namespace adaptest
