#include "calibration/response_units.h"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <tuple>

namespace adaptest {

uint32_t ResponseUnits::AddUnit(uint32_t person, uint8_t flags) {
  person_of_.push_back(person);
  flags_.push_back(flags);
  if (!weights_.empty()) weights_.push_back(1);
  if (!times_.empty()) times_.push_back(0);
  if (!groups_.empty()) groups_.push_back(group_names_.Add(""));
  return size() - 1;
}

uint32_t ResponseUnits::AddPerson(absl::string_view person_id) {
  const uint32_t person = persons_.Add(person_id);
  own_unit_.resize(persons_.size(), kNone);
  if (own_unit_[person] == kNone) {
    own_unit_[person] = AddUnit(person, 0);
    if (!session_of_.empty()) session_of_.push_back(0);
  }
  return own_unit_[person];
}

uint32_t ResponseUnits::AddSession(absl::string_view person_id,
                                   absl::string_view session_id) {
  const uint32_t person = persons_.Add(person_id);
  own_unit_.resize(persons_.size(), kNone);
  session_key_.resize(sizeof(person));
  std::memcpy(session_key_.data(), &person, sizeof(person));
  session_key_.append(session_id.data(), session_id.size());
  const uint32_t session = sessions_.Add(session_key_);
  if (session == unit_of_session_.size()) {
    session_of_.resize(size());
    unit_of_session_.push_back(AddUnit(person, kSession));
    session_of_.push_back(session);
  }
  return unit_of_session_[session];
}

void ResponseUnits::SetWeight(uint32_t unit, double weight) {
  if (weights_.empty() && weight == 1) return;
  weights_.resize(size(), 1);
  weights_[unit] = weight;
}

void ResponseUnits::SetGroup(uint32_t unit, absl::string_view group) {
  groups_.resize(size(), group_names_.Add(""));
  groups_[unit] = group_names_.Add(group);
}

void ResponseUnits::SetTime(uint32_t unit, double time) {
  times_.resize(size(), 0);
  times_[unit] = time;
}

absl::string_view ResponseUnits::session_id(uint32_t unit) const {
  if (!is_session(unit)) return "";
  return sessions_[session_of_[unit]].substr(sizeof(uint32_t));
}

std::vector<uint32_t> ResponseUnits::InOrder() const {
  std::vector<uint32_t> order(size());
  std::iota(order.begin(), order.end(), 0);
  if (size() == num_persons()) return order;  // each person is one unit
  const auto key = [&](uint32_t unit) {
    return std::tuple(person_of_[unit], times_.empty() ? 0 : times_[unit],
                      unit);
  };
  std::sort(order.begin(), order.end(),
            [&](uint32_t x, uint32_t y) { return key(x) < key(y); });
  return order;
}

}  // namespace adaptest
