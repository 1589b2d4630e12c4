#include "cli/typed_answer.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace adaptest {

absl::StatusOr<v1::Answer> ParseTypedAnswer(const v1::PresentedItem& item,
                                            const std::string& line) {
  v1::Answer answer;
  const absl::string_view text = absl::StripAsciiWhitespace(line);
  if (text == "-") {
    answer.set_omitted(true);
    return answer;
  }
  if (!item.has_content()) {
    int category = 0;
    if (!absl::SimpleAtoi(text, &category)) {
      return absl::InvalidArgumentError(
          absl::StrCat("\"", text, "\" is not a number or -"));
    }
    answer.set_category(category);
    return answer;
  }
  for (absl::string_view part :
       absl::StrSplit(text, ',', absl::SkipWhitespace())) {
    part = absl::StripAsciiWhitespace(part);
    const size_t equals = part.find('=');
    if (equals == absl::string_view::npos) {
      answer.add_option_ids(std::string(part));
      continue;
    }
    v1::Pair* pair = answer.add_pairs();
    pair->set_left(std::string(part.substr(0, equals)));
    pair->set_right(std::string(part.substr(equals + 1)));
  }
  return answer;
}

}  // namespace adaptest
