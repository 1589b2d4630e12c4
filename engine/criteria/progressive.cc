#include "engine/criteria/progressive.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/criteria/random_gain.h"

namespace adaptest {

double TestProgression(int num_given, int length, double acceleration) {
  double done = 0;
  double all = 0;
  for (int f = 1; f < length; ++f) {
    const double step = std::pow(f, acceleration);
    all += step;
    if (f <= num_given) done += step;
  }
  return all > 0 ? done / all : 1;
}

absl::StatusOr<Progressive> Progressive::Make(const Rule& rule) {
  ASSIGN_OR_RETURN(const auto values, ReadParameters(rule, kParameters));
  RETURN_IF_ERROR(ReadOptions(rule, {}).status());
  Progressive criterion;
  criterion.acceleration = values[0];
  return criterion;
}

void Progressive::Mix(double progression, absl::Span<const double> uniform,
                      absl::Span<double> information) {
  const double largest =
      *std::max_element(information.begin(), information.end());
  for (size_t i = 0; i < information.size(); ++i) {
    information[i] =
        (1 - progression) * uniform[i] * largest + progression * information[i];
  }
}

void Progressive::FillValues(const SelectionSnapshot& snapshot,
                             absl::Span<double> values) const {
  snapshot.tables.InformationAt(snapshot.bank, snapshot.theta, values);
  Mix(TestProgression(snapshot.num_given, snapshot.length, acceleration),
      RandomGains(snapshot.bank.size(), snapshot.seed, snapshot.num_given),
      values);
}

}  // namespace adaptest
