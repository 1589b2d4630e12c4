#ifndef ADAPTEST_CALIBRATION_TEXT_COLUMN_H_
#define ADAPTEST_CALIBRATION_TEXT_COLUMN_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace adaptest {

// Texts that stand one after another in one piece of memory, not owned.
class TextView {
 public:
  TextView() = default;
  // Text i is characters [begin[i], begin[i + 1]) of `text`.
  TextView(absl::Span<const uint64_t> begin, absl::string_view text)
      : begin_(begin), text_(text) {}

  size_t size() const { return begin_.empty() ? 0 : begin_.size() - 1; }
  bool empty() const { return size() == 0; }
  absl::string_view operator[](size_t i) const {
    return text_.substr(begin_[i], begin_[i + 1] - begin_[i]);
  }

  // Texts [first, first + count).
  TextView Sub(size_t first, size_t count) const {
    return {begin_.subspan(first, count + 1), text_};
  }

  absl::Span<const uint64_t> begin() const { return begin_; }
  absl::string_view text() const { return text_; }

 private:
  absl::Span<const uint64_t> begin_;
  absl::string_view text_;
};

// The same, owned.
class TextColumn {
 public:
  void Add(absl::string_view text) {
    text_.append(text.data(), text.size());
    begin_.push_back(text_.size());
  }
  size_t size() const { return begin_.size() - 1; }
  TextView view() const { return {begin_, text_}; }
  absl::string_view operator[](size_t i) const { return view()[i]; }

 private:
  std::string text_;
  std::vector<uint64_t> begin_ = {0};
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_TEXT_COLUMN_H_
