#ifndef ADAPTEST_CLI_JSON_OUTPUT_H_
#define ADAPTEST_CLI_JSON_OUTPUT_H_

#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

namespace adaptest {

using Json = nlohmann::ordered_json;

// A number, or null where there is none.
inline Json NumberOrNull(std::optional<double> value) {
  if (!value || !std::isfinite(*value)) return nullptr;
  return *value;
}

}  // namespace adaptest

#endif  // ADAPTEST_CLI_JSON_OUTPUT_H_
