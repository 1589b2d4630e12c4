#ifndef ADAPTEST_CALIBRATION_ID_INDEX_H_
#define ADAPTEST_CALIBRATION_ID_INDEX_H_

#include <cstdint>
#include <memory>
#include <optional>

#include "absl/container/flat_hash_set.h"
#include "absl/hash/hash.h"
#include "absl/strings/string_view.h"
#include "calibration/text_column.h"

namespace adaptest {

// Numbers ids from 0 in the order in which they first come. Each id is kept
// once, in a few bytes more than it has characters.
class IdIndex {
 public:
  IdIndex()
      : ids_(std::make_unique<TextColumn>()),
        numbers_(0, HashOf{ids_.get()}, SameAs{ids_.get()}) {}

  // The number of the id, new or known.
  uint32_t Add(absl::string_view id) {
    const auto found = numbers_.find(id);
    if (found != numbers_.end()) return *found;
    const uint32_t number = size();
    ids_->Add(id);
    numbers_.insert(number);
    return number;
  }

  std::optional<uint32_t> Find(absl::string_view id) const {
    const auto found = numbers_.find(id);
    if (found == numbers_.end()) return std::nullopt;
    return *found;
  }

  uint32_t size() const { return static_cast<uint32_t>(ids_->size()); }
  absl::string_view operator[](uint32_t number) const {
    return (*ids_)[number];
  }

 private:
  // Numbers stand for their ids.
  struct HashOf {
    using is_transparent = void;
    const TextColumn* ids;
    size_t operator()(absl::string_view id) const {
      return absl::Hash<absl::string_view>()(id);
    }
    size_t operator()(uint32_t number) const { return (*this)((*ids)[number]); }
  };
  struct SameAs {
    using is_transparent = void;
    const TextColumn* ids;
    bool operator()(uint32_t x, uint32_t y) const { return x == y; }
    bool operator()(uint32_t x, absl::string_view id) const {
      return (*ids)[x] == id;
    }
  };

  std::unique_ptr<TextColumn> ids_;
  absl::flat_hash_set<uint32_t, HashOf, SameAs> numbers_;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_ID_INDEX_H_
