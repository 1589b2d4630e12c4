#include "cli/response_options.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "calibration/files/packed_reader.h"
#include "calibration/files/packed_responses.h"
#include "calibration/files/responses_csv.h"
#include "calibration/files/text_file.h"
#include "cli/command.h"
#include "cli/exam_name.h"
#include "cli/progress.h"
#include "engine/status_macros.h"
#include "service/sessions/bank_catalog.h"
#include "service/sessions/clock.h"
#include "service/sessions/store_responses.h"
#include "service/stores/open_store.h"

namespace adaptest {
namespace {

constexpr double kMaxRapidSeconds = 3600;

absl::StatusOr<ResponseCleaning> CleaningOf(const ResponseOptions& o) {
  ResponseCleaning cleaning;
  for (const std::string& name : o.drop) {
    const auto mistake = AnswerMistakeByName(name);
    if (!mistake.ok()) {
      return UsageError(absl::StrCat("--drop ", mistake.status().message()));
    }
    cleaning.drop[static_cast<size_t>(*mistake)] = true;
  }
  for (const std::string& name : o.keep) {
    const auto unfit = UnfitAnswerByName(name);
    if (!unfit.ok()) {
      return UsageError(absl::StrCat("--keep ", unfit.status().message()));
    }
    cleaning.keep[static_cast<size_t>(*unfit)] = true;
  }
  cleaning.first_sessions_only = o.first_sessions;
  cleaning.rapid_seconds = o.rapid_seconds;
  return cleaning;
}

absl::StatusOr<ResponseFormat> FormatOf(const ResponseOptions& o,
                                        ItemModels models) {
  ResponseFormat format;
  format.models = std::move(models);
  if (!o.layout.empty()) {
    ASSIGN_OR_RETURN(format.layout, ResponseLayoutByName(o.layout));
  }
  if (!o.key.empty()) {
    ASSIGN_OR_RETURN(format.key, AnswerKey::Read(o.key));
  }
  format.omitted = o.omitted;
  format.omitted_is_wrong = o.omitted_as == "wrong";
  format.not_reached = o.not_reached;
  format.group_column = o.group;
  ASSIGN_OR_RETURN(format.cleaning, CleaningOf(o));
  return format;
}

// Opening a SQLite store makes it; answers are only in one that is there.
absl::Status CheckStoreIsThere(const std::string& address) {
  absl::string_view path = address;
  if (!absl::ConsumePrefix(&path, "sqlite:")) return absl::OkStatus();
  std::error_code error;
  if (std::filesystem::exists(std::string(path), error)) {
    return absl::OkStatus();
  }
  return absl::NotFoundError(absl::StrCat(path, ": there is no such file"));
}

absl::Status ReadStore(const std::string& address, const std::string& exam,
                       ResponseIntake& intake) {
  const std::string name = WithoutPassword(address);
  RETURN_IF_ERROR(CheckStoreIsThere(address));
  ASSIGN_OR_RETURN(const auto store, OpenStore(address));
  const absl::StatusOr<std::string> chosen = ChosenExam(*store, ExamName(exam));
  if (!chosen.ok()) return InFile(name, chosen.status());
  SystemClock clock;
  BankCatalog catalog(store.get(), &clock);
  StoreResponses source(*store, catalog, *chosen);
  return intake.Read(source, name);
}

absl::Status ReadAll(const ResponseOptions& o, ResponseIntake& intake) {
  std::vector<std::string> files;
  for (const std::string& name : o.responses) {
    if (!IsStoreAddress(name)) {
      files.push_back(name);
      continue;
    }
    RETURN_IF_ERROR(ReadStore(name, o.exam, intake));
  }
  return ReadResponseFiles(files, intake);
}

bool NamesAStore(const ResponseOptions& o) {
  for (const std::string& name : o.responses) {
    if (IsStoreAddress(name)) return true;
  }
  return false;
}

absl::StatusOr<ResponseData> ReadParts(const ResponseOptions& o,
                                       const ResponseFormat& format,
                                       Ranks& ranks) {
  absl::Status status;
  for (const std::string& name : o.responses) {
    if (o.responses.size() == 1 && IsPackedFile(name)) continue;
    status = absl::InvalidArgumentError(
        absl::StrCat(name,
                     ": several processes share out one packed file, "
                     "which adaptest pack makes"));
  }
  RETURN_IF_ERROR(Agree(ranks, status));
  return ReadPackedResponses(o.responses[0], format, ranks);
}

absl::StatusOr<ResponseData> ReadUnselected(const ResponseOptions& o,
                                            const ResponseFormat& format,
                                            Ranks& ranks) {
  if (ranks.size() > 1) return ReadParts(o, format, ranks);
  // Files alone may stay where they are, mapped into memory.
  if (!NamesAStore(o)) return ReadResponses(o.responses, format);
  ResponseIntake intake(format);
  RETURN_IF_ERROR(ReadAll(o, intake));
  return intake.Finish();
}

}  // namespace

void ResponseOptions::AddTo(CLI::App& command) {
  command
      .add_option("--responses", responses,
                  absl::StrCat("answers, wide or long (.csv, .csv.gz, "
                               ".csv.zst, -), packed, or the service's store (",
                               kStoreKinds, ")"))
      ->required();
  command.add_option("--layout", layout,
                     "wide or long (default: told by the header)");
  command.add_option("--key", key,
                     "file with columns item_id, key: answers are chosen "
                     "options, scored right or wrong");
  command.add_option("--omitted", omitted, "code of an omitted answer");
  command.add_option("--omitted-as", omitted_as,
                     "what an omitted answer is: wrong or missing");
  command.add_option("--not-reached", not_reached,
                     "code of an item that the person did not reach: counted, "
                     "never scored");
  command.add_option("--group", group,
                     "column with the person's group: calibrate tells groups "
                     "apart only where it is given");
  command.add_option("--drop", drop,
                     "mistakes to drop and count instead of refusing them: " +
                         AnswerMistakeNames());
  command.add_option(
      "--keep", keep,
      "what to keep although it is left out by default: " + UnfitAnswerNames());
  command
      .add_option("--rapid-seconds", rapid_seconds,
                  "quicker answers, where their time is known, are rapid "
                  "guesses")
      ->check(CLI::Range(0.0, kMaxRapidSeconds));
  command.add_flag("--first-sessions", first_sessions,
                   "leave out all but each person's first session");
}

void ResponseOptions::AddPersonsTo(CLI::App& command) {
  command.add_option("--persons", persons,
                     "file with column person_id: only these persons");
}

void ResponseOptions::AddExamTo(CLI::App& command) {
  command.add_option("--exam", exam,
                     "exam whose sessions are read, where a store has several");
}

absl::Status ResponseOptions::Check() const {
  if (omitted_as != "wrong" && omitted_as != "missing") {
    return UsageError(absl::StrCat("--omitted-as \"", omitted_as,
                                   "\" is unknown; allowed: wrong, missing"));
  }
  if (!omitted.empty() && omitted == not_reached) {
    return UsageError(absl::StrCat("--omitted and --not-reached are both \"",
                                   omitted, "\"; allowed: two codes"));
  }
  for (const std::string& code : {omitted, not_reached}) {
    if (code != "NA") continue;
    return UsageError(
        "NA says that an item was not administered, and is no code for an "
        "omitted or not reached one");
  }
  if (!layout.empty()) {
    const auto known = ResponseLayoutByName(layout);
    if (!known.ok()) return UsageError(known.status().message());
  }
  return CleaningOf(*this).status();
}

absl::StatusOr<ResponseData> ResponseOptions::Read(ItemModels models,
                                                   Ranks& ranks) const {
  RETURN_IF_ERROR(Check());
  auto format = FormatOf(*this, std::move(models));
  RETURN_IF_ERROR(Agree(ranks, format.status()));
  Progress progress("rows of answers");
  format->progress = progress.Callback();
  ASSIGN_OR_RETURN(ResponseData data, ReadUnselected(*this, *format, ranks));
  progress.Finish();
  if (persons.empty()) return data;
  const auto ids = ReadPersonIds(persons);
  RETURN_IF_ERROR(Agree(ranks, ids.status()));
  return SelectPersons(data, *ids);
}

absl::StatusOr<PackedSummary> ResponseOptions::Pack(
    ItemModels models, const std::string& out) const {
  RETURN_IF_ERROR(Check());
  ASSIGN_OR_RETURN(ResponseFormat format, FormatOf(*this, std::move(models)));
  // Before the work: it tells where nothing can be written.
  ASSIGN_OR_RETURN(auto file, StreamedFile::Create(out));
  Progress progress("rows of answers");
  format.progress = progress.Callback();
  ResponseIntake intake(format);
  // Beside the result there is room for what it is made of.
  const std::string folder = std::filesystem::path(out).parent_path().string();
  intake.builder().SpillTo(folder.empty() ? "." : folder);
  RETURN_IF_ERROR(ReadAll(*this, intake));
  progress.Finish();
  return WritePackedResponses(intake, std::move(file));
}

absl::StatusOr<ResponseFormat> ResponseOptions::Format(
    ItemModels models) const {
  RETURN_IF_ERROR(Check());
  return FormatOf(*this, std::move(models));
}

ItemModels ModelsOf(const ItemBank& bank) {
  ItemModels models;
  for (const Item& item : bank.items()) {
    models.by_item.emplace(item.id, ItemModel(item.model, NumCategories(item)));
  }
  return models;
}

}  // namespace adaptest
