#include "calibration/information_matrix.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "calibration/parallel.h"
#include "calibration/person_scores.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

constexpr ParameterInformation kKinds[] = {ParameterInformation::kOakes,
                                           ParameterInformation::kCrossProduct,
                                           ParameterInformation::kNone};
// Partial sums take at most this much memory.
constexpr double kMaxBytes = 1 << 26;
constexpr int kMaxParts = 16;

// A watcher is asked each time that so many persons are done, but not more
// often than kMaxSumRounds times.
constexpr int kPersonsInRound = 2000;
constexpr int kMaxSumRounds = 100;

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

// The sum over some persons.
void AddPersons(const MarginalPosterior& posterior, ParameterInformation kind,
                Part persons, Eigen::MatrixXd& sum) {
  const ResponseData& data = posterior.expectation().data();
  PersonScores person(posterior);
  MissingInformation missing(sum);
  ScoreProductSum products(static_cast<int>(sum.rows()), sum);
  for (int p = persons.begin; p < persons.end; ++p) {
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
}

// Each part of the persons has a sum of its own, and every round takes a slice
// of each part.
absl::StatusOr<Eigen::MatrixXd> SumOverPersons(
    const MarginalPosterior& posterior, ParameterInformation kind,
    const SumWatch& watch) {
  const Expectation& expectation = posterior.expectation();
  const ResponseData& data = expectation.data();
  const int n = posterior.parameters().size();
  const int parts =
      std::clamp(static_cast<int>(kMaxBytes / (sizeof(double) * n * double(n))),
                 2, kMaxParts);
  const int rounds = static_cast<int>(
      std::clamp(SumOf(data.ranks(), data.num_persons()) / kPersonsInRound, 1.0,
                 double{kMaxSumRounds}));
  std::vector<Eigen::MatrixXd> sums(parts, Eigen::MatrixXd::Zero(n, n));
  for (int round = 0; round < rounds; ++round) {
    ParallelFor(parts, expectation.threads(), [&](int i) {
      AddPersons(posterior, kind,
                 WholeClusters(i * rounds + round, parts * rounds, data),
                 sums[i]);
    });
    if (watch.progress) watch.progress(double(round + 1) / rounds);
    if (round + 1 < rounds && watch.stop && watch.stop()) {
      return absl::CancelledError("stopped before there were standard errors");
    }
  }
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

absl::StatusOr<ParameterInformation> ParameterInformationByName(
    absl::string_view name) {
  for (const ParameterInformation kind : kKinds) {
    if (NameOf(kind) == name) return kind;
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "standard errors \"", name, "\" are unknown; allowed: ",
      absl::StrJoin(kKinds, ", ",
                    [](std::string* out, ParameterInformation kind) {
                      absl::StrAppend(out, NameOf(kind));
                    })));
}

absl::string_view NameOf(ParameterInformation kind) {
  switch (kind) {
    case ParameterInformation::kOakes:
      return "oakes";
    case ParameterInformation::kCrossProduct:
      return "crossproduct";
    case ParameterInformation::kNone:
      break;
  }
  return "none";
}

absl::StatusOr<Eigen::MatrixXd> ScoreProducts(
    const MarginalPosterior& posterior, const std::vector<bool>& held,
    const SumWatch& watch) {
  ASSIGN_OR_RETURN(
      Eigen::MatrixXd sum,
      SumOverPersons(posterior, ParameterInformation::kCrossProduct, watch));
  for (int j = 0; j < sum.rows(); ++j) {
    if (!held[j]) continue;
    sum.row(j).setZero();
    sum.col(j).setZero();
  }
  return sum;
}

absl::StatusOr<Eigen::MatrixXd> InformationMatrix(
    const MarginalPosterior& posterior, ParameterInformation kind,
    const std::vector<bool>& held, const SumWatch& watch) {
  ASSIGN_OR_RETURN(Eigen::MatrixXd sum, SumOverPersons(posterior, kind, watch));
  if (kind == ParameterInformation::kOakes) {
    AddCompleteInformation(posterior, sum);
  }
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
