#include "cli/simulated_persons.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "calibration/files/csv_reader.h"
#include "calibration/files/responses_csv.h"
#include "cli/command.h"
#include "cli/response_options.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

absl::StatusOr<std::vector<SimulatedPersons::Person>> ReadPersons(
    const std::string& path) {
  std::vector<SimulatedPersons::Person> persons;
  ASSIGN_OR_RETURN(CsvReader csv, CsvReader::Open(path));
  ASSIGN_OR_RETURN(const int id, csv.Require("person_id"));
  ASSIGN_OR_RETURN(const int theta, csv.Require("theta"));
  while (true) {
    ASSIGN_OR_RETURN(const bool more, csv.Next());
    if (!more) break;
    const std::optional<double> value = ParseNumber(csv.field(theta));
    if (!value) {
      return csv.Error(absl::StrCat("theta \"", csv.field(theta),
                                    "\" is not a finite number"));
    }
    if (std::abs(*value) > kMaxAbility) {
      return csv.Error(absl::StrCat("theta = ", *value, " is outside [",
                                    -kMaxAbility, ", ", kMaxAbility, "]"));
    }
    persons.push_back({std::string(csv.field(id)), *value});
  }
  if (!persons.empty()) return persons;
  return absl::InvalidArgumentError(absl::StrCat(path, ": has no persons"));
}

absl::StatusOr<RecordedAnswers> ReadAnswers(const std::string& path,
                                            const ItemBank& bank) {
  ResponseFormat format;
  format.models = ModelsOf(bank);
  ASSIGN_OR_RETURN(ResponseData data, ReadResponses({path}, format));
  for (int p = 0; p < data.num_persons(); ++p) {
    if (data.weight(p) == 1) continue;
    return absl::InvalidArgumentError(absl::StrCat(
        path, ": person ", data.person_id(p), ": count = ", data.weight(p),
        "; allowed: 1, a row a person"));
  }
  return RecordedAnswers(std::move(data), bank);
}

}  // namespace

void PersonsOption::AddTo(CLI::App& command) {
  command
      .add_option("--examinees", examinees,
                  "how many to draw (a file names its own)")
      ->check(CLI::Range(1, kMaxExaminees));
  CLI::Option* distribution = command.add_option(
      "--theta", theta,
      "true abilities: normal(MEAN,SD), uniform(LO,HI), grid(LO,HI,STEP) with "
      "examinees spread evenly over its points, or a number");
  CLI::Option* list = command.add_option(
      "--persons", persons,
      "file with columns person_id, theta, instead of drawing");
  CLI::Option* record = command.add_option(
      "--post-hoc", post_hoc,
      "answers of real persons, wide or long: they answer as recorded, and are "
      "given only what they answered");
  list->excludes(distribution);
  record->excludes(distribution)->excludes(list);
}

absl::StatusOr<SimulatedPersons> SimulatedPersons::Make(
    const PersonsOption& option, uint64_t seed, const ItemBank& bank) {
  SimulatedPersons persons;
  if (!option.post_hoc.empty()) {
    ASSIGN_OR_RETURN(persons.answers_, ReadAnswers(option.post_hoc, bank));
    persons.description_ =
        "answers on record; true ability: the exam's estimate from all of a "
        "person's answers";
    return persons;
  }
  if (!option.persons.empty()) {
    ASSIGN_OR_RETURN(persons.listed_, ReadPersons(option.persons));
    persons.description_ = "listed persons";
    return persons;
  }
  const auto distribution = ParseAbilities(option.theta);
  if (!distribution.ok()) {
    return UsageError(
        absl::StrCat("--theta ", distribution.status().message()));
  }
  persons.draws_.emplace(*distribution, seed);
  persons.drawn_ = option.examinees;
  persons.description_ = option.theta;
  return persons;
}

int SimulatedPersons::size() const {
  if (answers_) return answers_->size();
  return listed_.empty() ? drawn_ : static_cast<int>(listed_.size());
}

SimulatedPersons::Person SimulatedPersons::Next() {
  const int i = next_++;
  if (answers_) return {answers_->id(i), 0};
  if (!listed_.empty()) return listed_[i];
  return {absl::StrFormat("s%07d", i + 1), draws_->Next()};
}

}  // namespace adaptest
