#ifndef ADAPTEST_SERVICE_SESSIONS_FIELD_ERROR_H_
#define ADAPTEST_SERVICE_SESSIONS_FIELD_ERROR_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace adaptest {

// The payload of a status that carries an adaptest.v1.BadRequest: the type URL
// under which clients know it.
inline constexpr absl::string_view kBadRequestUrl =
    "type.googleapis.com/google.rpc.BadRequest";

// INVALID_ARGUMENT for one field of a request, with the violation as payload.
// The message reads "field: description".
absl::Status FieldError(absl::string_view field, absl::string_view description);

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_SESSIONS_FIELD_ERROR_H_
