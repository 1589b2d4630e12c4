#ifndef ADAPTEST_CLI_RESPONSE_OPTIONS_H_
#define ADAPTEST_CLI_RESPONSE_OPTIONS_H_

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "calibration/files/packed_writer.h"
#include "calibration/files/response_format.h"
#include "calibration/response_data.h"
#include "engine/item_bank.h"

namespace adaptest {

// The options that say where answers come from and how they are read, which
// several subcommands take: --responses, --layout, --key, --omitted,
// --omitted-as, --not-reached, --group, --drop, --keep, --rapid-seconds,
// --first-sessions.
struct ResponseOptions {
  std::vector<std::string> responses;
  std::string layout;
  std::string key;
  std::string omitted;
  std::string omitted_as = "wrong";
  std::string not_reached;
  std::string group;
  std::vector<std::string> drop;
  std::vector<std::string> keep;
  double rapid_seconds = 1;
  bool first_sessions = false;
  std::string persons;  // by AddPersonsTo
  std::string exam;     // of a store; by AddExamTo, or set by the command

  void AddTo(CLI::App& command);
  void AddPersonsTo(CLI::App& command);  // --persons
  void AddExamTo(CLI::App& command);     // --exam

  // A usage error where an option has a value that nothing could be read with.
  absl::Status Check() const;

  // The answers. Progress goes to standard error. Several ranks have their
  // parts of one packed file.
  absl::StatusOr<ResponseData> Read(ItemModels models,
                                    Ranks& ranks = OneRank()) const;

  // How files are read.
  absl::StatusOr<ResponseFormat> Format(ItemModels models) const;

  // The same, into a packed file.
  absl::StatusOr<PackedSummary> Pack(ItemModels models,
                                     const std::string& out) const;
};

// The models of a bank's items, with their categories.
ItemModels ModelsOf(const ItemBank& bank);

}  // namespace adaptest

#endif  // ADAPTEST_CLI_RESPONSE_OPTIONS_H_
