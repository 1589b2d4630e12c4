#include "cli/calibrate_results.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <system_error>

#include "absl/functional/function_ref.h"
#include "absl/strings/str_cat.h"
#include "calibration/files/fit_json.h"
#include "calibration/files/items_csv.h"
#include "calibration/files/persons_csv.h"
#include "calibration/files/streamed_file.h"
#include "calibration/files/text_file.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

// Persons whose rows are in memory together.
constexpr size_t kPersons = 16384;

bool HasSessions(const Calibration& fit, Ranks& ranks) {
  const bool has_some = std::any_of(
      fit.persons.begin(), fit.persons.end(),
      [](const auto& person) { return !person.session_id.empty(); });
  return SumOf(ranks, has_some) > 0;
}

ResponseCounts CountsOfAll(const ResponseData& data) {
  ResponseCounts counts = data.counts();
  std::vector<double> values;
  for (const int64_t* count : counts.All()) {
    values.push_back(static_cast<double>(*count));
  }
  data.ranks().Sum(absl::MakeSpan(values));
  size_t i = 0;
  for (int64_t* count : counts.All())
    *count = static_cast<int64_t>(values[i++]);
  return counts;
}

void ForRows(const Calibration& fit, bool has_sessions,
             absl::FunctionRef<void(const std::string&)> use) {
  const absl::Span<const PersonEstimate> persons = fit.persons;
  for (size_t p = 0; p < persons.size(); p += kPersons) {
    use(PersonsCsvRows(persons.subspan(p, kPersons), has_sessions));
  }
}

// Takes what all ranks send, also where it can no longer be written.
absl::Status AppendPersons(const Calibration& fit, bool has_sessions,
                           Ranks& ranks, StreamedFile* file,
                           absl::Status status) {
  const auto append = [&](const std::string& text) {
    if (status.ok()) status = file->Append(text);
  };
  append(PersonsCsvHeader(has_sessions));
  ForRows(fit, has_sessions, append);
  for (int r = 1; r < ranks.size(); ++r) {
    for (std::string text = ranks.Receive(r); !text.empty();
         text = ranks.Receive(r)) {
      append(text);
    }
  }
  return status;
}

absl::StatusOr<std::unique_ptr<StreamedFile>> CreatePersons(
    const std::string& out) {
  std::error_code error;
  std::filesystem::create_directories(out, error);
  if (error) {
    return absl::InvalidArgumentError(absl::StrCat(out, ": ", error.message()));
  }
  return StreamedFile::Create(out + "/persons.csv");
}

absl::Status WriteOnFirst(const Calibration& fit, const ResponseCounts& counts,
                          bool has_sessions, Ranks& ranks,
                          const std::string& out) {
  auto file = CreatePersons(out);
  RETURN_IF_ERROR(AppendPersons(fit, has_sessions, ranks,
                                file.ok() ? file->get() : nullptr,
                                file.status()));
  RETURN_IF_ERROR(WriteTextFiles(
      out, {{"items.csv", WriteItemsCsv(fit.items)},
            {"fit.json", WriteFitJson(fit, ADAPTEST_VERSION, counts)}}));
  return (*file)->Commit();
}

}  // namespace

absl::Status WriteCalibration(const Calibration& fit, const ResponseData& data,
                              const std::string& out) {
  Ranks& ranks = data.ranks();
  const bool has_sessions = HasSessions(fit, ranks);
  const ResponseCounts counts = CountsOfAll(data);
  absl::Status status;
  if (ranks.is_first()) {
    status = WriteOnFirst(fit, counts, has_sessions, ranks, out);
  } else {
    ForRows(fit, has_sessions,
            [&](const std::string& text) { ranks.Send(text); });
    ranks.Send("");
  }
  return Agree(ranks, status);
}

}  // namespace adaptest
