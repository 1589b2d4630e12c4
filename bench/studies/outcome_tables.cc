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
double ExcessOverMean(const std::vector<Outcome>& outcomes) {
  return Rmse(outcomes) - MeanSd(outcomes);
}
double ExcessOverRoot(const std::vector<Outcome>& outcomes) {
  return Rmse(outcomes) - RootMeanVariance(outcomes);
}
double Coverage(const std::vector<Outcome>& outcomes) {
  return 100 * Mean(outcomes, [](const Outcome& o) { return o.covered; });
}

// The ratio of two figures' means over paired replicates, by the delta method.
template <class Figure>
Statistic Ratio(const Condition& x, const Condition& y, Figure figure) {
  const double mean = *OverReplicates(y, figure).value;
  const double ratio = *OverReplicates(x, figure).value / mean;
  const double n = static_cast<double>(x.replicates.size());
  double squares = 0;
  for (size_t r = 0; r < x.replicates.size(); ++r) {
    const double rest =
        figure(x.replicates[r]) - ratio * figure(y.replicates[r]);
    squares += rest * rest;
  }
  return {ratio, std::sqrt(squares / (n - 1) / n) / std::abs(mean)};
}

}  // namespace

void PrintFigures(const std::vector<Condition>& conditions) {
  std::cout << "| scored by | RMSE | mean sd | RMSE - mean sd | RMSE - root "
               "mean variance | coverage, % |\n|---|---|---|---|---|---|\n";
  for (const Condition& c : conditions) {
    std::cout << absl::StreamFormat("| %s | %s | %s | %s | %s | %s |\n", c.name,
                                    Cell(OverReplicates(c, Rmse), 4),
                                    Cell(OverReplicates(c, MeanSd), 4),
                                    Cell(OverReplicates(c, ExcessOverMean), 4),
                                    Cell(OverReplicates(c, ExcessOverRoot), 4),
                                    Cell(OverReplicates(c, Coverage), 2));
  }
}

void PrintExcessRatio(const Condition& mended, const Condition& plain) {
  std::cout << absl::StreamFormat(
      "\nExcess of %s over that of %s: %s over the mean sd, %s over the root "
      "mean variance\n",
      mended.name, plain.name, Cell(Ratio(mended, plain, ExcessOverMean), 2),
      Cell(Ratio(mended, plain, ExcessOverRoot), 2));
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
