#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/record_client.h"
#include "engine/status_macros.h"
#include "proto/conversion/json.h"

namespace adaptest {
namespace {

struct Arguments {
  RecordPlace place;
  std::string version;
  std::string key_version;
  std::vector<std::string> drop;
  std::string reason;
  bool dry_run = false;
  bool json = false;
};

absl::Status Rescore(const Arguments& a) {
  ASSIGN_OR_RETURN(const auto records, OpenRecords(a.place));
  v1::RescoreSessionsRequest request;
  request.set_bank_version(a.version);
  request.set_key_version(a.key_version);
  for (const std::string& item : a.drop) request.add_dropped_items(item);
  request.set_reason(a.reason);
  request.set_dry_run(a.dry_run);
  ASSIGN_OR_RETURN(const v1::RescoreSessionsResponse counts,
                   records->Rescore(request));
  if (a.json) {
    std::cout << ToJson(counts, false) << std::endl;
    return absl::OkStatus();
  }
  std::cout << counts.session_count() << " finished sessions of " << a.version
            << "; " << counts.rescored_count()
            << (a.dry_run ? " would get" : " got")
            << " a new result: " << counts.now_passed_count() << " pass now, "
            << counts.now_failed_count() << " no longer pass" << std::endl;
  if (counts.unreadable_count() > 0) {
    std::cerr << "note: " << counts.unreadable_count()
              << " sessions of the exam cannot be read and stay as they are; "
                 "adaptest replay names them"
              << std::endl;
  }
  return absl::OkStatus();
}

}  // namespace

Run AddRescore(CLI::App& app) {
  auto a = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand(
      "rescore", "Give finished sessions new results after a wrong key");
  AddRecordPlace(*command, a->place);
  command
      ->add_option("--version", a->version,
                   "exams/{exam}/bankVersions/{n} that the sessions sat")
      ->required();
  command->add_option("--key-version", a->key_version,
                      "bank version with the corrected keys");
  command->add_option("--drop", a->drop, "items that count no longer")
      ->delimiter(',');
  command->add_option("--reason", a->reason, "shown with the new results")
      ->required();
  command->add_flag("--dry-run", a->dry_run, "count, and change nothing");
  command->add_flag("--json", a->json, "print JSON");
  command->footer(
      "The old results stay beside the new ones. Asked for twice, nothing "
      "changes the second time.\nExample:\n"
      "  adaptest rescore --server 127.0.0.1:50051 --version "
      "exams/mla-c01/bankVersions/3 --key-version "
      "exams/mla-c01/bankVersions/4 --reason \"Q17: wrong key\" --dry-run");
  return [a] { return Rescore(*a); };
}

}  // namespace adaptest
