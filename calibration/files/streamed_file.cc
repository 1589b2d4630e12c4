#include "calibration/files/streamed_file.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"

namespace adaptest {

absl::StatusOr<std::unique_ptr<StreamedFile>> StreamedFile::Create(
    const std::string& name) {
  // What is there is replaced: a file, also behind a link, and nothing else.
  std::error_code error;
  std::string path = name;
  if (std::filesystem::exists(name, error)) {
    if (!std::filesystem::is_regular_file(name, error)) {
      return absl::InvalidArgumentError(
          absl::StrCat(name, ": this is no regular file"));
    }
    path = std::filesystem::canonical(name, error).string();
    if (error) path = name;
  }
  std::string temporary = absl::StrCat(path, ".", getpid(), ".tmp");
  FILE* file = std::fopen(temporary.c_str(), "wb");
  if (file == nullptr) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, ": ", std::strerror(errno)));
  }
  return std::unique_ptr<StreamedFile>(
      new StreamedFile(path, std::move(temporary), file));
}

StreamedFile::StreamedFile(std::string path, std::string temporary, FILE* file)
    : path_(std::move(path)), temporary_(std::move(temporary)), file_(file) {}

StreamedFile::~StreamedFile() {
  if (file_ == nullptr) return;
  std::fclose(file_);
  std::remove(temporary_.c_str());
}

absl::Status StreamedFile::Failed() const {
  return absl::InternalError(absl::StrCat(path_, ": ", std::strerror(errno)));
}

absl::Status StreamedFile::Append(absl::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), file_) == text.size()) {
    return absl::OkStatus();
  }
  return Failed();
}

absl::Status StreamedFile::OverwriteBegin(absl::string_view text) {
  if (std::fseek(file_, 0, SEEK_SET) != 0) return Failed();
  return Append(text);
}

absl::Status StreamedFile::Commit() {
  if (std::fflush(file_) != 0 || fsync(fileno(file_)) != 0) return Failed();
  FILE* file = std::exchange(file_, nullptr);
  if (std::fclose(file) == 0 &&
      std::rename(temporary_.c_str(), path_.c_str()) == 0) {
    return absl::OkStatus();
  }
  const absl::Status failed = Failed();
  std::remove(temporary_.c_str());
  return failed;
}

}  // namespace adaptest
