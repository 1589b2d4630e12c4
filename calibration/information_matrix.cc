#include <algorithm>
#include <cmath>

#include "calibration/parallel.h"
#include "calibration/standard_errors.h"

namespace adaptest {
namespace {

using RowMatrix =
    Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

// Partial sums take at most this much memory.
constexpr double kMaxBytes = 1 << 26;
constexpr int kMaxParts = 16;

// Nodes of less posterior weight do not count here: they would add about that
// share to the information.
constexpr double kMinWeight = 1e-13;

// A person's score, the gradient of the complete-data log-likelihood, at each
// node: score[local parameter][node of the posterior's range].
class PersonScores {
 public:
  explicit PersonScores(const MarginalPosterior& posterior)
      : f_(posterior),
        curve_of_row_(posterior.expectation().num_rows(), -1),
        local_(posterior.parameters().size(), -1) {
    const auto& curves = posterior.parameters().curves;
    for (size_t c = 0; c < curves.size(); ++c) {
      for (int k = 0; k < curves[c].num_rows; ++k) {
        curve_of_row_[curves[c].first_row + k] = static_cast<int>(c);
      }
    }
  }

  void Compute(int person);

  const std::vector<int>& index() const { return index_; }  // [local]
  const RowMatrix& scores() const { return scores_; }
  const PersonPosterior& posterior() const { return posterior_; }
  Eigen::Map<const Eigen::VectorXd> weights() const {
    return Eigen::Map<const Eigen::VectorXd>(
        posterior_.weight.data() + posterior_.begin,
        posterior_.end - posterior_.begin);
  }

 private:
  void AddRow(int row);

  const MarginalPosterior& f_;
  std::vector<int> curve_of_row_;  // -1 where the item is left out
  std::vector<int> local_;         // [parameter], -1 where not yet met
  std::vector<int> index_;
  PersonPosterior posterior_;
  RowMatrix scores_;
};

void PersonScores::Compute(int person) {
  const ResponseData& data = f_.expectation().data();
  f_.expectation().Posterior(f_.table(), person, posterior_);
  const AlignedVector& w = posterior_.weight;
  while (w[posterior_.begin] < kMinWeight) ++posterior_.begin;
  while (w[posterior_.end - 1] < kMinWeight) --posterior_.end;
  for (const int j : index_) local_[j] = -1;
  index_.clear();
  const auto rows = data.RowsOf(person);
  scores_.setZero(
      std::min<size_t>((rows.size() + 1) * kMaxSlots, f_.parameters().size()),
      posterior_.end - posterior_.begin);
  for (const uint16_t row : rows) AddRow(row);
  const Expectation& expectation = f_.expectation();
  AddRow(expectation.LatentRow(expectation.groups().of_person[person]));
}

void PersonScores::AddRow(int row) {
  const int number = curve_of_row_[row];
  if (number < 0) return;
  const CurveLayout& curve = f_.parameters().curves[number];
  const int stride = f_.nodes().stride;
  const double* slope =
      f_.slopes(number) +
      size_t(row - curve.first_row) * curve.num_free * stride +
      posterior_.begin;
  for (int f = 0; f < curve.num_free; ++f, slope += stride) {
    int& local = local_[curve.index[f]];
    if (local < 0) {
      local = static_cast<int>(index_.size());
      index_.push_back(curve.index[f]);
    }
    scores_.row(local) +=
        Eigen::Map<const Eigen::RowVectorXd>(slope, scores_.cols());
  }
}

// Adds scale times the symmetric local matrix to the lower triangle of sum.
void Scatter(const Eigen::MatrixXd& local, const std::vector<int>& index,
             double scale, Eigen::MatrixXd& sum) {
  const int size = static_cast<int>(index.size());
  const bool in_order = std::is_sorted(index.begin(), index.end());
  for (int c = 0; c < size; ++c) {
    if (in_order) {
      double* column = sum.data() + size_t(index[c]) * sum.rows();
      for (int r = c; r < size; ++r) column[index[r]] += scale * local(r, c);
      continue;
    }
    for (int r = c; r < size; ++r) {
      sum(std::max(index[r], index[c]), std::min(index[r], index[c])) +=
          scale * local(r, c);
    }
  }
}

// Sums minus the posterior covariance of the score: what is missing, because
// the latent variable is not observed. Consecutive persons with the same
// parameters go into one product.
class MissingInformation {
 public:
  explicit MissingInformation(Eigen::MatrixXd& sum) : sum_(sum) {}

  void Add(const PersonScores& person, double weight) {
    const int size = static_cast<int>(person.index().size());
    const int columns = static_cast<int>(person.scores().cols());
    if (person.index() != index_ || used_ + columns > columns_.cols()) {
      Flush();
      index_ = person.index();
      columns_.resize(size, std::max(kColumns, columns));
    }
    const Eigen::VectorXd w = person.weights();
    const auto scores = person.scores().topRows(size);
    const Eigen::VectorXd mean = scores * w;
    columns_.middleCols(used_, columns) =
        (scores.colwise() - mean) * (weight * w).cwiseSqrt().asDiagonal();
    used_ += columns;
  }

  void Flush() {
    if (used_ == 0) return;
    Eigen::MatrixXd local =
        Eigen::MatrixXd::Zero(columns_.rows(), columns_.rows());
    local.selfadjointView<Eigen::Lower>().rankUpdate(columns_.leftCols(used_));
    Scatter(local, index_, -1, sum_);
    used_ = 0;
  }

 private:
  static constexpr int kColumns = 256;

  Eigen::MatrixXd& sum_;
  std::vector<int> index_;
  Eigen::MatrixXd columns_;  // [local parameter][node of each person]
  int used_ = 0;
};

// Sums the outer products of the marginal scores of persons, each the sum of
// the scores of its units, which come one after another.
class ScoreProductSum {
 public:
  ScoreProductSum(int parameters, Eigen::MatrixXd& sum)
      : sum_(sum), score_(parameters, 0), is_in_(parameters, false) {}

  void Add(const PersonScores& unit, int cluster, double weight) {
    if (cluster != cluster_) Flush();
    cluster_ = cluster;
    weight_ = weight;
    const std::vector<int>& index = unit.index();
    const int size = static_cast<int>(index.size());
    const Eigen::VectorXd mean = unit.scores().topRows(size) * unit.weights();
    for (int j = 0; j < size; ++j) {
      if (!is_in_[index[j]]) index_.push_back(index[j]);
      is_in_[index[j]] = true;
      score_[index[j]] += mean[j];
    }
  }

  void Flush() {
    if (index_.empty()) return;
    const int size = static_cast<int>(index_.size());
    Eigen::VectorXd score(size);
    for (int j = 0; j < size; ++j) score[j] = score_[index_[j]];
    Scatter(score * score.transpose(), index_, weight_, sum_);
    for (const int j : index_) {
      score_[j] = 0;
      is_in_[j] = false;
    }
    index_.clear();
  }

 private:
  Eigen::MatrixXd& sum_;
  std::vector<double> score_;  // [parameter]
  std::vector<bool> is_in_;    // [parameter]
  std::vector<int> index_;     // parameters of the person so far
  int cluster_ = -1;
  double weight_ = 1;
};

// A part of the persons that begins and ends with a person, not within its
// units.
Part WholeClusters(int i, int n, const ResponseData& data) {
  Part part(i, n, data.num_persons());
  const auto to_start = [&](int p) {
    while (p > 0 && p < data.num_persons() &&
           data.cluster(p) == data.cluster(p - 1)) {
      ++p;
    }
    return p;
  };
  part.begin = to_start(part.begin);
  part.end = to_start(part.end);
  return part;
}

Eigen::MatrixXd SumOverPersons(const MarginalPosterior& posterior,
                               ParameterInformation kind) {
  const Expectation& expectation = posterior.expectation();
  const ResponseData& data = expectation.data();
  const int n = posterior.parameters().size();
  const int parts =
      std::clamp(static_cast<int>(kMaxBytes / (sizeof(double) * n * double(n))),
                 2, kMaxParts);
  std::vector<Eigen::MatrixXd> sums(parts);
  ParallelFor(parts, expectation.threads(), [&](int i) {
    sums[i] = Eigen::MatrixXd::Zero(n, n);
    PersonScores person(posterior);
    MissingInformation missing(sums[i]);
    ScoreProductSum products(n, sums[i]);
    const Part part = WholeClusters(i, parts, data);
    for (int p = part.begin; p < part.end; ++p) {
      person.Compute(p);
      if (person.index().empty()) continue;
      if (kind == ParameterInformation::kOakes) {
        missing.Add(person, data.weight(p));
      } else {
        products.Add(person, data.cluster(p), data.weight(p));
      }
    }
    missing.Flush();
    products.Flush();
  });
  for (int i = 1; i < parts; ++i) sums[0] += sums[i];
  data.ranks().Sum({sums[0].data(), size_t(sums[0].size())});
  return std::move(sums[0]);
}

void AddCompleteInformation(const MarginalPosterior& posterior,
                            Eigen::MatrixXd& sum) {
  const auto& curves = posterior.parameters().curves;
  for (size_t i = 0; i < curves.size(); ++i) {
    const CurveLayout& curve = curves[i];
    for (int f = 0; f < curve.num_free; ++f) {
      for (int g = 0; g < curve.num_free; ++g) {
        if (curve.index[f] < curve.index[g]) continue;
        sum(curve.index[f], curve.index[g]) -=
            posterior.hessian(static_cast<int>(i))[f * curve.num_free + g];
      }
    }
  }
}

}  // namespace

Eigen::MatrixXd ScoreProducts(const MarginalPosterior& posterior,
                              const std::vector<bool>& held) {
  Eigen::MatrixXd sum =
      SumOverPersons(posterior, ParameterInformation::kCrossProduct);
  for (int j = 0; j < sum.rows(); ++j) {
    if (!held[j]) continue;
    sum.row(j).setZero();
    sum.col(j).setZero();
  }
  return sum;
}

Eigen::MatrixXd InformationMatrix(const MarginalPosterior& posterior,
                                  ParameterInformation kind,
                                  const std::vector<bool>& held) {
  Eigen::MatrixXd sum = SumOverPersons(posterior, kind);
  if (kind == ParameterInformation::kOakes)
    AddCompleteInformation(posterior, sum);
  for (int j = 0; j < sum.rows(); ++j) {
    sum(j, j) -= posterior.prior_curvature()[j];
    if (!held[j]) continue;
    sum.row(j).setZero();
    sum.col(j).setZero();
    sum(j, j) = 1;
  }
  return sum;
}

}  // namespace adaptest
