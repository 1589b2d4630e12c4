#include "calibration/response_part.h"

#include <utility>

namespace adaptest {
namespace {

// The same blocks, counted from the first unit of the part.
std::vector<int> BlocksOf(absl::Span<const int> blocks, Part units) {
  std::vector<int> own;
  for (const int first : blocks) {
    if (first < units.begin || first > units.end) continue;
    own.push_back(first - units.begin);
  }
  return own;
}

}  // namespace

Part UnitsOf(const Ranks& ranks, absl::Span<const int> blocks) {
  const Part part(ranks.rank(), ranks.size(),
                  static_cast<int>(blocks.size()) - 1);
  Part units(0, 1, 0);
  units.begin = blocks[part.begin];
  units.end = blocks[part.end];
  return units;
}

ResponseViews ViewsOf(const ResponseViews& views, Part units) {
  ResponseViews own = views;
  const size_t begin = units.begin;
  const size_t size = units.end - units.begin;
  if (views.begin.empty()) return own;
  const auto column = [&](auto whole) {
    return whole.empty() ? whole : whole.subspan(begin, size);
  };
  size_t person = begin;
  size_t persons = size;
  if (!views.clusters.empty() && size > 0) {
    person = views.clusters[begin];
    persons = views.clusters[begin + size - 1] + size_t{1} - person;
  }
  own.person_ids = views.person_ids.Sub(person, persons);
  if (!views.session_ids.empty()) {
    own.session_ids = views.session_ids.Sub(begin, size);
  }
  own.clusters = column(views.clusters);
  own.weights = column(views.weights);
  own.groups = column(views.groups);
  own.begin = views.begin.subspan(begin, size + 1);
  own.rows = views.rows.subspan(own.begin.front(),
                                own.begin.back() - own.begin.front());
  return own;
}

ResponseData PartOf(const ResponseData& whole, Ranks& ranks) {
  const Part units = UnitsOf(ranks, whole.blocks());
  ResponseData part(whole, ViewsOf(whole.views(), units), whole.owner(),
                    ranks.is_first() ? whole.counts() : ResponseCounts(),
                    BlocksOf(whole.blocks(), units));
  part.SetRanks(&ranks);
  return part;
}

}  // namespace adaptest
