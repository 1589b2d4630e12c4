#include <algorithm>

#include "cli/load/load_driver.h"
#include "engine/random.h"

namespace adaptest {

v1::Answer BlindAnswer(const v1::PresentedItem& item, uint64_t bits) {
  v1::Answer answer;
  const v1::Content& content = item.content();
  Random random(bits);
  if (content.item_id().empty()) {
    answer.set_category(static_cast<int>(random.Below(2)));
    return answer;
  }
  std::vector<std::string> ids;
  for (const v1::Option& option : content.options()) ids.push_back(option.id());
  random.Shuffle(ids);
  if (content.type() == "matching") {
    for (int i = 0; i < content.prompts_size(); ++i) {
      v1::Pair* pair = answer.add_pairs();
      pair->set_left(content.prompts(i).id());
      pair->set_right(ids[i % ids.size()]);
    }
    return answer;
  }
  if (content.type() == "multiple_choice") ids.resize(1);
  if (content.type() == "multiple_response") {
    ids.resize(std::min<size_t>(ids.size(), 2));
  }
  for (const std::string& id : ids) answer.add_option_ids(id);
  return answer;
}

}  // namespace adaptest
