#ifndef ADAPTEST_CLI_ABILITY_OPTION_H_
#define ADAPTEST_CLI_ABILITY_OPTION_H_

#include <CLI/CLI.hpp>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace adaptest {

// Accepts abilities in [-50, 50]; NaN, which CLI::Range lets pass, is none.
inline CLI::Validator AbilityRange() {
  constexpr double kMaxAbility = 50;
  return CLI::Validator(
      [](std::string& text) -> std::string {
        double theta;
        if (absl::SimpleAtod(text, &theta) && theta >= -kMaxAbility &&
            theta <= kMaxAbility) {
          return "";
        }
        return absl::StrCat(text, " is not a number in [", -kMaxAbility, ", ",
                            kMaxAbility, "]");
      },
      "in [-50, 50]");
}

}  // namespace adaptest

#endif  // ADAPTEST_CLI_ABILITY_OPTION_H_
