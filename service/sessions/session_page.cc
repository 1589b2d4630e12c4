#include "service/sessions/session_page.h"

#include <limits>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "service/sessions/field_error.h"

namespace adaptest {
namespace {

constexpr int kDefaultSize = 50;
constexpr int kMaxSize = 200;

}  // namespace

absl::StatusOr<SessionPage> ReadPage(const v1::ListSessionsRequest& request) {
  SessionPage page;
  page.size = request.page_size() == 0 ? kDefaultSize : request.page_size();
  if (page.size < 1 || page.size > kMaxSize) {
    return FieldError(
        "page_size",
        absl::StrCat(request.page_size(), " is outside [0, ", kMaxSize, "]"));
  }
  page.before = std::numeric_limits<int64_t>::max();
  if (!request.page_token().empty() &&
      (!absl::SimpleAtoi(request.page_token(), &page.before) ||
       page.before < 1)) {
    return FieldError("page_token",
                      absl::StrCat("\"", request.page_token().substr(0, 40),
                                   "\" is not one that ListSessions gave"));
  }
  return page;
}

}  // namespace adaptest
