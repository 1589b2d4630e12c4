#include "engine/blueprint/form_supply.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/blueprint/program_solver.h"

namespace adaptest {
namespace {

using Kind = CompiledConstraint::Kind;

// The rules on scored items, for several forms at once.
class Forms {
 public:
  explicit Forms(const Blueprint& blueprint)
      : length_(blueprint.length()), ranks_(blueprint.ranks()) {
    for (int i = 0; i < blueprint.num_items(); ++i) {
      operational_.push_back(blueprint.is_operational(i));
      item_sets_.push_back(blueprint.item_set(i));
    }
    for (const CompiledConstraint& constraint : blueprint.constraints()) {
      const bool scored =
          std::none_of(constraint.items.begin(), constraint.items.end(),
                       [&](int i) { return blueprint.is_pretest(i); });
      if (scored && constraint.penalty == 0 && !IsAboutOrder(constraint.kind)) {
        rules_.push_back(constraint);
      }
    }
    all_.assign(rules_.size(), true);
  }

  size_t size() const { return rules_.size(); }
  const std::string& id(size_t rule) const { return rules_[rule].id; }
  int length() const { return length_; }
  int num_items() const { return static_cast<int>(operational_.size()); }

  // The items of `forms` forms together; `found` is false where there are none.
  ProgramAnswer Together(int forms, const std::vector<char>& active,
                         bool with_length) const {
    const AssemblyProgram program = ProgramOf(forms, active, with_length);
    return ProgramSolver(program).Solve({});
  }

  AssemblyProgram ProgramOf(int forms, const std::vector<char>& active,
                            bool with_length, int uses = 1) const {
    std::vector<CompiledConstraint> scaled = rules_;
    for (CompiledConstraint& rule : scaled) Scale(forms, rule);
    return Make(scaled, active, with_length ? forms * length_ : -1, uses);
  }

  AssemblyProgram ProgramOf(int forms, int uses) const {
    return ProgramOf(forms, all_, true, uses);
  }

  // One of `forms` forms into which these items can be split, as far as counts
  // tell: those that the others need are left to them.
  ProgramAnswer OneOf(int forms, const std::vector<char>& excluded) const {
    std::vector<CompiledConstraint> tight = rules_;
    for (CompiledConstraint& rule : tight) {
      if (rule.kind != Kind::kCount || rule.enemies) continue;
      const auto count = static_cast<double>(
          std::count_if(rule.items.begin(), rule.items.end(),
                        [&](int i) { return !excluded[i]; }));
      const double others = forms - 1;
      const double lower = std::max(rule.lower, count - others * rule.upper);
      const double upper = std::min(rule.upper, count - others * rule.lower);
      if (lower > upper) return {};
      rule.lower = lower;
      rule.upper = upper;
    }
    const AssemblyProgram program = Make(tight, all_, length_);
    return ProgramSolver(program).Solve({{}, {}, excluded});
  }

 private:
  static void Scale(int forms, CompiledConstraint& rule) {
    switch (rule.kind) {
      case Kind::kCount:
      case Kind::kSum:
        rule.lower *= forms;
        rule.upper *= forms;
        return;
      // Two forms may each have items of the same set.
      case Kind::kSetCount:
        rule.lower = 0;
        rule.upper *= forms;
        return;
      case Kind::kSetItems:
        rule.upper *= forms;
        return;
      default:
        return;
    }
  }

  AssemblyProgram Make(const std::vector<CompiledConstraint>& rules,
                       const std::vector<char>& active, int length,
                       int uses = 1) const {
    const std::vector<char> no_pretest(operational_.size(), false);
    ProgramParts parts{operational_, no_pretest, item_sets_,
                       ranks_,       {},         length};
    parts.uses = uses;
    for (size_t r = 0; r < rules.size(); ++r) {
      if (active[r]) parts.constraints.push_back(&rules[r]);
    }
    return MakeProgram(parts);
  }

  int length_;
  absl::Span<const int> ranks_;
  std::vector<char> operational_;
  std::vector<int> item_sets_;
  std::vector<CompiledConstraint> rules_;
  std::vector<char> all_;
};

// How many forms the items can be split into, one after the other.
int Split(const Forms& forms, int count, const std::vector<int>& items) {
  std::vector<char> excluded(forms.num_items(), true);
  for (const int i : items) excluded[i] = false;
  for (int built = 0; built < count; ++built) {
    const ProgramAnswer form = forms.OneOf(count - built, excluded);
    if (!form.found) return built;
    for (const int i : form.items) excluded[i] = true;
  }
  return count;
}

// The deletion filter of Blueprint::Conflict.
std::vector<std::string> Limits(const Forms& forms, int count) {
  std::vector<char> active(forms.size(), true);
  for (size_t r = forms.size(); r-- > 0;) {
    active[r] = false;
    if (forms.Together(count, active, true).found) active[r] = true;
  }
  std::vector<std::string> limits;
  for (size_t r = 0; r < forms.size(); ++r) {
    if (active[r]) limits.push_back(forms.id(r));
  }
  if (forms.Together(count, active, false).found) {
    limits.push_back(Blueprint::kLengthId);
  }
  return limits;
}

}  // namespace

FormSupply CountDisjointForms(const Blueprint& blueprint, int most) {
  const Forms forms(blueprint);
  const std::vector<char> all(forms.size(), true);
  FormSupply supply;
  std::vector<std::vector<int>> together;  // [forms - 1]: their items
  while (supply.at_most < most) {
    ProgramAnswer answer = forms.Together(supply.at_most + 1, all, true);
    if (!answer.found) break;
    ++supply.at_most;
    together.push_back(std::move(answer.items));
  }
  if (supply.at_most < most) {
    supply.limits = Limits(forms, supply.at_most + 1);
  }
  for (int m = supply.at_most; m > supply.at_least; --m) {
    supply.at_least =
        std::max(supply.at_least, Split(forms, m, together[m - 1]));
  }
  return supply;
}

std::string ThinNote(const FormSupply& supply) {
  if (supply.at_most == 0 || supply.at_most >= FormSupply::kThin) return "";
  return absl::StrCat(
      "feasible but thin: ", supply.at_least < supply.at_most ? "at most " : "",
      supply.at_most, supply.at_most == 1 ? " test" : " tests",
      " without common items; what runs out first: ",
      absl::StrJoin(supply.limits, ", "));
}

AssemblyProgram ProgramOfForms(const Blueprint& blueprint, int forms,
                               int uses) {
  return Forms(blueprint).ProgramOf(forms, uses);
}

}  // namespace adaptest
