#ifndef ADAPTEST_ENGINE_STATUS_MACROS_H_
#define ADAPTEST_ENGINE_STATUS_MACROS_H_

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

// Returns from the enclosing function when `expression`, an absl::Status, is
// an error.
#define RETURN_IF_ERROR(expression)                                           \
  do {                                                                        \
    if (absl::Status adaptest_status = (expression); !adaptest_status.ok()) { \
      return adaptest_status;                                                 \
    }                                                                         \
  } while (false)

#define ADAPTEST_CONCAT_INNER(a, b) a##b
#define ADAPTEST_CONCAT(a, b) ADAPTEST_CONCAT_INNER(a, b)

// Declares or assigns `lhs` from an absl::StatusOr, or returns its error.
#define ASSIGN_OR_RETURN(lhs, expression)                              \
  ASSIGN_OR_RETURN_INNER(ADAPTEST_CONCAT(adaptest_or_, __LINE__), lhs, \
                         expression)
#define ASSIGN_OR_RETURN_INNER(temporary, lhs, expression)   \
  auto temporary = (expression);                             \
  if (!temporary.ok()) return std::move(temporary).status(); \
  lhs = *std::move(temporary)

#endif  // ADAPTEST_ENGINE_STATUS_MACROS_H_
