#include "calibration/areas/area_expectation.h"

#include <algorithm>

namespace adaptest {
namespace {

// A shard has so many answers or more, so that adding shards up is little work.
constexpr size_t kMinResponsesInAreaShard = size_t{1} << 14;
constexpr size_t kMaxAreaShards = 16;

// total += part, from the first shard on.
void AddCounts(const AreaCounts& part, AreaCounts& total) {
  const auto add = [](const auto& from, auto& to) {
    for (size_t i = 0; i < to.size(); ++i) to[i] += from[i];
  };
  total.log_likelihood += part.log_likelihood;
  add(part.answers, total.answers);
  add(part.persons, total.persons);
  add(part.slope, total.slope);
  add(part.answered, total.answered);
}

}  // namespace

AreaExpectation::AreaExpectation(const ResponseData& data,
                                 const PersonGroups& groups,
                                 const ItemAreas& areas,
                                 const std::vector<bool>& included, int threads)
    : data_(data),
      groups_(groups),
      threads_(threads),
      shards_(static_cast<int>(
          std::clamp(data.num_responses() / kMinResponsesInAreaShard, size_t{2},
                     kMaxAreaShards))) {
  shards_ = std::min(shards_, std::max(1, data.num_persons()));
  for (const int item : data.item_of_row) {
    const int area = areas.of_item[item];
    area_of_row_.push_back(!included[item]            ? kRowLeftOut
                           : area == ItemAreas::kNone ? kRowOfNoArea
                                                      : area);
  }
}

AreaCounts AreaExpectation::Count(const AreaTables& tables) const {
  std::vector<AreaCounts> parts(shards_);
  ParallelFor(shards_, threads_,
              [&](int shard) { CountShard(tables, shard, parts[shard]); });
  for (int shard = 1; shard < shards_; ++shard) {
    AddCounts(parts[shard], parts[0]);
  }
  return std::move(parts[0]);
}

void AreaExpectation::CountShard(const AreaTables& tables, int shard,
                                 AreaCounts& out) const {
  out.answers.assign(tables.log_p.size(), 0);
  out.persons.assign(tables.log_density.size(), 0);
  out.slope.assign(tables.delta.size(), 0);
  out.answered.assign(tables.delta.size(), 0);
  PersonAreas person(tables, area_of_row_);
  const Part part(shard, shards_, data_.num_persons());
  for (int p = part.begin; p < part.end; ++p) {
    const double weight = data_.weight(p);
    const int group = groups_.of_person[p];
    out.log_likelihood += weight * person.Compute(data_.RowsOf(p), group);
    double* at = out.persons.data() + size_t(group) * tables.nodes.stride;
    for (int q = person.begin(); q < person.end(); ++q) {
      at[q] += weight * person.posterior()[q];
    }
    person.ForEachRow([&](int row, const double* counts, int begin, int end) {
      double* to = out.answers.data() + size_t(row) * tables.sums.stride;
      for (int u = begin; u < end; ++u) to[u] += weight * counts[u];
    });
    person.ForEachArea([&](int area, double slope) {
      out.slope[area] += weight * slope;
      out.answered[area] += weight;
    });
  }
}

}  // namespace adaptest
