#include "engine/criteria/proportional.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "engine/criteria/progressive.h"
#include "engine/criteria/random_gain.h"

namespace adaptest {

absl::StatusOr<Proportional> Proportional::Make(const Rule& rule) {
  ASSIGN_OR_RETURN(const auto values, ReadParameters(rule, kParameters));
  RETURN_IF_ERROR(ReadOptions(rule, {}).status());
  Proportional criterion;
  criterion.acceleration = values[0];
  return criterion;
}

void Proportional::FillValues(const SelectionSnapshot& snapshot,
                              absl::Span<double> values) const {
  const double exponent =
      snapshot.length *
      TestProgression(snapshot.num_given, snapshot.length, acceleration);
  const std::vector<double> uniform =
      RandomGains(snapshot.bank.size(), snapshot.seed, snapshot.num_given);
  snapshot.tables.InformationAt(snapshot.bank, snapshot.theta, values);
  for (size_t i = 0; i < values.size(); ++i) {
    const double information =
        std::max(values[i], std::numeric_limits<double>::min());
    values[i] =
        exponent * std::log(information) - std::log(-std::log(uniform[i]));
  }
}

}  // namespace adaptest
