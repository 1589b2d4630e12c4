#ifndef ADAPTEST_CALIBRATION_AREAS_AREA_EXPECTATION_H_
#define ADAPTEST_CALIBRATION_AREAS_AREA_EXPECTATION_H_

#include <vector>

#include "calibration/areas/area_tables.h"
#include "calibration/areas/item_areas.h"
#include "calibration/areas/person_areas.h"
#include "calibration/parallel.h"
#include "calibration/person_groups.h"
#include "calibration/response_data.h"

namespace adaptest {

// Sums over persons with their weights, at one point of the parameters.
struct AreaCounts {
  double log_likelihood = 0;
  // r[row][u]: the expected number who gave the answer at theta + delta = u.
  AlignedVector answers;
  AlignedVector persons;         // [group][q]
  std::vector<double> slope;     // [area] d log_likelihood / d variance
  std::vector<double> answered;  // [area] persons with answers in the area
};

// The E-step of the area model: passes over persons (person_areas.h). They are
// cut into shards by the data alone, and partial sums are added in the order of
// shards, so that results are the same bit for bit for any number of threads.
class AreaExpectation {
 public:
  // included[item]: answers to the others do not count. Keeps references to
  // data and groups, which must outlive this.
  AreaExpectation(const ResponseData& data, const PersonGroups& groups,
                  const ItemAreas& areas, const std::vector<bool>& included,
                  int threads);

  AreaCounts Count(const AreaTables& tables) const;

  // Calls work(part, person, PersonAreas after Compute) for all persons of
  // these many parts, those of a part in order; parts run on several threads.
  template <class Work>
  void ForEachPerson(const AreaTables& tables, int parts,
                     const Work& work) const {
    ParallelFor(parts, threads_, [&](int i) {
      PersonAreas areas(tables, area_of_row_);
      const Part part(i, parts, data_.num_persons());
      for (int p = part.begin; p < part.end; ++p) {
        areas.Compute(data_.RowsOf(p), groups_.of_person[p]);
        work(i, p, areas);
      }
    });
  }

  int shards() const { return shards_; }
  int threads() const { return threads_; }
  const ResponseData& data() const { return data_; }
  const PersonGroups& groups() const { return groups_; }
  absl::Span<const int> area_of_row() const { return area_of_row_; }

 private:
  void CountShard(const AreaTables& tables, int shard, AreaCounts& out) const;

  const ResponseData& data_;
  const PersonGroups& groups_;
  int threads_;
  int shards_;
  std::vector<int> area_of_row_;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_AREAS_AREA_EXPECTATION_H_
