#include "calibration/simulation/report/markup.h"

#include <cassert>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace adaptest {

std::string EscapeMarkup(absl::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default: {
        const bool control = static_cast<unsigned char>(c) < 0x20 &&
                             c != '\n' && c != '\t' && c != '\r';
        escaped += control ? '?' : c;
      }
    }
  }
  return escaped;
}

std::string Coordinate(double value) { return absl::StrFormat("%.2f", value); }

void Markup::Begin(absl::string_view tag, const Attributes& attributes) {
  absl::StrAppend(&text_, "<", tag);
  for (const Attribute& attribute : attributes) {
    absl::StrAppend(&text_, " ", attribute.first, "=\"",
                    EscapeMarkup(attribute.second), "\"");
  }
}

void Markup::Open(absl::string_view tag, const Attributes& attributes) {
  Begin(tag, attributes);
  text_ += ">";
  open_.emplace_back(tag);
}

void Markup::Close() {
  assert(!open_.empty());
  absl::StrAppend(&text_, "</", open_.back(), ">\n");
  open_.pop_back();
}

void Markup::Text(absl::string_view text) { text_ += EscapeMarkup(text); }

void Markup::Empty(absl::string_view tag, const Attributes& attributes) {
  Begin(tag, attributes);
  text_ += "/>\n";
}

void Markup::Element(absl::string_view tag, absl::string_view text,
                     const Attributes& attributes) {
  Open(tag, attributes);
  Text(text);
  Close();
}

void Markup::Raw(absl::string_view markup) {
  text_.append(markup.data(), markup.size());
}

std::string Markup::Take() {
  assert(open_.empty());
  return std::move(text_);
}

}  // namespace adaptest
