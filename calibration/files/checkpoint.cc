#include "calibration/files/checkpoint.h"

#include <nlohmann/json.hpp>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "calibration/files/text_file.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;
constexpr size_t kMaxCheckpointBytes = size_t{1} << 28;

absl::Status NoCheckpoint(const std::string& path) {
  return absl::InvalidArgumentError(
      absl::StrCat(path, ": is no checkpoint of version ", kVersion));
}

}  // namespace

std::string WriteCheckpoint(const FitCheckpoint& checkpoint) {
  const Json json = {
      {"checkpoint", kVersion},
      {"fingerprint", absl::StrCat(absl::Hex(checkpoint.fingerprint))},
      {"iterations", checkpoint.iterations},
      {"x", checkpoint.x}};
  return json.dump() + "\n";
}

absl::StatusOr<FitCheckpoint> ReadCheckpoint(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text,
                   ReadTextFile(path, kMaxCheckpointBytes));
  const Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object() || json.value("checkpoint", 0) != kVersion) {
    return NoCheckpoint(path);
  }
  FitCheckpoint checkpoint;
  const auto fingerprint = json.find("fingerprint");
  const auto iterations = json.find("iterations");
  const auto x = json.find("x");
  if (fingerprint == json.end() || !fingerprint->is_string() ||
      !absl::SimpleHexAtoi(fingerprint->get<std::string>(),
                           &checkpoint.fingerprint) ||
      iterations == json.end() || !iterations->is_number_integer() ||
      x == json.end() || !x->is_array()) {
    return NoCheckpoint(path);
  }
  checkpoint.iterations = iterations->get<int>();
  for (const Json& value : *x) {
    if (!value.is_number()) return NoCheckpoint(path);
    checkpoint.x.push_back(value.get<double>());
  }
  return checkpoint;
}

}  // namespace adaptest
