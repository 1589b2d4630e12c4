#ifndef ADAPTEST_CALIBRATION_FILES_PACKED_LAYOUT_H_
#define ADAPTEST_CALIBRATION_FILES_PACKED_LAYOUT_H_

#include <zlib.h>

#include <array>
#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"

namespace adaptest {

// The layout of a file of packed responses, little-endian; the page
// docs/packed-responses.md specifies it.
enum class PackedSection {
  kAnswers,          // uint16 [answer]
  kFirstAnswers,     // uint64 [unit], and the number of answers
  kPersonIdBegins,   // uint64 [person], and the length of the ids
  kPersonIds,        // text
  kSessionIdBegins,  // uint64 [unit], and the length of the ids; or empty
  kSessionIds,       // text
  kPersons,          // uint32 [unit]; or empty: unit i is person i
  kWeights,          // double [unit]; or empty: 1
  kGroups,           // uint32 [unit]; or empty: none
  kGroupNameBegins,  // uint64 [group], and the length of the names
  kGroupNames,       // text
  kCategories,       // uint8 [item]
  kItemIdBegins,     // uint64 [item], and the length of the ids
  kItemIds,          // text
  kCounts,           // int64 [count]
};
inline constexpr size_t kNumPackedSections = 15;

struct PackedHeader {
  struct Section {
    uint64_t offset;  // a multiple of 8
    uint64_t bytes;
    uint32_t checksum;
    uint32_t reserved;  // 0
  };

  std::array<char, 8> magic;
  uint32_t version;
  uint32_t header_bytes;
  uint64_t file_bytes;
  uint32_t num_sections;
  uint32_t checksum;  // of the header, with 0 here
  std::array<Section, kNumPackedSections> sections;
};
static_assert(sizeof(PackedHeader) == 32 + 24 * kNumPackedSections);

// The eighth bit, both line ends and the end of a text file under DOS: what is
// damaged by being taken as text is told from the start.
inline constexpr std::array<char, 8> kPackedMagic = {
    '\x89', 'A', 'P', 'K', '\r', '\n', '\x1a', '\n'};
inline constexpr uint32_t kPackedVersion = 1;

// CRC-32 as in gzip (polynomial 0xEDB88320), of what came before and `bytes`.
inline uint32_t PackedChecksum(uint32_t before, absl::string_view bytes) {
  return static_cast<uint32_t>(crc32_z(
      before, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_PACKED_LAYOUT_H_
