#include <iostream>
#include <memory>
#include <string>

#include "cli/command.h"
#include "cli/record_client.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

struct Arguments {
  RecordPlace place;
  std::string examinee;
};

absl::Status Erase(const Arguments& a) {
  ASSIGN_OR_RETURN(const auto records, OpenRecords(a.place));
  v1::EraseExamineeRequest request;
  request.set_examinee(a.examinee);
  ASSIGN_OR_RETURN(const v1::EraseExamineeResponse erased,
                   records->Erase(request));
  std::cout << "the name is gone from " << erased.session_count()
            << " sessions; " << erased.outcome_count()
            << " results of real exams are deleted" << std::endl;
  return absl::OkStatus();
}

}  // namespace

Run AddErase(CLI::App& app) {
  auto a = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand(
      "erase",
      "Take a person's name out of the store; answers stay, of nobody");
  AddRecordPlace(*command, a->place);
  command
      ->add_option("--examinee", a->examinee,
                   "the name that sessions were created with")
      ->required();
  command->footer(
      "It cannot be undone. Back-ups made before still hold the name.\n"
      "Example:\n"
      "  adaptest erase --server 127.0.0.1:50051 --examinee p-81c2");
  return [a] { return Erase(*a); };
}

}  // namespace adaptest
