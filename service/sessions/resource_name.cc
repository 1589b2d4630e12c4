#include "service/sessions/resource_name.h"

#include <random>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "service/sessions/field_error.h"

namespace adaptest {
namespace {

constexpr absl::string_view kVersions = "/bankVersions/";

uint64_t SystemBits() {
  static thread_local std::random_device device;
  return (uint64_t{device()} << 32) | device();
}

}  // namespace

std::string FormatBankVersionName(absl::string_view exam, int number) {
  return absl::StrCat(exam, kVersions, number);
}

absl::StatusOr<BankVersionName> ParseBankVersionName(absl::string_view name) {
  const size_t at = name.find(kVersions);
  BankVersionName parsed;
  if (at != absl::string_view::npos) {
    parsed.exam = std::string(name.substr(0, at));
    const absl::string_view number = name.substr(at + kVersions.size());
    if (number == "active") return parsed;
    if (absl::SimpleAtoi(number, &parsed.number) && parsed.number > 0) {
      return parsed;
    }
  }
  return FieldError("name",
                    absl::StrCat("\"", name.substr(0, 200),
                                 "\" is not exams/{exam}/bankVersions/{n}, n "
                                 "a number from 1 or active"));
}

std::string FormatSessionName(int64_t number, absl::string_view token) {
  return absl::StrCat("sessions/", number, "-", token);
}

absl::StatusOr<SessionName> ParseSessionName(absl::string_view name) {
  absl::string_view rest = name;
  SessionName parsed;
  if (absl::ConsumePrefix(&rest, "sessions/")) {
    const size_t dash = rest.find('-');
    if (dash != absl::string_view::npos &&
        absl::SimpleAtoi(rest.substr(0, dash), &parsed.number) &&
        parsed.number > 0) {
      parsed.token = std::string(rest.substr(dash + 1));
      return parsed;
    }
  }
  if (absl::StartsWith(name, "sessions/") && name.size() < 200) {
    return UnknownSessionName(name);
  }
  return FieldError("name", absl::StrCat("\"", name.substr(0, 200),
                                         "\" is not sessions/{id}"));
}

absl::Status UnknownSessionName(absl::string_view name) {
  return absl::NotFoundError(absl::StrCat(name, " is unknown"));
}

std::string RandomToken() {
  static constexpr absl::string_view kAlphabet =
      "abcdefghijklmnopqrstuvwxyz234567";
  std::string token;
  uint64_t bits = 0;
  for (int i = 0; i < 26; ++i) {
    if (i % 12 == 0) bits = SystemBits();
    token.push_back(kAlphabet[bits & 31]);
    bits >>= 5;
  }
  return token;
}

uint64_t RandomSeed() {
  while (true) {
    if (const uint64_t seed = SystemBits(); seed != 0) return seed;
  }
}

}  // namespace adaptest
