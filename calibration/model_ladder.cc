#include "calibration/model_ladder.h"

#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace adaptest {

absl::StatusOr<ModelLadder> ModelLadder::Parse(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, ',');
  ModelLadder ladder;
  if (parts.size() != 2 || !absl::SimpleAtoi(parts[0], &ladder.two_pl) ||
      !absl::SimpleAtoi(parts[1], &ladder.three_pl) || ladder.two_pl < 1 ||
      ladder.three_pl < ladder.two_pl) {
    return absl::InvalidArgumentError(absl::StrCat(
        "ladder \"", text,
        "\" is not two whole numbers of answers, as in 250,1000: from how many "
        "on an item is 2pl, and from how many on, not fewer, 3pl"));
  }
  return ladder;
}

void ModelLadder::Apply(ResponseData& data) const {
  std::vector<double> answers(data.num_items(), 0);
  for (int p = 0; p < data.num_persons(); ++p) {
    for (const uint16_t row : data.RowsOf(p)) {
      answers[data.item_of_row[row]] += data.weight(p);
    }
  }
  data.ranks().Sum(absl::MakeSpan(answers));
  for (int i = 0; i < data.num_items(); ++i) {
    if (IsPolytomous(data.models[i])) continue;
    if (answers[i] >= three_pl) {
      data.models[i] = ThreePl();
    } else if (answers[i] >= two_pl) {
      data.models[i] = TwoPl();
    } else {
      data.models[i] = OnePl();
    }
  }
}

}  // namespace adaptest
