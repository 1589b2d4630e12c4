#ifndef ADAPTEST_PROTO_CONVERSION_JSON_H_
#define ADAPTEST_PROTO_CONVERSION_JSON_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace adaptest {

// Reads a message from proto3 JSON (lowerCamelCase). Unknown fields and values
// of the wrong type are refused, naming the field.
absl::Status FromJson(absl::string_view json,
                      google::protobuf::Message* message);

// Proto3 JSON with defaults printed, on one line or indented.
std::string ToJson(const google::protobuf::Message& message, bool indented);

}  // namespace adaptest

#endif  // ADAPTEST_PROTO_CONVERSION_JSON_H_
