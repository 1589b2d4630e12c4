#include "service/rpc/reflection.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>

#include <set>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace adaptest {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::FieldDescriptor;
using google::protobuf::FileDescriptor;
using grpc::reflection::v1alpha::FileDescriptorResponse;
using grpc::reflection::v1alpha::ServerReflectionRequest;
using grpc::reflection::v1alpha::ServerReflectionResponse;

void AddWithImports(const FileDescriptor* file,
                    std::set<const FileDescriptor*>& added,
                    FileDescriptorResponse& response) {
  if (!added.insert(file).second) return;
  google::protobuf::FileDescriptorProto proto;
  file->CopyTo(&proto);
  response.add_file_descriptor_proto(proto.SerializeAsString());
  for (int i = 0; i < file->dependency_count(); ++i) {
    AddWithImports(file->dependency(i), added, response);
  }
}

// Null where there is none.
const FileDescriptor* FindFile(const ServerReflectionRequest& request) {
  const DescriptorPool& pool = *DescriptorPool::generated_pool();
  if (request.has_file_by_filename()) {
    return pool.FindFileByName(request.file_by_filename());
  }
  if (request.has_file_containing_symbol()) {
    return pool.FindFileContainingSymbol(request.file_containing_symbol());
  }
  const auto& asked = request.file_containing_extension();
  const auto* type = pool.FindMessageTypeByName(asked.containing_type());
  if (type == nullptr) return nullptr;
  const FieldDescriptor* extension =
      pool.FindExtensionByNumber(type, asked.extension_number());
  return extension == nullptr ? nullptr : extension->file();
}

void Refuse(absl::StatusCode code, const std::string& message,
            ServerReflectionResponse& response) {
  response.mutable_error_response()->set_error_code(static_cast<int>(code));
  response.mutable_error_response()->set_error_message(message);
}

void FillFile(const ServerReflectionRequest& request,
              ServerReflectionResponse& response) {
  const FileDescriptor* file = FindFile(request);
  if (file == nullptr) {
    return Refuse(absl::StatusCode::kNotFound,
                  absl::StrCat("not found: ", request.ShortDebugString()),
                  response);
  }
  std::set<const FileDescriptor*> added;
  AddWithImports(file, added, *response.mutable_file_descriptor_response());
}

void FillExtensions(const std::string& name,
                    ServerReflectionResponse& response) {
  const DescriptorPool& pool = *DescriptorPool::generated_pool();
  const auto* type = pool.FindMessageTypeByName(name);
  if (type == nullptr) {
    return Refuse(absl::StatusCode::kNotFound,
                  absl::StrCat("not found: ", name), response);
  }
  auto& numbers = *response.mutable_all_extension_numbers_response();
  numbers.set_base_type_name(name);
  std::vector<const FieldDescriptor*> extensions;
  pool.FindAllExtensions(type, &extensions);
  for (const FieldDescriptor* extension : extensions) {
    numbers.add_extension_number(extension->number());
  }
}

}  // namespace

ServerReflectionResponse Reflect(const ServerReflectionRequest& request,
                                 absl::Span<const std::string> services) {
  ServerReflectionResponse response;
  response.set_valid_host(request.host());
  *response.mutable_original_request() = request;
  switch (request.message_request_case()) {
    case ServerReflectionRequest::kFileByFilename:
    case ServerReflectionRequest::kFileContainingSymbol:
    case ServerReflectionRequest::kFileContainingExtension:
      FillFile(request, response);
      break;
    case ServerReflectionRequest::kAllExtensionNumbersOfType:
      FillExtensions(request.all_extension_numbers_of_type(), response);
      break;
    case ServerReflectionRequest::kListServices:
      for (const std::string& name : services) {
        response.mutable_list_services_response()->add_service()->set_name(
            name);
      }
      break;
    case ServerReflectionRequest::MESSAGE_REQUEST_NOT_SET:
      Refuse(absl::StatusCode::kInvalidArgument,
             "message_request is missing; allowed: file_by_filename, "
             "file_containing_symbol, file_containing_extension, "
             "all_extension_numbers_of_type, list_services",
             response);
      break;
  }
  return response;
}

}  // namespace adaptest
