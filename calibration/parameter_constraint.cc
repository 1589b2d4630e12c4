#include "calibration/parameter_constraint.h"

#include <algorithm>
#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

absl::Status ConstraintError(absl::string_view text,
                             absl::string_view message) {
  return absl::InvalidArgumentError(
      absl::StrCat("constraint \"", text, "\": ", message));
}

constexpr absl::string_view kForm =
    "expected PARAMETER(ITEM,..) or PARAMETER(*), several of them or a number "
    "after =";

// a(Q1,Q2) or a(*).
absl::StatusOr<ParameterConstraint::Term> ParseTerm(absl::string_view text,
                                                    absl::string_view term) {
  const size_t open = term.find('(');
  if (open == absl::string_view::npos || open == 0 || term.back() != ')') {
    return ConstraintError(text, kForm);
  }
  ParameterConstraint::Term parsed;
  parsed.parameter =
      std::string(absl::StripAsciiWhitespace(term.substr(0, open)));
  const absl::string_view inside =
      term.substr(open + 1, term.size() - open - 2);
  if (absl::StripAsciiWhitespace(inside) == "*") return parsed;
  for (const absl::string_view id : absl::StrSplit(inside, ',')) {
    parsed.items.emplace_back(absl::StripAsciiWhitespace(id));
    if (parsed.items.back().empty()) {
      return ConstraintError(text, "an item id is empty");
    }
  }
  return parsed;
}

// The slot of a parameter of an item, or nothing.
std::optional<int> SlotOf(const ResponseData& data, int item,
                          absl::string_view parameter) {
  const auto ranges =
      ParametersOf(data.models[item], data.NumCategoriesOf(item));
  for (size_t s = 0; s < ranges.size(); ++s) {
    if (ranges[s].name == parameter) return static_cast<int>(s);
  }
  return std::nullopt;
}

absl::Status CheckValue(const ParameterConstraint& constraint,
                        const ResponseData& data, const ParameterPlace& at) {
  if (!constraint.value) return absl::OkStatus();
  const auto ranges =
      ParametersOf(data.models[at.item], data.NumCategoriesOf(at.item));
  const ParameterRange& range = ranges[at.slot];
  if (*constraint.value >= range.lower && *constraint.value <= range.upper) {
    return absl::OkStatus();
  }
  return ConstraintError(
      constraint.text,
      absl::StrCat("item ", data.item_ids[at.item], ": ", range.name, " = ",
                   *constraint.value, " is outside [", range.lower, ", ",
                   range.upper, "]"));
}

}  // namespace

absl::StatusOr<ParameterConstraint> ParameterConstraint::Parse(
    absl::string_view text) {
  ParameterConstraint constraint;
  constraint.text = std::string(text);
  const std::vector<absl::string_view> sides = absl::StrSplit(text, '=');
  for (size_t i = 0; i < sides.size(); ++i) {
    const absl::string_view side = absl::StripAsciiWhitespace(sides[i]);
    double value;
    if (i > 0 && i + 1 == sides.size() && absl::SimpleAtod(side, &value)) {
      constraint.value = value;
      continue;
    }
    if (side.empty()) return ConstraintError(text, kForm);
    ASSIGN_OR_RETURN(Term term, ParseTerm(text, side));
    constraint.terms.push_back(std::move(term));
  }
  return constraint;
}

absl::StatusOr<std::vector<ParameterPlace>> PlacesOf(
    const ParameterConstraint& constraint, const ResponseData& data) {
  std::map<absl::string_view, int> items;
  for (int i = 0; i < data.num_items(); ++i) items[data.item_ids[i]] = i;
  std::vector<ParameterPlace> places;
  for (const ParameterConstraint::Term& term : constraint.terms) {
    if (term.items.empty()) {
      for (int i = 0; i < data.num_items(); ++i) {
        const auto slot = SlotOf(data, i, term.parameter);
        if (slot) places.push_back({i, *slot});
      }
    }
    for (const std::string& id : term.items) {
      const auto found = items.find(id);
      if (found == items.end()) {
        return ConstraintError(
            constraint.text,
            absl::StrCat("item ", id, " does not occur in the responses"));
      }
      const auto slot = SlotOf(data, found->second, term.parameter);
      if (!slot) {
        return ConstraintError(
            constraint.text,
            absl::StrCat("item ", id, ", model ",
                         NameOf(data.models[found->second]),
                         ", has no parameter ", term.parameter));
      }
      places.push_back({found->second, *slot});
    }
  }
  if (places.size() < (constraint.value ? 1 : 2)) {
    return ConstraintError(constraint.text, "it binds no parameters");
  }
  for (const ParameterPlace& place : places) {
    RETURN_IF_ERROR(CheckValue(constraint, data, place));
  }
  return places;
}

}  // namespace adaptest
