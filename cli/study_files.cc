#include "cli/study_files.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "calibration/files/text_file.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFiles[] = {"summary.json", "examinees.csv", "items.csv",
                                  "report.html"};

// The directory of a file, in one spelling.
fs::path DirectoryOf(const fs::path& file) {
  std::error_code error;
  return fs::weakly_canonical(fs::absolute(file, error), error).parent_path();
}

bool IsFoundExamFile(absl::string_view name) {
  if (name == "exam.json") return true;
  return absl::ConsumePrefix(&name, "found-exam-") &&
         absl::ConsumeSuffix(&name, ".json") && !name.empty() &&
         std::all_of(name.begin(), name.end(), absl::ascii_isdigit);
}

bool IsOneOf(const fs::path& path, absl::Span<const std::string> files) {
  std::error_code error;
  return std::any_of(files.begin(), files.end(), [&](const std::string& file) {
    return fs::equivalent(path, file, error);
  });
}

// Profiles of an earlier study in this directory.
std::vector<fs::path> OldExams(const std::string& out,
                               absl::Span<const std::string> exams) {
  std::error_code error;
  if (!fs::exists(fs::path(out) / "summary.json", error)) return {};
  std::vector<fs::path> old;
  for (const auto& entry : fs::directory_iterator(out, error)) {
    if (IsFoundExamFile(entry.path().filename().string()) &&
        !IsOneOf(entry.path(), exams)) {
      old.push_back(entry.path());
    }
  }
  return old;
}

absl::Status Remove(const fs::path& path) {
  std::error_code error;
  fs::remove(path, error);
  if (!error) return absl::OkStatus();
  return absl::InternalError(absl::StrCat(
      path.string(),
      ": is of an earlier run, and cannot be removed: ", error.message()));
}

}  // namespace

std::string FoundExamFile(size_t exam, size_t num_exams) {
  if (num_exams == 1) return "exam.json";
  return absl::StrCat("found-exam-", exam + 1, ".json");
}

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

absl::Status CheckInputs(absl::Span<const std::string> inputs,
                         const std::string& out) {
  for (const char* name : kFiles) {
    const fs::path file = fs::path(out) / name;
    if (!IsOneOf(file, inputs)) continue;
    return absl::InvalidArgumentError(
        absl::StrCat("--out ", out, ": ", file.string(),
                     " is an input, and would be overwritten; allowed: another "
                     "directory"));
  }
  return absl::OkStatus();
}

absl::StatusOr<StudyFiles> StudyFiles::Open(const std::string& out,
                                            const std::string& responses) {
  std::error_code error;
  fs::create_directories(out, error);
  if (error) {
    return absl::InvalidArgumentError(absl::StrCat(out, ": ", error.message()));
  }
  StudyFiles files;
  files.out_ = out;
  ASSIGN_OR_RETURN(files.examinees_,
                   StreamedFile::Create(absl::StrCat(out, "/examinees.csv")));
  if (!responses.empty()) {
    ASSIGN_OR_RETURN(files.responses_, StreamedFile::Create(responses));
  }
  return files;
}

absl::Status StudyFiles::Complete(
    absl::Span<const std::pair<std::string, std::string>> files,
    absl::Span<const std::string> exams) {
  const std::vector<fs::path> old = OldExams(out_, exams);
  RETURN_IF_ERROR(WriteTextFiles(out_, files));
  RETURN_IF_ERROR(examinees_->Commit());
  if (responses_ != nullptr) RETURN_IF_ERROR(responses_->Commit());
  for (const fs::path& path : old) {
    const bool written =
        std::any_of(files.begin(), files.end(), [&](const auto& file) {
          return file.first == path.filename().string();
        });
    if (!written) RETURN_IF_ERROR(Remove(path));
  }
  return absl::OkStatus();
}

}  // namespace adaptest
