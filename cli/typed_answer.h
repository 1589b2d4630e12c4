#ifndef ADAPTEST_CLI_TYPED_ANSWER_H_
#define ADAPTEST_CLI_TYPED_ANSWER_H_

#include <string>

#include "absl/status/statusor.h"
#include "adaptest/v1/session.pb.h"

namespace adaptest {

// Reads an answer as a person types it: "b" or "a,c" (options, in order for an
// ordering), "p1=b,p2=a" (pairs), a number for an item without content, "-" to
// leave the question out.
absl::StatusOr<v1::Answer> ParseTypedAnswer(const v1::PresentedItem& item,
                                            const std::string& line);

}  // namespace adaptest

#endif  // ADAPTEST_CLI_TYPED_ANSWER_H_
