#ifndef ADAPTEST_CALIBRATION_EXPECTATION_H_
#define ADAPTEST_CALIBRATION_EXPECTATION_H_

#include <vector>

#include "calibration/kernels/person_kernel.h"
#include "calibration/latent_nodes.h"
#include "calibration/person_groups.h"
#include "calibration/response_data.h"
#include "calibration/row_patterns.h"
#include "engine/math/aligned_vector.h"

namespace adaptest {

// The posterior of one person's latent variable: weight[q] sums to 1, and is
// exactly 0 outside [begin, end).
struct PersonPosterior {
  AlignedVector weight;  // [node], padded
  int begin = 0;
  int end = 0;
  double log_likelihood = 0;  // marginal, of one person
};

// What sums over persons are computed in. Totals are doubles in both cases;
// kSingle takes half the time, and its gradient is right to about 1e-6 of the
// sum of the absolute values of its terms.
enum class Precision { kSingle, kDouble };

// Passes over persons (the E-step of Bock & Aitkin, 1981). A table holds
// log P[row][node] with rows as in ResponseData, and after them the log density
// of the latent variable in each group, a row a group. Likelihoods are sums of
// logarithms; nodes whose posterior is below exp(-negligible) times the highest
// one are dropped, which is below rounding and avoids denormal numbers.
//
// Where the answers fall into few patterns, sums are over patterns.
//
// Persons are cut into shards, of whole blocks of the data, by the data alone,
// and partial sums are added in the order of shards: results are the same bit
// for bit for any number of threads. The persons may be those of one rank of
// several, which holds whole blocks of all the data; sums are over all ranks.
// Counts in single precision and their derivatives are then the same as in one
// process, bit for bit, where weights are whole numbers: rounding of the next
// tables to single precision would turn a difference in the last bit of a
// double into one of a float within a few steps. Log-likelihoods, and sums in
// double precision, differ by the order in which doubles are added.
class Expectation {
 public:
  static constexpr double kNegligible = 37;
  static constexpr float kNegligibleInSingle = 17;

  // Keeps references: all of them must outlive this.
  Expectation(const ResponseData& data, const PersonGroups& groups,
              const LatentNodes& nodes, int threads);

  // The marginal log-likelihood, and counts[row][node] = expected number of
  // persons at the node who gave that answer, or are in that group.
  double Counts(const AlignedVector& table, Precision precision,
                AlignedVector& counts);

  // The derivative of those counts where the table changes at the rate
  // direction[row][node].
  void CountDerivatives(const AlignedVector& table,
                        const AlignedVector& direction, Precision precision,
                        AlignedVector& derivatives);

  // The posterior of one person, in double precision.
  void Posterior(const AlignedVector& table, int person,
                 PersonPosterior& posterior) const;

  // Blocks of nodes that a person's posterior takes, on average, in the last
  // pass in single precision.
  double MeanBlocks() const;

  // Rows of a table.
  int num_rows() const { return data_.num_rows() + groups_.size(); }
  int LatentRow(int group) const { return data_.num_rows() + group; }

  int shards() const { return shards_; }
  int threads() const { return threads_; }
  const ResponseData& data() const { return data_; }
  const PersonGroups& groups() const { return groups_; }
  const LatentNodes& nodes() const { return nodes_; }

 private:
  template <class Real>
  struct Pass;

  template <class Real>
  double CountAll(const AlignedVector& table, AlignedVector& counts);
  template <class Real>
  void DifferentiateAll(const AlignedVector& table,
                        const AlignedVector& direction,
                        AlignedVector& derivatives);
  template <class Real, class Sums, class Work>
  void ForPersons(int shard, Sums& sums, const Work& work);
  // The table that passes read: [row or pattern][node], then the groups.
  const AlignedVector& PassTable(const AlignedVector& table,
                                 AlignedVector& of_patterns) const;
  PersonRows PassRowsOf(int person) const;
  size_t PassTableSize() const;
  size_t MostAnswers() const;
  double HighestDerivative(const AlignedVector& direction) const;
  void AddShards(AlignedVector& total) const;

  const ResponseData& data_;
  const PersonGroups& groups_;
  const LatentNodes& nodes_;
  int threads_;
  double persons_;  // their weights, on all ranks
  RowPatterns patterns_;
  int shards_;
  std::vector<AlignedVector> partial_;  // [shard][row * stride + node]
  std::vector<NodeWindow> windows_;     // [person], of the last pass
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_EXPECTATION_H_
