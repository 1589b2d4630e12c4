#include "calibration/files/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"

namespace adaptest {

absl::StatusOr<std::shared_ptr<const MappedFile>> MappedFile::Open(
    const std::string& path) {
  const auto failed = [&](absl::string_view why) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": ", why));
  };
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return failed(std::strerror(errno));
  struct stat status;
  void* mapped = MAP_FAILED;
  size_t size = 0;
  const bool is_regular = fstat(file, &status) == 0 && S_ISREG(status.st_mode);
  if (is_regular) {
    size = static_cast<size_t>(status.st_size);
    // An empty file cannot be mapped.
    mapped = size > 0 ? mmap(nullptr, size, PROT_READ, MAP_SHARED, file, 0)
                      : nullptr;
  }
  const int error = errno;
  close(file);
  if (!is_regular) return failed("is not a regular file");
  if (mapped == MAP_FAILED) return failed(std::strerror(error));
  if (size > 0) madvise(mapped, size, MADV_SEQUENTIAL);
  return std::shared_ptr<const MappedFile>(
      new MappedFile({static_cast<const char*>(mapped), size}));
}

MappedFile::~MappedFile() {
  if (bytes_.empty()) return;
  munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}

}  // namespace adaptest
