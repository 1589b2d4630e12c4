#ifndef ADAPTEST_CALIBRATION_EXPECTATION_H_
#define ADAPTEST_CALIBRATION_EXPECTATION_H_

#include <vector>

#include "calibration/latent_nodes.h"
#include "calibration/response_data.h"

namespace adaptest {

// The posterior of one person's latent variable: weight[q] sums to 1, and is
// exactly 0 outside [begin, end).
struct PersonPosterior {
  std::vector<double> weight;  // [node], padded
  int begin = 0;
  int end = 0;
  double log_likelihood = 0;  // marginal, of one person
};

// Passes over persons (the E-step of Bock & Aitkin, 1981). A table holds
// log P[row][node] with rows as in ResponseData. Likelihoods are sums of
// logarithms; nodes whose posterior is below exp(-kNegligible) times the
// highest one are dropped, which is far below rounding and avoids denormals.
//
// Persons are cut into a number of shards that depends on the data alone, and
// partial sums are added in the order of shards: results are the same bit for
// bit for any number of threads.
class Expectation {
 public:
  static constexpr int kMaxShards = 16;
  static constexpr int kMinPersonsInShard = 64;
  static constexpr double kNegligible = 50;

  // Posteriors are kept from Counts for CountDerivatives where they take no
  // more memory than this, and computed again where they would.
  static constexpr size_t kMaxKeptBytes = size_t{1} << 26;

  // Keeps references: data and nodes must outlive this.
  Expectation(const ResponseData& data, const LatentNodes& nodes, int threads);

  // The marginal log-likelihood, and counts[row][node] = expected number of
  // persons at the node who gave that answer.
  double Counts(const std::vector<double>& table, std::vector<double>& counts);

  // The derivative of those counts where the table, that of the last call of
  // Counts, changes at the rate direction[row][node].
  void CountDerivatives(const std::vector<double>& table,
                        const std::vector<double>& direction,
                        std::vector<double>& derivatives);

  // The posterior of one person.
  void Posterior(const std::vector<double>& table, int person,
                 PersonPosterior& posterior) const;

  int shards() const { return shards_; }
  int threads() const { return threads_; }
  const ResponseData& data() const { return data_; }
  const LatentNodes& nodes() const { return nodes_; }

 private:
  void SumRows(const std::vector<double>& table, int person, double* out) const;
  void AddShards(std::vector<double>& total) const;
  void DifferentiatePerson(const PersonPosterior& posterior, int person,
                           const std::vector<double>& direction,
                           std::vector<double>& rate,
                           std::vector<double>& sums) const;

  const ResponseData& data_;
  const LatentNodes& nodes_;
  int threads_;
  int shards_;
  std::vector<std::vector<double>> partial_;  // [shard][row * stride + node]
  bool keeps_posteriors_;
  std::vector<PersonPosterior> kept_;  // [person], or empty
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_EXPECTATION_H_
