#include "calibration/files/key_csv.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "calibration/files/csv_reader.h"
#include "engine/status_macros.h"

namespace adaptest {

absl::StatusOr<AnswerKey> AnswerKey::Read(const std::string& path) {
  ASSIGN_OR_RETURN(CsvReader csv, CsvReader::Open(path));
  ASSIGN_OR_RETURN(const int id, csv.Require("item_id"));
  ASSIGN_OR_RETURN(const int key, csv.Require("key"));
  AnswerKey answers;
  answers.file_ = csv.name();
  while (true) {
    ASSIGN_OR_RETURN(const bool more, csv.Next());
    if (!more) return answers;
    Entry entry{{}, csv.line()};
    for (const absl::string_view option : absl::StrSplit(csv.field(key), ';')) {
      entry.right.emplace_back(absl::StripAsciiWhitespace(option));
      if (!entry.right.back().empty()) continue;
      return csv.Error(
          absl::StrCat("item ", csv.field(id), ": a right option is empty"));
    }
    const std::string item(csv.field(id));
    if (!answers.entries_.emplace(item, std::move(entry)).second) {
      return csv.Error(absl::StrCat("item ", item, " occurs twice"));
    }
  }
}

const AnswerKey::Entry* AnswerKey::Find(absl::string_view item_id) const {
  const auto found = entries_.find(std::string(item_id));
  return found == entries_.end() ? nullptr : &found->second;
}

int AnswerKey::Entry::Score(absl::string_view option) const {
  for (const std::string& r : right) {
    if (r == option) return 1;
  }
  return 0;
}

}  // namespace adaptest
