#include "calibration/response_columns.h"

namespace adaptest {

void ResponseColumns::Add(const Unit& unit) {
  const size_t before = num_units();
  if (unit.is_new_person) person_ids_.Add(unit.person_id);
  clusters_.push_back(static_cast<uint32_t>(num_persons() - 1));
  if (!unit.session_id.empty() || session_ids_.size() > 0) {
    while (session_ids_.size() < before) session_ids_.Add("");
    session_ids_.Add(unit.session_id);
  }
  if (unit.weight != 1 || !weights_.empty()) {
    weights_.resize(before, 1);
    weights_.push_back(unit.weight);
  }
  if (!unit.group.empty() || !groups_.empty()) {
    while (groups_.size() < before) AddGroup("");
    AddGroup(unit.group);
  }
  begin_.push_back(begin_.back() + unit.num_answers);
}

void ResponseColumns::AddGroup(absl::string_view name) {
  // Groups are few.
  uint32_t group = 0;
  while (group < group_names_.size() && group_names_[group] != name) ++group;
  if (group == group_names_.size()) group_names_.Add(name);
  groups_.push_back(group);
}

ResponseViews ResponseColumns::Views() const {
  ResponseViews views;
  views.person_ids = person_ids_.view();
  if (session_ids_.size() > 0) views.session_ids = session_ids_.view();
  views.group_names = group_names_.view();
  if (num_persons() < num_units()) views.clusters = clusters_;
  views.weights = weights_;
  views.groups = groups_;
  views.begin = begin_;
  return views;
}

}  // namespace adaptest
