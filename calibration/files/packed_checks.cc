#include "calibration/files/packed_checks.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

// Whether some of these `begins` are positions up to `end`, and all of them
// from 0 to `end`.
bool AreBegins(absl::Span<const uint64_t> begins, uint64_t end, size_t first,
               size_t count) {
  if (begins.empty() || begins.front() != 0 || begins.back() != end) {
    return false;
  }
  const auto some = begins.subspan(first, count + 1);
  return some.back() <= end && std::is_sorted(some.begin(), some.end());
}
bool AreTexts(const TextView& texts, size_t first, size_t count) {
  return AreBegins(texts.begin(), texts.text().size(), first, count);
}

// Whether each unit answers items that there are, in order, and none twice.
bool RowsAreValid(const ResponseItems& items, const ResponseViews& views,
                  Part units) {
  for (int unit = units.begin; unit < units.end; ++unit) {
    int last_item = -1;
    for (uint64_t i = views.begin[unit]; i < views.begin[unit + 1]; ++i) {
      const int row = views.rows[i];
      if (row >= items.num_rows() || items.item_of_row[row] <= last_item) {
        return false;
      }
      last_item = items.item_of_row[row];
    }
  }
  return true;
}

absl::Status CheckClusters(const ResponseViews& views, Part units) {
  if (units.begin == units.end) return absl::OkStatus();
  size_t person = units.begin;
  size_t last = units.end - 1;
  if (!views.clusters.empty()) {
    for (int i = std::max(1, units.begin); i < units.end; ++i) {
      if (views.clusters[i] - views.clusters[i - 1] > 1) {
        return DamagedPackedFile("persons of units");
      }
    }
    person = views.clusters[person];
    last = views.clusters[last];
  }
  return last < views.person_ids.size() &&
                 AreTexts(views.person_ids, person, last + 1 - person)
             ? absl::OkStatus()
             : DamagedPackedFile("persons");
}

}  // namespace

absl::Status DamagedPackedFile(absl::string_view what) {
  return absl::InvalidArgumentError(
      absl::StrCat("damaged file of packed responses: ", what));
}

bool ArePackedBegins(absl::Span<const uint64_t> begins, uint64_t end) {
  return !begins.empty() && AreBegins(begins, end, 0, begins.size() - 1);
}

absl::Status CheckPackedNumbers(const ResponseViews& views) {
  if (views.begin.empty() ||
      views.begin.size() > std::numeric_limits<int>::max()) {
    return DamagedPackedFile("answers of units");
  }
  const size_t num_units = views.begin.size() - 1;
  const auto fits = [&](size_t size) { return size == 0 || size == num_units; };
  if (!fits(views.session_ids.size()) || !fits(views.weights.size()) ||
      !fits(views.groups.size()) || !fits(views.clusters.size())) {
    return DamagedPackedFile("number of units");
  }
  const size_t num_persons = views.person_ids.size();
  if (views.clusters.empty()) {
    return num_persons == num_units ? absl::OkStatus()
                                    : DamagedPackedFile("persons");
  }
  return views.clusters.front() == 0 &&
                 views.clusters.back() + size_t{1} == num_persons
             ? absl::OkStatus()
             : DamagedPackedFile("persons of units");
}

absl::Status CheckPackedUnits(const ResponseItems& items,
                              const ResponseViews& views, Part units) {
  const size_t begin = units.begin;
  const size_t size = units.end - units.begin;
  if (!AreBegins(views.begin, views.rows.size(), begin, size)) {
    return DamagedPackedFile("answers of units");
  }
  if (!views.session_ids.empty() && !AreTexts(views.session_ids, begin, size)) {
    return DamagedPackedFile("sessions");
  }
  for (size_t i = begin; i < begin + size; ++i) {
    if (!views.groups.empty() && views.groups[i] >= views.group_names.size()) {
      return DamagedPackedFile("groups");
    }
    if (views.weights.empty()) continue;
    const double weight = views.weights[i];
    if (!(weight > 0) || !std::isfinite(weight))
      return DamagedPackedFile("weights");
  }
  RETURN_IF_ERROR(CheckClusters(views, units));
  return RowsAreValid(items, views, units) ? absl::OkStatus()
                                           : DamagedPackedFile("answers");
}

}  // namespace adaptest
