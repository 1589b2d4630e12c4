#include "cli/study_files.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "calibration/files/text_file.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

namespace fs = std::filesystem;

// The directory of a file, in one spelling.
fs::path DirectoryOf(const fs::path& file) {
  std::error_code error;
  return fs::weakly_canonical(fs::absolute(file, error), error).parent_path();
}

// Whether an earlier study in this directory left its profile.
bool HasOldExam(const fs::path& out, const std::string& exam) {
  std::error_code error;
  return fs::exists(out / "summary.json", error) &&
         fs::exists(out / kFoundExamFile, error) &&
         !fs::equivalent(out / kFoundExamFile, exam, error);
}

}  // namespace

absl::Status CheckResponsesPath(const std::string& responses,
                                const std::string& out) {
  if (responses.empty()) return absl::OkStatus();
  std::error_code error;
  const fs::path directory = DirectoryOf(responses);
  if (fs::is_directory(directory, error) ||
      directory == DirectoryOf(fs::path(out) / "file")) {
    return absl::OkStatus();
  }
  return absl::NotFoundError(absl::StrCat(
      "--responses ", responses, ": there is no directory ", directory.string(),
      "; allowed: one that is there, or that of --out"));
}

absl::Status WriteStudy(
    const std::string& out, const std::string& exam,
    const std::vector<std::pair<std::string, std::string>>& files) {
  const bool has_exam = std::any_of(
      files.begin(), files.end(),
      [](const auto& file) { return file.first == kFoundExamFile; });
  const bool stale = !has_exam && HasOldExam(out, exam);
  RETURN_IF_ERROR(WriteTextFiles(out, files));
  if (!stale) return absl::OkStatus();
  const fs::path old = fs::path(out) / kFoundExamFile;
  std::error_code error;
  fs::remove(old, error);
  if (!error) return absl::OkStatus();
  return absl::InternalError(absl::StrCat(
      old.string(),
      ": is of an earlier run, and cannot be removed: ", error.message()));
}

}  // namespace adaptest
