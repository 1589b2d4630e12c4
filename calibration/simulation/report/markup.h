#ifndef ADAPTEST_CALIBRATION_SIMULATION_REPORT_MARKUP_H_
#define ADAPTEST_CALIBRATION_SIMULATION_REPORT_MARKUP_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace adaptest {

// Text as it stands in HTML, SVG and XML, within elements and attributes.
// Control characters that XML does not know become '?'.
std::string EscapeMarkup(absl::string_view text);

// A number of a drawing, to hundredths.
std::string Coordinate(double value);

// A document written element by element, so that it is well-formed XML.
class Markup {
 public:
  // Name and value; the value is escaped.
  using Attribute = std::pair<absl::string_view, std::string>;
  using Attributes = std::vector<Attribute>;

  void Open(absl::string_view tag, const Attributes& attributes = {});
  void Close();  // the element opened last

  void Text(absl::string_view text);  // escaped

  // An element without contents, or with text only.
  void Empty(absl::string_view tag, const Attributes& attributes = {});
  void Element(absl::string_view tag, absl::string_view text,
               const Attributes& attributes = {});

  // As it is: must be well-formed. For style sheets and finished drawings.
  void Raw(absl::string_view markup);

  // The document. Every element must be closed.
  std::string Take();

 private:
  void Begin(absl::string_view tag, const Attributes& attributes);

  std::string text_;
  std::vector<std::string> open_;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_SIMULATION_REPORT_MARKUP_H_
