#include "calibration/files/text_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <system_error>
#include <vector>

#include "absl/strings/str_cat.h"
#include "calibration/files/text_stream.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

constexpr size_t kChunk = size_t{1} << 18;

absl::Status FileError(const std::string& path, absl::string_view message) {
  return absl::InvalidArgumentError(absl::StrCat(path, ": ", message));
}

absl::Status WriteDurably(const std::string& path, absl::string_view text) {
  const int file =
      open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0) return FileError(path, std::strerror(errno));
  while (!text.empty()) {
    const ssize_t n = write(file, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) break;
    text.remove_prefix(n);
  }
  const bool synced = text.empty() && fsync(file) == 0;
  const int error = errno;
  if (close(file) == 0 && synced) return absl::OkStatus();
  return FileError(path, std::strerror(error));
}

std::string TemporaryName(const std::string& path) {
  return absl::StrCat(path, ".", getpid(), ".tmp");
}

}  // namespace

absl::StatusOr<std::string> ReadTextFile(const std::string& path,
                                         size_t max_bytes) {
  ASSIGN_OR_RETURN(const auto stream, OpenTextStream(path));
  std::string text;
  size_t size = 0;
  while (true) {
    text.resize(size + kChunk);
    ASSIGN_OR_RETURN(const size_t n, stream->Read(text.data() + size, kChunk));
    size += n;
    if (size > max_bytes) {
      return FileError(path, absl::StrCat("is longer than ", max_bytes,
                                          " bytes, the most allowed"));
    }
    if (n > 0) continue;
    text.resize(size);
    return text;
  }
}

absl::Status WriteTextFiles(
    const std::string& directory,
    absl::Span<const std::pair<std::string, std::string>> files) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error) return FileError(directory, error.message());
  for (const auto& [name, text] : files) {
    const std::string path = absl::StrCat(directory, "/", name);
    const absl::Status status = WriteDurably(TemporaryName(path), text);
    if (status.ok()) continue;
    for (const auto& file : files) {
      const std::string written = absl::StrCat(directory, "/", file.first);
      std::filesystem::remove(TemporaryName(written), error);
    }
    return status;
  }
  for (const auto& file : files) {
    const std::string path = absl::StrCat(directory, "/", file.first);
    std::filesystem::rename(TemporaryName(path), path, error);
    if (error) return FileError(path, error.message());
  }
  return absl::OkStatus();
}

absl::Status InFile(absl::string_view place, const absl::Status& status) {
  return absl::Status(status.code(),
                      absl::StrCat(place, ": ", status.message()));
}

}  // namespace adaptest
