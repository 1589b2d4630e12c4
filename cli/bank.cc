#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "cli/bank_client.h"
#include "cli/bank_option.h"
#include "cli/command.h"
#include "cli/exam_file.h"
#include "cli/found_parameters.h"
#include "cli/json_output.h"
#include "cli/shipped_exam.h"
#include "cli/store_option.h"
#include "engine/status_macros.h"
#include "google/protobuf/util/time_util.h"
#include "proto/conversion/exam_conversion.h"
#include "proto/conversion/item_conversion.h"
#include "proto/conversion/json.h"
#include "service/sessions/bank_version.h"
#include "service/sessions/resource_name.h"

namespace adaptest {
namespace {

struct Arguments {
  std::string name;
  BankOption items;
  std::string questions;
  std::string exam;
  std::string data;
  std::string server;
  bool json = false;
};

// What becomes of a data directory without a store.
enum class Absent { kRefused, kCreated };

absl::StatusOr<std::unique_ptr<BankClient>> Open(const Arguments& a,
                                                 Absent absent) {
  if (a.data.empty() == a.server.empty()) {
    return UsageError("give either --data DIR or --server HOST:PORT");
  }
  if (!a.server.empty()) return ConnectToBanks(a.server);
  ASSIGN_OR_RETURN(const std::string store,
                   absent == Absent::kCreated
                       ? StoreAddress(a.data, "")
                       : ExistingStoreAddress(a.data, ""));
  return OpenLocalBanks(store);
}

// Both "mla-c01" and "exams/mla-c01" name an exam.
std::string ExamName(const std::string& name) {
  return absl::StartsWith(name, "exams/") ? name : absl::StrCat("exams/", name);
}

// The profile to import: the file, or for the first version of the shipped
// exam the shipped one. Later versions go on with the profile they have.
absl::Status AddProfile(const Arguments& a, BankClient& banks,
                        v1::ImportBankVersionRequest& request) {
  if (!a.exam.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_exam(), ReadExamMessage(a.exam));
    return absl::OkStatus();
  }
  if (request.parent() != kShippedExamName) return absl::OkStatus();
  v1::ListBankVersionsRequest list;
  list.set_parent(request.parent());
  list.set_page_size(1);
  ASSIGN_OR_RETURN(const auto versions, banks.List(list));
  if (versions.bank_versions_size() > 0) return absl::OkStatus();
  ASSIGN_OR_RETURN(*request.mutable_exam(), ParseExamJson(kShippedExamJson));
  return absl::OkStatus();
}

// Checks the import as the store will, and then finds what the profile's rules
// lack, which may take long.
absl::Status CompleteProfile(const std::shared_ptr<const ItemBank>& bank,
                             v1::ImportBankVersionRequest& request) {
  RETURN_IF_ERROR(ValidateImport(request.exam(), request));
  const int threads = static_cast<int>(std::thread::hardware_concurrency());
  return FillFoundParameters(bank, /*seed=*/1, threads, *request.mutable_exam())
      .status();
}

absl::Status Import(const Arguments& a) {
  v1::ImportBankVersionRequest request;
  request.set_parent(ExamName(a.name));
  request.set_request_id(RandomToken());
  ASSIGN_OR_RETURN(const auto bank, a.items.Read());
  for (const Item& item : bank->items()) {
    *request.add_items() = ItemToProto(item);
  }
  if (!a.questions.empty()) {
    ASSIGN_OR_RETURN(std::vector<v1::Content> questions,
                     ReadQuestions(a.questions, bank.get()));
    for (v1::Content& question : questions) {
      *request.add_contents() = std::move(question);
    }
  }
  ASSIGN_OR_RETURN(const auto banks, Open(a, Absent::kCreated));
  RETURN_IF_ERROR(AddProfile(a, *banks, request));
  if (request.has_exam()) {
    RETURN_IF_ERROR(CompleteProfile(bank, request));
  }
  ASSIGN_OR_RETURN(const v1::BankVersion version, banks->Import(request));
  std::cout << version.name() << "\n";
  return absl::OkStatus();
}

void Print(const v1::BankVersion& version, bool json) {
  if (json) {
    std::cout << ToJson(version, /*indented=*/false) << "\n";
    return;
  }
  std::cout << version.name() << "  "
            << google::protobuf::util::TimeUtil::ToString(version.create_time())
            << "  " << version.item_count() << " items, "
            << version.content_count() << " questions"
            << (version.active() ? "  active" : "") << "\n";
}

absl::Status List(const Arguments& a) {
  ASSIGN_OR_RETURN(const auto banks, Open(a, Absent::kRefused));
  v1::ListBankVersionsRequest request;
  request.set_parent(a.name.empty() ? "exams/-" : ExamName(a.name));
  do {
    ASSIGN_OR_RETURN(const auto page, banks->List(request));
    for (const v1::BankVersion& version : page.bank_versions()) {
      Print(version, a.json);
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return absl::OkStatus();
}

absl::Status Activate(const Arguments& a) {
  ASSIGN_OR_RETURN(const auto banks, Open(a, Absent::kRefused));
  ASSIGN_OR_RETURN(const v1::BankVersion version, banks->Activate(a.name));
  for (const std::string& note : version.notes()) {
    std::cerr << "note: " << note << "\n";
  }
  Print(version, a.json);
  return absl::OkStatus();
}

void AddPlace(CLI::App& command, Arguments& a) {
  command.add_option("--data", a.data, "data directory of the server");
  command.add_option("--server", a.server, "HOST:PORT of a running server");
}

void AddImport(CLI::App& bank, Arguments& a) {
  CLI::App* command = bank.add_subcommand(
      "import", "Store items and questions as a new bank version");
  command->add_option("name", a.name, "exam, for example mla-c01")->required();
  command->add_option("--items", a.items.bank, "items.csv")->required();
  a.items.AddModelTo(*command);
  command->add_option("--questions", a.questions, "questions.jsonl");
  command->add_option("--exam", a.exam,
                      "exam profile (default: that of the latest version; for "
                      "mla-c01 the one that ships)");
  AddPlace(*command, a);
}

void AddList(CLI::App& bank, Arguments& a) {
  CLI::App* command = bank.add_subcommand("list", "List bank versions");
  command->add_option("name", a.name, "exam (default: all)");
  command->add_flag("--json", a.json, "one JSON object a line");
  AddPlace(*command, a);
}

void AddActivate(CLI::App& bank, Arguments& a) {
  CLI::App* command = bank.add_subcommand(
      "activate", "Make new sessions of the exam use a bank version");
  command->add_option("name", a.name, "exams/{exam}/bankVersions/{n}")
      ->required();
  command->add_flag("--json", a.json, "print JSON");
  AddPlace(*command, a);
}

}  // namespace

Run AddBank(CLI::App& app) {
  auto a = std::make_shared<Arguments>();
  CLI::App* command =
      app.add_subcommand("bank", "Import, list and activate bank versions");
  AddImport(*command, *a);
  AddList(*command, *a);
  AddActivate(*command, *a);
  command->require_subcommand(1);
  command->footer(
      "Example:\n"
      "  adaptest bank import mla-c01 --items items.csv --questions "
      "questions.jsonl --data DIR\n"
      "  adaptest bank activate exams/mla-c01/bankVersions/1 --data DIR");
  return [a, command]() -> absl::Status {
    if (command->got_subcommand("import")) return Import(*a);
    if (command->got_subcommand("list")) return List(*a);
    return Activate(*a);
  };
}

}  // namespace adaptest
