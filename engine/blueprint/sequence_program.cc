#include "engine/blueprint/sequence_program.h"

#include <algorithm>
#include <map>

namespace adaptest {

bool SequenceProgram::Bound(absl::Span<const int> given,
                            absl::Span<const int> variable_of,
                            std::vector<double>& low,
                            std::vector<double>& high) const {
  if (static_cast<int>(given.size()) > length) return false;
  if (!count.empty()) {
    for (size_t p = 0; p < given.size(); ++p) {
      ++low[count[class_of[given[p]]][stage_of[p]]];
    }
  }
  for (const Run& run : runs) {
    if (!BoundRun(run, given, high)) return false;
  }
  for (const Ascent& ascent : ascents) {
    if (!BoundAscent(ascent, given, variable_of, high)) return false;
  }
  return true;
}

bool SequenceProgram::BoundRun(const Run& run, absl::Span<const int> given,
                               std::vector<double>& high) const {
  int total = 0, in_a_row = 0;
  for (const int item : given) {
    total += run.has[item];
    in_a_row = run.has[item] ? in_a_row + 1 : 0;
    if (in_a_row > run.longest) return false;
  }
  const int left = length - static_cast<int>(given.size());
  const int most =
      (run.longest - in_a_row + run.longest * left) / (1 + run.longest);
  high[run.variable] =
      std::min(high[run.variable], static_cast<double>(total + most));
  return true;
}

// Items that would have had to come before one that is given stay out.
bool SequenceProgram::BoundAscent(const Ascent& ascent,
                                  absl::Span<const int> given,
                                  absl::Span<const int> variable_of,
                                  std::vector<double>& high) {
  std::map<int, double> last;  // [group]: rank
  for (const int item : given) {
    if (ascent.group[item] < 0) continue;
    const auto [place, is_new] =
        last.emplace(ascent.group[item], ascent.rank[item]);
    if (ascent.rank[item] < place->second) return false;
    place->second = ascent.rank[item];
  }
  if (last.empty()) return true;
  for (size_t i = 0; i < ascent.group.size(); ++i) {
    if (variable_of[i] < 0 || ascent.group[i] < 0) continue;
    const auto found = last.find(ascent.group[i]);
    if (found == last.end() || ascent.rank[i] >= found->second) continue;
    if (std::find(given.begin(), given.end(), static_cast<int>(i)) ==
        given.end()) {
      high[variable_of[i]] = 0;
    }
  }
  return true;
}

bool SequenceProgram::AreAlike(int item, int other) const {
  if (!count.empty() && class_of[item] != class_of[other]) return false;
  for (const Run& run : runs) {
    if (run.has[item] != run.has[other]) return false;
  }
  for (const Ascent& ascent : ascents) {
    if (ascent.group[item] != ascent.group[other]) return false;
    if (ascent.group[item] >= 0 && ascent.rank[item] != ascent.rank[other]) {
      return false;
    }
  }
  return true;
}

}  // namespace adaptest
