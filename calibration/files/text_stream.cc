#include "calibration/files/text_stream.h"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

using FilePointer = std::unique_ptr<FILE, int (*)(FILE*)>;

absl::Status StreamError(const std::string& path, absl::string_view message) {
  return absl::InvalidArgumentError(absl::StrCat(path, ": ", message));
}

class PlainStream : public TextStream {
 public:
  PlainStream(std::string path, FilePointer file)
      : path_(std::move(path)), file_(std::move(file)) {}

  absl::StatusOr<size_t> Read(char* out, size_t size) override {
    const size_t n = std::fread(out, 1, size, file_.get());
    if (n == 0 && std::ferror(file_.get())) {
      return StreamError(path_, std::strerror(errno));
    }
    return n;
  }

 private:
  std::string path_;
  FilePointer file_;
};

class GzipStream : public TextStream {
 public:
  using File = std::unique_ptr<gzFile_s, int (*)(gzFile)>;

  GzipStream(std::string path, File file)
      : path_(std::move(path)), file_(std::move(file)) {
    gzbuffer(file_.get(), 1 << 18);
  }

  absl::StatusOr<size_t> Read(char* out, size_t size) override {
    const int n =
        gzread(file_.get(), out,
               static_cast<unsigned>(std::min<size_t>(size, 1 << 30)));
    if (n > 0 && gzdirect(file_.get())) {
      return StreamError(path_, "not a gzip file, although named .gz");
    }
    if (n > 0) return static_cast<size_t>(n);
    // A truncated file reads as a short one; only the error state tells.
    int error = Z_OK;
    const char* message = gzerror(file_.get(), &error);
    if (error != Z_OK && error != Z_STREAM_END) {
      return StreamError(path_, absl::StrCat("damaged gzip file: ", message));
    }
    return 0;
  }

 private:
  std::string path_;
  File file_;
};

class ZstdStream : public TextStream {
 public:
  ZstdStream(std::string path, std::unique_ptr<TextStream> packed)
      : path_(std::move(path)),
        packed_(std::move(packed)),
        stream_(ZSTD_createDStream(), ZSTD_freeDStream),
        buffer_(ZSTD_DStreamInSize()) {}

  absl::StatusOr<size_t> Read(char* out, size_t size) override {
    ZSTD_outBuffer unpacked = {out, size, 0};
    while (unpacked.pos == 0) {
      if (in_.pos == in_.size && !is_flushing_) {
        ASSIGN_OR_RETURN(const size_t n,
                         packed_->Read(buffer_.data(), buffer_.size()));
        if (n == 0 && left_ != 0) {
          return StreamError(path_, "Zstandard file ends too early");
        }
        if (n == 0) return 0;
        in_ = {buffer_.data(), n, 0};
      }
      left_ = ZSTD_decompressStream(stream_.get(), &unpacked, &in_);
      if (ZSTD_isError(left_)) {
        return StreamError(path_, absl::StrCat("damaged Zstandard file: ",
                                               ZSTD_getErrorName(left_)));
      }
      is_flushing_ = unpacked.pos == unpacked.size && left_ != 0;
    }
    return unpacked.pos;
  }

 private:
  std::string path_;
  std::unique_ptr<TextStream> packed_;
  std::unique_ptr<ZSTD_DStream, size_t (*)(ZSTD_DStream*)> stream_;
  std::vector<char> buffer_;
  ZSTD_inBuffer in_ = {nullptr, 0, 0};
  size_t left_ = 1;  // 0 at the end of a frame
  bool is_flushing_ = false;
};

int LeaveOpen(FILE*) { return 0; }

}  // namespace

absl::StatusOr<std::unique_ptr<TextStream>> OpenTextStream(
    const std::string& path) {
  if (path == "-") {
    return std::make_unique<PlainStream>("standard input",
                                         FilePointer(stdin, LeaveOpen));
  }
  if (absl::EndsWith(path, ".gz")) {
    GzipStream::File file(gzopen(path.c_str(), "rb"), gzclose);
    if (!file) return StreamError(path, std::strerror(errno));
    return std::make_unique<GzipStream>(path, std::move(file));
  }
  FilePointer file(std::fopen(path.c_str(), "rb"), std::fclose);
  if (!file) return StreamError(path, std::strerror(errno));
  auto plain = std::make_unique<PlainStream>(path, std::move(file));
  if (!absl::EndsWith(path, ".zst")) return plain;
  return std::make_unique<ZstdStream>(path, std::move(plain));
}

}  // namespace adaptest
