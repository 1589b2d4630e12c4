#include "calibration/expectation.h"

#include <algorithm>
#include <cmath>

#include "calibration/parallel.h"

namespace adaptest {
namespace {

// out[q] += scale weight[q] for q in [begin, end).
inline void AddScaled(const double* weight, double scale, int begin, int end,
                      double* out) {
  for (int q = begin; q < end; ++q) out[q] += scale * weight[q];
}

}  // namespace

Expectation::Expectation(const ResponseData& data, const LatentNodes& nodes,
                         int threads)
    : data_(data),
      nodes_(nodes),
      threads_(threads),
      shards_(
          std::clamp(data.num_persons() / kMinPersonsInShard, 1, kMaxShards)),
      partial_(shards_),
      keeps_posteriors_(size_t(data.num_persons()) * nodes.stride *
                            sizeof(double) <=
                        kMaxKeptBytes) {}

// Block by block of nodes, so that the running sums stay in registers.
void Expectation::SumRows(const std::vector<double>& table, int person,
                          double* out) const {
  constexpr int kBlock = LatentNodes::kBlock;
  const auto rows = data_.RowsOf(person);
  const size_t stride = nodes_.stride;
  for (size_t q = 0; q < stride; q += kBlock) {
    double sum[kBlock];
    std::copy_n(nodes_.log_weight.data() + q, kBlock, sum);
    for (const uint16_t row : rows) {
      const double* log_p = table.data() + row * stride + q;
      for (int i = 0; i < kBlock; ++i) sum[i] += log_p[i];
    }
    std::copy_n(sum, kBlock, out + q);
  }
}

void Expectation::Posterior(const std::vector<double>& table, int person,
                            PersonPosterior& posterior) const {
  posterior.weight.resize(nodes_.stride);
  double* w = posterior.weight.data();
  SumRows(table, person, w);
  const double highest = *std::max_element(w, w + nodes_.size);
  double sum = 0;
  posterior.begin = nodes_.size;
  posterior.end = 0;
  for (int q = 0; q < nodes_.stride; ++q) {
    const double x = w[q] - highest;
    if (!(x > -kNegligible)) {
      w[q] = 0;
      continue;
    }
    w[q] = std::exp(x);
    sum += w[q];
    posterior.begin = std::min(posterior.begin, q);
    posterior.end = q + 1;
  }
  const double scale = 1 / sum;
  for (int q = posterior.begin; q < posterior.end; ++q) w[q] *= scale;
  posterior.log_likelihood = highest + std::log(sum);
}

double Expectation::Counts(const std::vector<double>& table,
                           std::vector<double>& counts) {
  std::vector<double> log_likelihood(shards_, 0.0);
  if (keeps_posteriors_) kept_.resize(data_.num_persons());
  ParallelFor(shards_, threads_, [&](int shard) {
    std::vector<double>& sums = partial_[shard];
    sums.assign(table.size(), 0.0);
    PersonPosterior scratch;
    const Part part(shard, shards_, data_.num_persons());
    for (int p = part.begin; p < part.end; ++p) {
      PersonPosterior& posterior = keeps_posteriors_ ? kept_[p] : scratch;
      Posterior(table, p, posterior);
      const double weight = data_.weight(p);
      log_likelihood[shard] += weight * posterior.log_likelihood;
      for (const uint16_t row : data_.RowsOf(p)) {
        AddScaled(posterior.weight.data(), weight, posterior.begin,
                  posterior.end, sums.data() + size_t{row} * nodes_.stride);
      }
    }
  });
  counts.resize(table.size());
  AddShards(counts);
  double sum = 0;
  for (const double part : log_likelihood) sum += part;
  return sum;
}

void Expectation::CountDerivatives(const std::vector<double>& table,
                                   const std::vector<double>& direction,
                                   std::vector<double>& derivatives) {
  ParallelFor(shards_, threads_, [&](int shard) {
    std::vector<double>& sums = partial_[shard];
    sums.assign(table.size(), 0.0);
    PersonPosterior scratch;
    std::vector<double> rate(nodes_.stride);
    const Part part(shard, shards_, data_.num_persons());
    for (int p = part.begin; p < part.end; ++p) {
      if (!keeps_posteriors_) Posterior(table, p, scratch);
      DifferentiatePerson(keeps_posteriors_ ? kept_[p] : scratch, p, direction,
                          rate, sums);
    }
  });
  derivatives.resize(table.size());
  AddShards(derivatives);
}

// The posterior changes at the rate w (t - mean of t), where t is the rate of
// the person's log-likelihood at each node.
void Expectation::DifferentiatePerson(const PersonPosterior& posterior,
                                      int person,
                                      const std::vector<double>& direction,
                                      std::vector<double>& rate,
                                      std::vector<double>& sums) const {
  const auto rows = data_.RowsOf(person);
  const int begin = posterior.begin;
  const int end = posterior.end;
  std::fill(rate.begin(), rate.end(), 0.0);
  for (const uint16_t row : rows) {
    AddScaled(direction.data() + size_t{row} * nodes_.stride, 1, begin, end,
              rate.data());
  }
  double mean = 0;
  for (int q = begin; q < end; ++q) mean += posterior.weight[q] * rate[q];
  for (int q = begin; q < end; ++q) {
    rate[q] = posterior.weight[q] * (rate[q] - mean);
  }
  for (const uint16_t row : rows) {
    AddScaled(rate.data(), data_.weight(person), begin, end,
              sums.data() + size_t{row} * nodes_.stride);
  }
}

void Expectation::AddShards(std::vector<double>& total) const {
  const int size = static_cast<int>(total.size());
  ParallelFor(shards_, threads_, [&](int i) {
    const Part part(i, shards_, size);
    std::copy(partial_[0].begin() + part.begin, partial_[0].begin() + part.end,
              total.begin() + part.begin);
    for (int shard = 1; shard < shards_; ++shard) {
      const double* from = partial_[shard].data();
      for (int j = part.begin; j < part.end; ++j) total[j] += from[j];
    }
  });
}

}  // namespace adaptest
