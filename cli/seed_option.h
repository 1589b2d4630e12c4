#ifndef ADAPTEST_CLI_SEED_OPTION_H_
#define ADAPTEST_CLI_SEED_OPTION_H_

#include <CLI/CLI.hpp>
#include <cstdint>
#include <limits>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace adaptest {

// Adds the option --seed. CLI11 alone would take -1 for the largest number.
inline void AddSeed(CLI::App& command, uint64_t& seed,
                    const std::string& description) {
  const CLI::Validator range(
      [](std::string& text) -> std::string {
        uint64_t value;
        if (absl::SimpleAtoi(text, &value)) return "";
        return absl::StrCat(text, " is not a whole number in [0, ",
                            std::numeric_limits<uint64_t>::max(), "]");
      },
      "from 0");
  command.add_option("--seed", seed, description)->check(range);
}

}  // namespace adaptest

#endif  // ADAPTEST_CLI_SEED_OPTION_H_
