#include "service/sessions/field_error.h"

#include <string>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "adaptest/v1/error_details.pb.h"

namespace adaptest {

absl::Status FieldError(absl::string_view field,
                        absl::string_view description) {
  v1::BadRequest details;
  v1::BadRequest::FieldViolation* violation = details.add_field_violations();
  violation->set_field(field.data(), field.size());
  violation->set_description(description.data(), description.size());
  absl::Status status =
      absl::InvalidArgumentError(absl::StrCat(field, ": ", description));
  status.SetPayload(kBadRequestUrl, absl::Cord(details.SerializeAsString()));
  return status;
}

absl::Status CheckText(absl::string_view field, absl::string_view text,
                       size_t most) {
  if (text.size() > most) {
    return FieldError(
        field, absl::StrCat(text.size(), " bytes; allowed: 0 to ", most));
  }
  if (text.find('\0') == absl::string_view::npos) return absl::OkStatus();
  return FieldError(field, "has a NUL; allowed: any other characters");
}

}  // namespace adaptest
