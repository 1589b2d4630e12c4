#include "bench/studies/credential_data.h"

#include <map>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "calibration/files/csv_reader.h"
#include "calibration/files/responses_csv.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

absl::StatusOr<ResponseData> ReadAllAnswers(const std::string& path) {
  ResponseFormat format;
  format.models.others = ResponseModel(ThreePl());
  // An exam is scored as it is, whatever was hurried through.
  format.cleaning.keep.fill(true);
  return ReadResponses({path}, format);
}

absl::StatusOr<std::vector<bool>> ReadFlags(const std::string& path,
                                            const ResponseData& data) {
  std::map<std::string, bool> flags;
  ASSIGN_OR_RETURN(CsvReader csv, CsvReader::Open(path));
  ASSIGN_OR_RETURN(const int person, csv.Require("person_id"));
  ASSIGN_OR_RETURN(const int flagged, csv.Require("flagged"));
  while (true) {
    ASSIGN_OR_RETURN(const bool has_row, csv.Next());
    if (!has_row) break;
    flags[std::string(csv.field(person))] = csv.field(flagged) == "1";
  }
  std::vector<bool> is_flagged;
  for (int p = 0; p < data.num_persons(); ++p) {
    is_flagged.push_back(flags[data.person_id(p)]);
  }
  return is_flagged;
}

absl::StatusOr<std::vector<std::vector<double>>> ReadSeconds(
    const std::string& path, const ResponseData& data) {
  std::map<std::string, int> persons, items;
  for (int p = 0; p < data.num_persons(); ++p) persons[data.person_id(p)] = p;
  for (int i = 0; i < data.num_items(); ++i) items[data.item_ids[i]] = i;
  std::vector<std::vector<double>> seconds(
      data.num_persons(), std::vector<double>(data.num_items()));
  ASSIGN_OR_RETURN(CsvReader csv, CsvReader::Open(path));
  ASSIGN_OR_RETURN(const int person, csv.Require("person_id"));
  ASSIGN_OR_RETURN(const int item, csv.Require("item_id"));
  ASSIGN_OR_RETURN(const int time, csv.Require("seconds"));
  while (true) {
    ASSIGN_OR_RETURN(const bool has_row, csv.Next());
    if (!has_row) break;
    const auto i = items.find(std::string(csv.field(item)));
    if (i == items.end()) continue;
    const auto value = ParseNumber(csv.field(time));
    if (!value) return csv.Error("seconds is no number");
    seconds[persons.at(std::string(csv.field(person)))][i->second] = *value;
  }
  return seconds;
}

}  // namespace

ResponseData SelectItems(const ResponseData& data,
                         absl::Span<const int> items) {
  ResponseItems selected;
  std::vector<int> new_row(data.num_rows(), -1);
  for (const int i : items) {
    for (int k = 0; k < data.NumCategoriesOf(i); ++k) {
      new_row[data.first_row[i] + k] = selected.num_rows() + k;
    }
    selected.Add(data.item_ids[i], data.models[i], data.NumCategoriesOf(i));
  }
  return MapRows(data, std::move(selected), new_row, data.counts());
}

absl::StatusOr<CredentialData> CredentialData::Read(const std::string& folder) {
  const std::string answers = absl::StrCat(folder, "/responses_long.csv.gz");
  CredentialData data;
  ASSIGN_OR_RETURN(data.all, ReadAllAnswers(answers));
  std::vector<int> operational;
  for (int i = 0; i < data.all.num_items(); ++i) {
    if (absl::StartsWith(data.all.item_ids[i], "S")) operational.push_back(i);
  }
  data.operational = SelectItems(data.all, operational);
  ASSIGN_OR_RETURN(data.is_flagged,
                   ReadFlags(absl::StrCat(folder, "/persons.csv"), data.all));
  ASSIGN_OR_RETURN(data.seconds, ReadSeconds(answers, data.operational));
  return data;
}

std::vector<int> CredentialData::Candidates(bool flagged) const {
  std::vector<int> persons;
  for (size_t p = 0; p < is_flagged.size(); ++p) {
    if (is_flagged[p] == flagged) persons.push_back(static_cast<int>(p));
  }
  return persons;
}

}  // namespace adaptest
