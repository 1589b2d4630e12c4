#include "calibration/files/responses_csv.h"

#include "absl/strings/str_cat.h"
#include "calibration/files/csv_reader.h"
#include "calibration/files/long_responses.h"
#include "calibration/files/packed_reader.h"
#include "calibration/files/packed_responses.h"
#include "calibration/files/wide_responses.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

bool LooksLong(const CsvReader& csv) {
  return csv.Find("item_id") && (csv.Find("response") || csv.Find("option"));
}

}  // namespace

absl::StatusOr<ResponseLayout> ResponseLayoutByName(absl::string_view name) {
  if (name == "wide") return ResponseLayout::kWide;
  if (name == "long") return ResponseLayout::kLong;
  return absl::InvalidArgumentError(
      absl::StrCat("layout \"", name, "\" is unknown; allowed: wide, long"));
}

absl::Status ReadResponseFiles(absl::Span<const std::string> paths,
                               ResponseIntake& intake) {
  WideResponses wide(intake);
  LongResponses tall(intake);
  for (const std::string& path : paths) {
    if (IsPackedFile(path)) {
      RETURN_IF_ERROR(ReadPackedInto(path, intake));
      continue;
    }
    ASSIGN_OR_RETURN(CsvReader csv, CsvReader::Open(path));
    const ResponseLayout layout = intake.format().layout.value_or(
        LooksLong(csv) ? ResponseLayout::kLong : ResponseLayout::kWide);
    RETURN_IF_ERROR(layout == ResponseLayout::kLong ? tall.Read(csv)
                                                    : wide.Read(csv));
  }
  return absl::OkStatus();
}

absl::StatusOr<ResponseData> ReadResponses(absl::Span<const std::string> paths,
                                           const ResponseFormat& format) {
  if (paths.empty()) return absl::InvalidArgumentError("no response file");
  if (paths.size() == 1 && IsPackedFile(paths[0])) {
    return ReadPackedResponses(paths[0], format);
  }
  ResponseIntake intake(format);
  RETURN_IF_ERROR(ReadResponseFiles(paths, intake));
  return intake.Finish();
}

absl::StatusOr<std::vector<std::string>> ReadPersonIds(
    const std::string& path) {
  ASSIGN_OR_RETURN(CsvReader csv, CsvReader::Open(path));
  ASSIGN_OR_RETURN(const int id, csv.Require("person_id"));
  std::vector<std::string> ids;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, csv.Next());
    if (!more) return ids;
    ids.emplace_back(csv.field(id));
  }
}

}  // namespace adaptest
