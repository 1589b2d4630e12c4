#ifndef ADAPTEST_SERVICE_SESSIONS_RESOURCE_NAME_H_
#define ADAPTEST_SERVICE_SESSIONS_RESOURCE_NAME_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace adaptest {

// exams/{exam}/bankVersions/{number}
struct BankVersionName {
  std::string exam;  // exams/{exam}
  int number = 0;    // 0 = the active one, written "active"
};

std::string FormatBankVersionName(absl::string_view exam, int number);
absl::StatusOr<BankVersionName> ParseBankVersionName(absl::string_view name);

// sessions/{number}-{token}: the number finds the session, the token, which is
// random, keeps others from guessing it.
struct SessionName {
  int64_t number = 0;
  std::string token;
};

std::string FormatSessionName(int64_t number, absl::string_view token);
absl::StatusOr<SessionName> ParseSessionName(absl::string_view name);

// NOT_FOUND: there is no session of this name.
absl::Status UnknownSessionName(absl::string_view name);

// 26 random letters and digits (128 bits) from the system's generator.
std::string RandomToken();

// 64 random bits from the system's generator, never 0.
uint64_t RandomSeed();

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_SESSIONS_RESOURCE_NAME_H_
