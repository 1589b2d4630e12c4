#include "calibration/files/persons_csv.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "calibration/files/csv_reader.h"

namespace adaptest {
namespace {

std::string Field(const std::optional<double>& value) {
  return value && std::isfinite(*value) ? FormatNumber(*value) : "";
}

}  // namespace

std::string WritePersonsCsv(absl::Span<const PersonEstimate> persons) {
  const bool has_sessions = std::any_of(
      persons.begin(), persons.end(),
      [](const auto& person) { return !person.session_id.empty(); });
  return PersonsCsvHeader(has_sessions) + PersonsCsvRows(persons, has_sessions);
}

std::string PersonsCsvHeader(bool has_sessions) {
  return absl::StrCat(
      "person_id,n_items,theta,standard_error,state,scaled_score,"
      "pass_probability,log_likelihood,lz_star",
      has_sessions ? ",session_id\n" : "\n");
}

std::string PersonsCsvRows(absl::Span<const PersonEstimate> persons,
                           bool has_sessions) {
  std::string text;
  for (const PersonEstimate& person : persons) {
    absl::StrAppend(&text, CsvField(person.person_id), ",", person.num_items,
                    ",", Field(person.theta), ",");
    absl::StrAppend(&text, Field(person.standard_error), ",",
                    NameOf(person.state), ",", Field(person.scaled_score), ",");
    absl::StrAppend(&text, Field(person.pass_probability), ",",
                    Field(person.log_likelihood), ",", Field(person.lz_star));
    if (has_sessions) absl::StrAppend(&text, ",", CsvField(person.session_id));
    text.push_back('\n');
  }
  return text;
}

}  // namespace adaptest
