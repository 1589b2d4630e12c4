#include "bench/studies/study_tables.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_format.h"
#include "engine/random.h"

namespace adaptest {
namespace {

constexpr int kReplicates = 1000;

double MeanOf(absl::Span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

double SampleMean(const Values& values, Random& random) {
  double sum = 0;
  double count = 0;
  for (size_t b = 0; b < values.size(); ++b) {
    const auto& bank = values[random.Below(values.size())];
    for (size_t i = 0; i < bank.size(); ++i) {
      sum += bank[random.Below(bank.size())];
    }
    count += static_cast<double>(bank.size());
  }
  return sum / count;
}

}  // namespace

Values ValuesOf(const DesignResult& result,
                const std::function<double(const StudyTest&)>& value) {
  Values values;
  for (const auto& tests : result.tests) {
    std::vector<double> bank;
    for (const StudyTest& test : tests) bank.push_back(value(test));
    values.push_back(std::move(bank));
  }
  return values;
}

Values Differences(const Values& a, const Values& b) {
  Values differences = a;
  for (size_t bank = 0; bank < a.size(); ++bank) {
    for (size_t i = 0; i < a[bank].size(); ++i) {
      differences[bank][i] -= b[bank][i];
    }
  }
  return differences;
}

Figure BootstrapMean(const Values& values, uint64_t seed) {
  Random random(seed);
  std::vector<double> means(kReplicates);
  for (double& mean : means) mean = SampleMean(values, random);
  std::sort(means.begin(), means.end());
  double all = 0;
  double count = 0;
  for (const auto& bank : values) {
    all += MeanOf(bank) * static_cast<double>(bank.size());
    count += static_cast<double>(bank.size());
  }
  Figure figure;
  figure.value = all / count;
  figure.standard_error =
      PlainMean(means).standard_error * std::sqrt(kReplicates);
  figure.lower = means[kReplicates / 40];
  figure.upper = means[kReplicates - 1 - kReplicates / 40];
  return figure;
}

Figure PlainMean(absl::Span<const double> values) {
  constexpr double kQuantile = 1.96;
  const double n = static_cast<double>(values.size());
  Figure figure;
  figure.value = MeanOf(values);
  double squares = 0;
  for (const double value : values) {
    squares += (value - figure.value) * (value - figure.value);
  }
  figure.standard_error = n > 1 ? std::sqrt(squares / (n - 1) / n) : 0;
  figure.lower = figure.value - kQuantile * figure.standard_error;
  figure.upper = figure.value + kQuantile * figure.standard_error;
  return figure;
}

Figure RootOf(const Figure& mean) {
  const double root = std::sqrt(mean.value);
  return {root, mean.standard_error / (2 * root), std::sqrt(mean.lower),
          std::sqrt(mean.upper)};
}

std::string WithError(const Figure& figure, int digits) {
  return absl::StrFormat("%.*f (%.*f)", digits, figure.value, digits,
                         figure.standard_error);
}

std::string WithInterval(const Figure& figure, int digits) {
  return absl::StrFormat("%+.*f [%+.*f, %+.*f]", digits, figure.value, digits,
                         figure.lower, digits, figure.upper);
}

}  // namespace adaptest
