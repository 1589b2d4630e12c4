#ifndef ADAPTEST_ENGINE_RULE_H_
#define ADAPTEST_ENGINE_RULE_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace adaptest {

// A member of a family (criterion, stopping rule, prior ...) by name, with its
// parameters and options, as an exam profile states it.
struct Rule {
  std::string rule;
  std::map<std::string, double> parameters;
  std::map<std::string, std::string> options;
  std::vector<Rule> rules;  // only for rules that combine others

  // One number an item, by id, of rules that simulation finds such for.
  std::map<std::string, double> items = {};

  bool operator==(const Rule&) const = default;
};

// A numeric parameter of a family member: the closed range of its values, its
// default, and what it means.
struct ParameterSpec {
  absl::string_view name;
  double lower;
  double upper;
  double fallback;
  absl::string_view meaning;
};

// A named choice of a family member. The first allowed value is the default.
struct OptionSpec {
  absl::string_view name;
  std::vector<absl::string_view> allowed;
  absl::string_view meaning;
};

// The values of `rule` in the order of the specs, defaults filled in. Unknown
// names, values out of range, and nested rules are errors that name the rule,
// the value and what is allowed.
absl::StatusOr<std::vector<double>> ReadParameters(
    const Rule& rule, absl::Span<const ParameterSpec> specs);
absl::StatusOr<std::vector<std::string>> ReadOptions(
    const Rule& rule, absl::Span<const OptionSpec> specs);

// The error for a name that no member of the family bears.
absl::Status UnknownRule(absl::string_view family, absl::string_view name,
                         absl::Span<const absl::string_view> allowed);

// Refuses every parameter, option and nested rule.
absl::Status ExpectNoArguments(const Rule& rule);

// A family is a std::variant of its members. Each member has
//   static constexpr absl::string_view kName;
// and, if it takes parameters or options,
//   static absl::StatusOr<Member> Make(const Rule& rule);
// and, where other programs call it otherwise,
//   static constexpr absl::string_view kAliases[];
// MakeByName builds the member that `rule` names.
template <class Family>
struct FamilyOf;

template <template <class...> class Variant, class... Members>
struct FamilyOf<Variant<Members...>> {
  static absl::StatusOr<Variant<Members...>> Make(absl::string_view family,
                                                  const Rule& rule) {
    static constexpr absl::string_view kNames[] = {Members::kName...};
    absl::StatusOr<Variant<Members...>> made =
        UnknownRule(family, rule.rule, kNames);
    ((IsNamed<Members>(rule.rule) ? Assign<Members>(rule, made) : void()), ...);
    return made;
  }

 private:
  template <class Member>
  static bool IsNamed(absl::string_view name) {
    if (name == Member::kName) return true;
    if constexpr (requires { Member::kAliases; }) {
      for (const absl::string_view alias : Member::kAliases) {
        if (name == alias) return true;
      }
    }
    return false;
  }

  template <class Member>
  static void Assign(const Rule& rule,
                     absl::StatusOr<Variant<Members...>>& made) {
    absl::StatusOr<Member> member = Build<Member>(rule);
    if (member.ok()) {
      made = *std::move(member);
    } else {
      made = std::move(member).status();
    }
  }

  template <class Member>
  static absl::StatusOr<Member> Build(const Rule& rule) {
    if constexpr (requires { Member::Make(rule); }) {
      return Member::Make(rule);
    } else {
      const absl::Status status = ExpectNoArguments(rule);
      if (!status.ok()) return status;
      return Member();
    }
  }
};

template <class Family>
absl::StatusOr<Family> MakeByName(absl::string_view family, const Rule& rule) {
  return FamilyOf<Family>::Make(family, rule);
}

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_RULE_H_
