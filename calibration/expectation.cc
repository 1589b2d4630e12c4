#include "calibration/expectation.h"

#include <algorithm>
#include <cmath>

#include "calibration/parallel.h"
#include "calibration/pass_precision.h"

namespace adaptest {
namespace {

// All shards together take no more memory than this.
constexpr size_t kMaxShards = 64;
constexpr size_t kMaxBytesOfShards = size_t{1} << 28;
// Sums in single precision go over to double ones after so many answers for
// each number of a table of rows.
constexpr size_t kAnswersPerNumber = 8;
template <class Real>
constexpr Real Negligible() {
  return sizeof(Real) == sizeof(float) ? Real{Expectation::kNegligibleInSingle}
                                       : Real{Expectation::kNegligible};
}

int NumShards(const ResponseData& data, size_t table_size) {
  const size_t by_memory =
      std::max<size_t>(1, kMaxBytesOfShards / (table_size * sizeof(double)));
  const size_t blocks = data.blocks().size() - 1;
  return static_cast<int>(
      std::max<size_t>(1, std::min({blocks, by_memory, kMaxShards})));
}

double WeightOf(const ResponseData& data) {
  double sum = 0;
  for (int p = 0; p < data.num_persons(); ++p) sum += data.weight(p);
  return sum;
}

}  // namespace

Expectation::Expectation(const ResponseData& data, const PersonGroups& groups,
                         const LatentNodes& nodes, int threads)
    : data_(data),
      groups_(groups),
      nodes_(nodes),
      threads_(threads),
      persons_(SumOf(data.ranks(), WeightOf(data))),
      patterns_(data),
      shards_(NumShards(data, PassTableSize())),
      partial_(shards_),
      windows_(data.num_persons()) {}

// By the rows of the data, which are the same on all ranks.
size_t Expectation::MostAnswers() const {
  return kAnswersPerNumber * num_rows() * nodes_.stride;
}

// Of a person, it is a share of 1 times the difference of two sums over the
// person's rows and group.
double Expectation::HighestDerivative(const AlignedVector& direction) const {
  double rate = 0;
  for (const double r : direction) rate = std::max(rate, std::abs(r));
  return 2 * persons_ * (data_.num_items() + 1) * rate;
}

size_t Expectation::PassTableSize() const {
  const size_t rows = patterns_.empty() ? data_.num_rows() : patterns_.size();
  return (rows + groups_.size()) * nodes_.stride;
}

const AlignedVector& Expectation::PassTable(const AlignedVector& table,
                                            AlignedVector& of_patterns) const {
  if (patterns_.empty()) return table;
  of_patterns.resize(PassTableSize());
  patterns_.SumRows(table.data(), nodes_.stride, of_patterns.data());
  std::copy(table.begin() + size_t(LatentRow(0)) * nodes_.stride, table.end(),
            of_patterns.begin() + size_t(patterns_.size()) * nodes_.stride);
  return of_patterns;
}

PersonRows Expectation::PassRowsOf(int person) const {
  const int group = groups_.of_person[person];
  const auto rows =
      patterns_.empty() ? data_.RowsOf(person) : patterns_.Of(person);
  const int first = patterns_.empty() ? data_.num_rows() : patterns_.size();
  return {rows.data(), rows.size(), size_t(first + group)};
}

double Expectation::MeanBlocks() const {
  double sum = 0;
  for (const NodeWindow& window : windows_) sum += window.end - window.begin;
  return sum / std::max<size_t>(1, windows_.size());
}

void Expectation::Posterior(const AlignedVector& table, int person,
                            PersonPosterior& posterior) const {
  static const PersonKernel<double> kernel = BestPersonKernel<double>();
  posterior.weight.resize(nodes_.stride);
  NodeWindow window = windows_[person];
  const auto answers = data_.RowsOf(person);
  const PersonRows rows = {answers.data(), answers.size(),
                           size_t(LatentRow(groups_.of_person[person]))};
  posterior.log_likelihood =
      kernel.posterior(table.data(), nodes_.stride, rows, kNegligible, window,
                       posterior.weight.data());
  posterior.begin = window.begin * kNodesInBlock;
  posterior.end = std::min(window.end * kNodesInBlock, nodes_.size);
}

// Calls work(rows, window, weight), which adds to the sums, for the persons of
// a shard; sums begin anew with each block.
template <class Real, class Sums, class Work>
void Expectation::ForPersons(int shard, Sums& sums, const Work& work) {
  const absl::Span<const int> first = data_.blocks();
  const Part blocks(shard, shards_, static_cast<int>(first.size()) - 1);
  for (int block = blocks.begin; block < blocks.end; ++block) {
    for (int p = first[block]; p < first[block + 1]; ++p) {
      if constexpr (sizeof(Real) == sizeof(float)) {
        work(PassRowsOf(p), windows_[p], data_.weight(p));
      } else {
        NodeWindow window = windows_[p];
        work(PassRowsOf(p), window, data_.weight(p));
      }
      sums.Added(data_.RowsOf(p).size());
    }
    sums.Flush();
  }
}

template <class Real>
double Expectation::CountAll(const AlignedVector& table,
                             AlignedVector& counts) {
  const PersonKernel<Real> kernel = BestPersonKernel<Real>();
  AlignedVector of_patterns;
  const Converted<Real> log_p(PassTable(table, of_patterns));
  std::vector<double> log_likelihood(shards_, 0.0);
  ParallelFor(shards_, threads_, [&](int shard) {
    partial_[shard].assign(PassTableSize(), 0.0);
    Sums<Real> sums(partial_[shard], MostAnswers(), persons_);
    Aligned<Real> scratch(nodes_.stride);
    double sum = 0;
    ForPersons<Real>(
        shard, sums,
        [&](const PersonRows& rows, NodeWindow& window, double weight) {
          sum += weight * kernel.counts(log_p.data, nodes_.stride, rows,
                                        Negligible<Real>(), window, weight,
                                        sums.data(), scratch.data());
        });
    log_likelihood[shard] = sum;
  });
  AddShards(counts);
  counts.push_back(0);
  for (const double part : log_likelihood) counts.back() += part;
  data_.ranks().Sum(absl::MakeSpan(counts));
  const double sum = counts.back();
  counts.pop_back();
  return sum;
}

template <class Real>
void Expectation::DifferentiateAll(const AlignedVector& table,
                                   const AlignedVector& direction,
                                   AlignedVector& derivatives) {
  const PersonKernel<Real> kernel = BestPersonKernel<Real>();
  AlignedVector of_patterns, rates_of_patterns;
  const Converted<Real> log_p(PassTable(table, of_patterns));
  const Converted<Real> rates(PassTable(direction, rates_of_patterns));
  const double highest = HighestDerivative(direction);
  ParallelFor(shards_, threads_, [&](int shard) {
    partial_[shard].assign(PassTableSize(), 0.0);
    Sums<Real> sums(partial_[shard], MostAnswers(), highest);
    Aligned<Real> scratch(2 * nodes_.stride);
    ForPersons<Real>(
        shard, sums,
        [&](const PersonRows& rows, NodeWindow& window, double weight) {
          kernel.changes(log_p.data, rates.data, nodes_.stride, rows,
                         Negligible<Real>(), window, weight, sums.data(),
                         scratch.data());
        });
  });
  AddShards(derivatives);
  data_.ranks().Sum(absl::MakeSpan(derivatives));
}

double Expectation::Counts(const AlignedVector& table, Precision precision,
                           AlignedVector& counts) {
  return precision == Precision::kSingle ? CountAll<float>(table, counts)
                                         : CountAll<double>(table, counts);
}

void Expectation::CountDerivatives(const AlignedVector& table,
                                   const AlignedVector& direction,
                                   Precision precision,
                                   AlignedVector& derivatives) {
  if (precision == Precision::kSingle) {
    DifferentiateAll<float>(table, direction, derivatives);
  } else {
    DifferentiateAll<double>(table, direction, derivatives);
  }
}

void Expectation::AddShards(AlignedVector& total) const {
  AlignedVector of_patterns;
  AlignedVector& sum = patterns_.empty() ? total : of_patterns;
  sum.resize(PassTableSize());
  const int size = static_cast<int>(sum.size());
  ParallelFor(shards_, threads_, [&](int i) {
    const Part part(i, shards_, size);
    std::copy(partial_[0].begin() + part.begin, partial_[0].begin() + part.end,
              sum.begin() + part.begin);
    for (int shard = 1; shard < shards_; ++shard) {
      const double* from = partial_[shard].data();
      for (int j = part.begin; j < part.end; ++j) sum[j] += from[j];
    }
  });
  if (patterns_.empty()) return;
  total.resize(size_t(num_rows()) * nodes_.stride);
  patterns_.SpreadCounts(sum.data(), nodes_.stride, total.data());
  std::copy(sum.begin() + size_t(patterns_.size()) * nodes_.stride, sum.end(),
            total.begin() + size_t(LatentRow(0)) * nodes_.stride);
}

}  // namespace adaptest
