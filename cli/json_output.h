#ifndef ADAPTEST_CLI_JSON_OUTPUT_H_
#define ADAPTEST_CLI_JSON_OUTPUT_H_

#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>

namespace adaptest {

using Json = nlohmann::ordered_json;

// A number, or null where there is none.
inline Json NumberOrNull(std::optional<double> value) {
  if (!value || !std::isfinite(*value)) return nullptr;
  return *value;
}

// A count without decimals, any other number with them; null for infinity.
inline Json CountOrNull(double value) {
  if (!std::isfinite(value)) return nullptr;
  if (value == std::floor(value) && std::abs(value) < 1e15) {
    return static_cast<int64_t>(value);
  }
  return value;
}

}  // namespace adaptest

#endif  // ADAPTEST_CLI_JSON_OUTPUT_H_
