#ifndef ADAPTEST_SERVICE_SESSIONS_FIELD_ERROR_H_
#define ADAPTEST_SERVICE_SESSIONS_FIELD_ERROR_H_

#include <cstddef>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace adaptest {

// The payload of a status that carries an adaptest.v1.BadRequest: the type URL
// under which clients know it.
inline constexpr absl::string_view kBadRequestUrl =
    "type.googleapis.com/google.rpc.BadRequest";

// Bytes of a name or an id that a client may choose.
inline constexpr size_t kMaxId = 128;

// INVALID_ARGUMENT for one field of a request, with the violation as payload.
// The message reads "field: description".
absl::Status FieldError(absl::string_view field, absl::string_view description);

// Refuses a text of more than `most` bytes, or with a NUL, which no store
// keeps.
absl::Status CheckText(absl::string_view field, absl::string_view text,
                       size_t most);

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_SESSIONS_FIELD_ERROR_H_
