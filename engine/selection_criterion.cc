#include "engine/selection_criterion.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"

namespace adaptest {
namespace {

std::vector<double> Values(const SelectionCriterion& criterion,
                           const SelectionSnapshot& snapshot) {
  std::vector<double> values(snapshot.bank.size());
  std::visit(
      [&](const auto& c) { c.FillValues(snapshot, absl::MakeSpan(values)); },
      criterion);
  return values;
}

template <class Criterion>
constexpr bool SmallerIsBetter() {
  if constexpr (requires { Criterion::kSmallerIsBetter; }) {
    return Criterion::kSmallerIsBetter;
  }
  return false;
}

template <class Criterion>
constexpr ValueScale Reported() {
  if constexpr (requires { Criterion::kReported; }) {
    return Criterion::kReported;
  }
  return ValueScale::kOwn;
}

// The integral over the grid of the likelihood of the answers, times the prior
// for kPosterior.
double Evidence(const SelectionSnapshot& snapshot, bool with_prior) {
  const CriterionTables& tables = snapshot.tables;
  const int nodes = tables.grid().size();
  double sum = 0;
  for (int q = 0; q < nodes; ++q) {
    double log_density = with_prior ? snapshot.log_prior[q] : 0;
    for (const ScoredAnswer& answer : snapshot.answers) {
      const size_t row = tables.first_row(answer.item) + answer.category;
      log_density += tables.log_probability()[row * nodes + q];
    }
    const bool end = q == 0 || q == nodes - 1;
    sum += (end ? 0.5 : 1) * std::exp(log_density);
  }
  return sum * tables.grid().spacing();
}

}  // namespace

absl::StatusOr<SelectionCriterion> MakeSelectionCriterion(Rule rule) {
  if (rule.rule.empty()) rule.rule = std::string(MaximumInformation::kName);
  absl::AsciiStrToLower(&rule.rule);
  rule.rule = absl::StrReplaceAll(rule.rule, {{"-", "_"}});
  return MakeByName<SelectionCriterion>("criterion", rule);
}

absl::string_view NameOf(const SelectionCriterion& criterion) {
  return std::visit([](const auto& c) { return c.kName; }, criterion);
}

absl::Status CheckCriterion(const SelectionCriterion& criterion,
                            const ItemBank& bank) {
  return std::visit(
      [&](const auto& c) {
        if constexpr (requires { c.CheckBank(bank); }) {
          return c.CheckBank(bank);
        } else {
          return absl::OkStatus();
        }
      },
      criterion);
}

std::vector<double> Gains(const SelectionCriterion& criterion,
                          const SelectionSnapshot& snapshot) {
  std::vector<double> gains = Values(criterion, snapshot);
  const auto [smallest, largest] =
      std::minmax_element(gains.begin(), gains.end());
  const double low = std::min(*smallest, 0.0);
  const double high = *largest;
  const bool smaller_is_better = std::visit(
      [](const auto& c) {
        return SmallerIsBetter<std::decay_t<decltype(c)>>();
      },
      criterion);
  for (double& gain : gains) {
    gain = smaller_is_better ? high - gain : gain - low;
  }
  return gains;
}

std::vector<double> ReportedValues(const SelectionCriterion& criterion,
                                   const SelectionSnapshot& snapshot) {
  std::vector<double> values = Values(criterion, snapshot);
  const ValueScale scale = std::visit(
      [](const auto& c) { return Reported<std::decay_t<decltype(c)>>(); },
      criterion);
  if (scale == ValueScale::kOwn) return values;
  const double evidence = Evidence(snapshot, scale == ValueScale::kPosterior);
  for (double& value : values) value *= evidence;
  return values;
}

}  // namespace adaptest
