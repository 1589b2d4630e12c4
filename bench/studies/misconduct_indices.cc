#include "bench/studies/misconduct_indices.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "calibration/fit/classical.h"
#include "engine/response_model.h"

namespace adaptest {
namespace {

constexpr double kShortestSeconds = 0.5;

using Matrix = std::vector<std::vector<double>>;  // [candidate][item]

// Residuals of log times from item and candidate, in sds of the item, and the
// candidates' speeds.
struct Times {
  Matrix residual;
  std::vector<double> speed;
};

double MeanOfRow(const std::vector<double>& row) {
  double sum = 0;
  for (const double x : row) sum += x;
  return sum / static_cast<double>(row.size());
}

// Takes the mean off each column; divides it by its sd where asked.
void CentreColumns(Matrix& m, bool standardise) {
  const double n = static_cast<double>(m.size());
  for (size_t i = 0; i < m[0].size(); ++i) {
    double sum = 0, squares = 0;
    for (const auto& row : m) sum += row[i];
    for (auto& row : m) row[i] -= sum / n;
    for (const auto& row : m) squares += row[i] * row[i];
    if (!standardise) continue;
    for (auto& row : m) row[i] /= std::sqrt(squares / n);
  }
}

Times AnalyseTimes(const Matrix& seconds) {
  Times times{seconds, {}};
  for (auto& row : times.residual) {
    for (double& t : row) t = std::log(std::max(t, kShortestSeconds));
  }
  CentreColumns(times.residual, false);
  for (auto& row : times.residual) {
    const double slowness = MeanOfRow(row);
    times.speed.push_back(-slowness);
    for (double& x : row) x -= slowness;
  }
  CentreColumns(times.residual, true);
  return times;
}

double MeanSquare(const std::vector<double>& row) {
  double sum = 0;
  for (const double x : row) sum += x * x;
  return sum / static_cast<double>(row.size());
}

// The correlation of answers and log times, both less what is expected.
double AnswersWithTimes(const ResponseData& data, int person,
                        absl::Span<const Item> items, double theta,
                        const std::vector<double>& times) {
  CorrelationSums sums;
  for (const uint16_t row : data.RowsOf(person)) {
    const int i = data.item_of_row[row];
    const double p =
        ProbabilityRight(items[i].model, items[i].parameters, theta);
    sums.Add(1, row - data.first_row[i] - p, times[i]);
  }
  return sums.Correlation().value.value_or(0);
}

double RapidAnswers(const std::vector<double>& seconds) {
  return static_cast<double>(
      std::count_if(seconds.begin(), seconds.end(),
                    [](double t) { return t < kRapidSeconds; }));
}

}  // namespace

std::vector<MisconductIndex> MisconductIndices(
    const CredentialData& data, absl::Span<const Item> items,
    absl::Span<const PersonEstimate> persons) {
  const Times times = AnalyseTimes(data.seconds);
  MisconductIndex fit{"lz*", {}}, rapid{"rapid answers", {}},
      irregular{"irregular times", {}}, quick{"quick where right", {}};
  for (size_t p = 0; p < persons.size(); ++p) {
    fit.value.push_back(-persons[p].lz_star.value_or(0));
    rapid.value.push_back(RapidAnswers(data.seconds[p]));
    irregular.value.push_back(MeanSquare(times.residual[p]));
    quick.value.push_back(
        -AnswersWithTimes(data.operational, static_cast<int>(p), items,
                          persons[p].theta.value_or(0), times.residual[p]));
  }
  return {std::move(fit),
          std::move(rapid),
          {"speed", times.speed},
          std::move(irregular),
          std::move(quick)};
}

}  // namespace adaptest
