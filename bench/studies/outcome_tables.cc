#include "bench/studies/outcome_tables.h"

#include <algorithm>
#include <cmath>
#include <iostream>

#include "bench/studies/study.h"

namespace adaptest {
namespace {

// A figure's mean over the replicates, and its error by their spread.
template <class Figure>
Statistic OverReplicates(const Condition& condition, Figure figure) {
  double sum = 0, squares = 0;
  for (const auto& outcomes : condition.replicates) {
    const double x = figure(outcomes);
    sum += x;
    squares += x * x;
  }
  const double n = static_cast<double>(condition.replicates.size());
  const double variance = (squares - sum * sum / n) / (n - 1);
  return {sum / n, std::sqrt(std::max(variance, 0.0) / n)};
}

template <class Value>
double Mean(const std::vector<Outcome>& outcomes, Value value) {
  double sum = 0;
  for (const Outcome& o : outcomes) sum += value(o);
  return sum / outcomes.size();
}

double Rmse(const std::vector<Outcome>& outcomes) {
  return std::sqrt(Mean(outcomes, [](const Outcome& o) {
    return (o.estimate - o.theta) * (o.estimate - o.theta);
  }));
}
double MeanSd(const std::vector<Outcome>& outcomes) {
  return Mean(outcomes, [](const Outcome& o) { return o.sd; });
}
double RootMeanVariance(const std::vector<Outcome>& outcomes) {
  return std::sqrt(
      Mean(outcomes, [](const Outcome& o) { return o.sd * o.sd; }));
}
double Coverage(const std::vector<Outcome>& outcomes) {
  return 100 * Mean(outcomes, [](const Outcome& o) { return o.covered; });
}

}  // namespace

void PrintFigures(const std::vector<Condition>& conditions) {
  std::cout << "| scored by | RMSE | mean sd | RMSE - mean sd | RMSE - root "
               "mean variance | coverage, % |\n|---|---|---|---|---|---|\n";
  for (const Condition& c : conditions) {
    std::cout << absl::StreamFormat(
        "| %s | %s | %s | %s | %s | %s |\n", c.name,
        Cell(OverReplicates(c, Rmse), 4), Cell(OverReplicates(c, MeanSd), 4),
        Cell(OverReplicates(c,
                            [](const auto& o) { return Rmse(o) - MeanSd(o); }),
             4),
        Cell(
            OverReplicates(
                c, [](const auto& o) { return Rmse(o) - RootMeanVariance(o); }),
            4),
        Cell(OverReplicates(c, Coverage), 2));
  }
}

namespace {

// Coverage of the examinees with theta in [lower, upper), its error by the
// replicates: a ratio of their sums.
Statistic CoverageIn(const Condition& c, double lower, double upper) {
  double count = 0, covered = 0, squares = 0;
  const auto over = [&](auto use) {
    for (const auto& outcomes : c.replicates) {
      double n = 0, x = 0;
      for (const Outcome& o : outcomes) {
        if (o.theta < lower || o.theta >= upper) continue;
        n += 1;
        x += o.covered;
      }
      use(n, x);
    }
  };
  over([&](double n, double x) { count += n, covered += x; });
  if (count == 0) return {};
  const double p = covered / count;
  over([&](double n, double x) { squares += (x - n * p) * (x - n * p); });
  return {100 * p, 100 * std::sqrt(squares) / count};
}

}  // namespace

void PrintCoverageCurves(const std::vector<Condition>& conditions) {
  constexpr double kBounds[] = {-10, -2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2, 10};
  std::cout << "\n| true theta |";
  for (const Condition& c : conditions) std::cout << " " << c.name << " |";
  std::cout << "\n|---|---|---|---|---|---|\n";
  for (size_t i = 0; i + 1 < std::size(kBounds); ++i) {
    const double lower = kBounds[i], upper = kBounds[i + 1];
    std::cout << (lower == -10 ? absl::StrFormat("| below %g |", upper)
                  : upper == 10
                      ? absl::StrFormat("| above %g |", lower)
                      : absl::StrFormat("| %g to %g |", lower, upper));
    for (const Condition& c : conditions) {
      std::cout << " " << Cell(CoverageIn(c, lower, upper), 1) << " |";
    }
    std::cout << "\n";
  }
}

}  // namespace adaptest
