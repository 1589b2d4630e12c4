#ifndef ADAPTEST_CALIBRATION_PERSON_GROUPS_H_
#define ADAPTEST_CALIBRATION_PERSON_GROUPS_H_

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "calibration/response_data.h"

namespace adaptest {

// The groups of persons, each with a latent distribution of its own. Group 0 is
// the reference.
struct PersonGroups {
  // All persons in one group without a name.
  explicit PersonGroups(int num_persons) : names(1), of_person(num_persons) {}

  // By ResponseData::group, in the order in which they first appear on all
  // ranks.
  static PersonGroups Of(const ResponseData& data) {
    PersonGroups groups(data.num_persons());
    groups.names.clear();
    std::map<absl::string_view, uint16_t> numbers;
    for (int p = 0; p < data.num_persons(); ++p) {
      const auto [found, is_new] = numbers.try_emplace(
          data.group(p), static_cast<uint16_t>(groups.names.size()));
      if (is_new) groups.names.emplace_back(data.group(p));
      groups.of_person[p] = found->second;
    }
    groups.Renumber(Unite(data.ranks(), groups.names));
    return groups;
  }

  int size() const { return static_cast<int>(names.size()); }

  std::vector<std::string> names;
  std::vector<uint16_t> of_person;

 private:
  // `all` names are these and others.
  void Renumber(std::vector<std::string> all) {
    std::vector<uint16_t> number;
    for (const std::string& name : names) {
      number.push_back(static_cast<uint16_t>(
          std::find(all.begin(), all.end(), name) - all.begin()));
    }
    for (uint16_t& group : of_person) group = number[group];
    names = std::move(all);
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_PERSON_GROUPS_H_
