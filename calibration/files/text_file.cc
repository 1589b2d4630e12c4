#include "calibration/files/text_file.h"

#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <system_error>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

constexpr size_t kChunk = size_t{1} << 18;

absl::Status FileError(const std::string& path, absl::string_view message) {
  return absl::InvalidArgumentError(absl::StrCat(path, ": ", message));
}

// A text that grows up to a limit.
class BoundedText {
 public:
  BoundedText(const std::string& path, size_t max_bytes)
      : path_(path), max_bytes_(max_bytes) {}

  absl::Status Append(const char* data, size_t size) {
    if (size > max_bytes_ - text_.size()) {
      return FileError(path_, absl::StrCat("is longer than ", max_bytes_,
                                           " bytes, the most allowed"));
    }
    text_.append(data, size);
    return absl::OkStatus();
  }

  bool empty() const { return text_.empty(); }
  std::string Take() { return std::move(text_); }

 private:
  const std::string& path_;
  size_t max_bytes_;
  std::string text_;
};

absl::StatusOr<std::string> ReadPlain(const std::string& path, FILE* file,
                                      size_t max_bytes) {
  BoundedText text(path, max_bytes);
  std::vector<char> chunk(kChunk);
  while (const size_t n = std::fread(chunk.data(), 1, kChunk, file)) {
    RETURN_IF_ERROR(text.Append(chunk.data(), n));
  }
  if (std::ferror(file)) return FileError(path, std::strerror(errno));
  return text.Take();
}

absl::StatusOr<std::string> ReadGzip(const std::string& path,
                                     size_t max_bytes) {
  const std::unique_ptr<gzFile_s, int (*)(gzFile)> file(
      gzopen(path.c_str(), "rb"), gzclose);
  if (!file) return FileError(path, std::strerror(errno));
  BoundedText text(path, max_bytes);
  std::vector<char> chunk(kChunk);
  while (true) {
    const int n = gzread(file.get(), chunk.data(), kChunk);
    if (n > 0) RETURN_IF_ERROR(text.Append(chunk.data(), n));
    if (n < static_cast<int>(kChunk)) break;
  }
  // A truncated file reads as a short one; only the error state tells.
  int error = Z_OK;
  const char* message = gzerror(file.get(), &error);
  if (error != Z_OK && error != Z_STREAM_END) {
    return FileError(path, absl::StrCat("damaged gzip file: ", message));
  }
  if (gzdirect(file.get()) && !text.empty()) {
    return FileError(path, "not a gzip file, although named .gz");
  }
  return text.Take();
}

absl::StatusOr<std::string> DecompressZstd(const std::string& path,
                                           const std::string& compressed,
                                           size_t max_bytes) {
  const std::unique_ptr<ZSTD_DStream, size_t (*)(ZSTD_DStream*)> stream(
      ZSTD_createDStream(), ZSTD_freeDStream);
  BoundedText text(path, max_bytes);
  std::vector<char> chunk(ZSTD_DStreamOutSize());
  ZSTD_inBuffer in = {compressed.data(), compressed.size(), 0};
  size_t left = 1;
  bool flushed = true;
  while (in.pos < in.size || !flushed) {
    ZSTD_outBuffer out = {chunk.data(), chunk.size(), 0};
    left = ZSTD_decompressStream(stream.get(), &out, &in);
    if (ZSTD_isError(left)) {
      return FileError(path, absl::StrCat("damaged Zstandard file: ",
                                          ZSTD_getErrorName(left)));
    }
    RETURN_IF_ERROR(text.Append(chunk.data(), out.pos));
    flushed = out.pos < out.size;
  }
  if (left != 0) return FileError(path, "Zstandard file ends too early");
  return text.Take();
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
  if (path == "-") return ReadPlain("standard input", stdin, max_bytes);
  if (absl::EndsWith(path, ".gz")) return ReadGzip(path, max_bytes);
  const std::unique_ptr<FILE, int (*)(FILE*)> file(
      std::fopen(path.c_str(), "rb"), std::fclose);
  if (!file) return FileError(path, std::strerror(errno));
  ASSIGN_OR_RETURN(std::string text, ReadPlain(path, file.get(), max_bytes));
  if (absl::EndsWith(path, ".zst")) {
    return DecompressZstd(path, text, max_bytes);
  }
  return text;
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
