// What the server says to tools: its health, and what it speaks.

#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/descriptor_database.h>
#include <grpcpp/generic/generic_stub.h>

#include <string>
#include <vector>

#include "grpc/health/v1/health.grpc.pb.h"
#include "grpc/reflection/v1alpha/reflection.grpc.pb.h"
#include "tests/service/rpc/server_fixture.h"

namespace adaptest {
namespace {

using grpc::reflection::v1alpha::ServerReflectionRequest;
using grpc::reflection::v1alpha::ServerReflectionResponse;

using ServerToolsTest = ServerTest;

grpc::Status CheckHealth(const std::shared_ptr<grpc::Channel>& channel,
                         const std::string& service,
                         grpc::health::v1::HealthCheckResponse& response) {
  grpc::ClientContext context;
  grpc::health::v1::HealthCheckRequest request;
  request.set_service(service);
  return grpc::health::v1::Health::NewStub(channel)->Check(&context, request,
                                                           &response);
}

TEST_F(ServerToolsTest, IsHealthy) {
  for (const std::string service : {"", "adaptest.v1.SessionService"}) {
    grpc::health::v1::HealthCheckResponse response;
    const grpc::Status status = CheckHealth(channel(), service, response);
    ASSERT_TRUE(status.ok()) << status.error_message();
    EXPECT_EQ(response.status(),
              grpc::health::v1::HealthCheckResponse::SERVING);
  }
  grpc::health::v1::HealthCheckResponse response;
  EXPECT_EQ(CheckHealth(channel(), "another", response).error_code(),
            grpc::StatusCode::NOT_FOUND);
}

// What the server says, one question after the other on one stream.
std::vector<ServerReflectionResponse> AskReflection(
    const std::shared_ptr<grpc::Channel>& channel,
    const std::vector<ServerReflectionRequest>& questions) {
  grpc::ClientContext context;
  const auto stream =
      grpc::reflection::v1alpha::ServerReflection::NewStub(channel)
          ->ServerReflectionInfo(&context);
  std::vector<ServerReflectionResponse> answers(questions.size());
  for (size_t i = 0; i < questions.size(); ++i) {
    EXPECT_TRUE(stream->Write(questions[i]));
    EXPECT_TRUE(stream->Read(&answers[i]));
  }
  stream->WritesDone();
  EXPECT_TRUE(stream->Finish().ok());
  return answers;
}

TEST_F(ServerToolsTest, ReflectionListsTheServices) {
  ServerReflectionRequest list;
  list.set_list_services("*");
  const auto answers = AskReflection(channel(), {list});
  std::vector<std::string> names;
  for (const auto& service : answers[0].list_services_response().service()) {
    names.push_back(service.name());
  }
  EXPECT_THAT(names,
              testing::UnorderedElementsAre(
                  "adaptest.v1.SessionService", "adaptest.v1.ItemBankService",
                  "adaptest.v1.RecordService", "grpc.health.v1.Health",
                  "grpc.reflection.v1alpha.ServerReflection"));
}

// A tool rebuilds the services from the files alone.
TEST_F(ServerToolsTest, ReflectionGivesFilesWithWhatTheyImport) {
  ServerReflectionRequest by_symbol, by_name;
  by_symbol.set_file_containing_symbol("adaptest.v1.SessionService");
  by_name.set_file_by_filename("adaptest/v1/session.proto");
  const auto answers = AskReflection(channel(), {by_symbol, by_name});
  google::protobuf::SimpleDescriptorDatabase files;
  for (const std::string& bytes :
       answers[0].file_descriptor_response().file_descriptor_proto()) {
    google::protobuf::FileDescriptorProto file;
    ASSERT_TRUE(file.ParseFromString(bytes));
    files.Add(file);
  }
  google::protobuf::DescriptorPool pool(&files);
  const auto* service = pool.FindServiceByName("adaptest.v1.SessionService");
  ASSERT_NE(service, nullptr);
  EXPECT_NE(service->FindMethodByName("SubmitResponse"), nullptr);
  EXPECT_EQ(answers[1].file_descriptor_response().SerializeAsString(),
            answers[0].file_descriptor_response().SerializeAsString());
}

TEST_F(ServerToolsTest, ReflectionSaysWhatItDoesNotKnow) {
  ServerReflectionRequest symbol, type, extension, nothing;
  symbol.set_file_containing_symbol("adaptest.v1.Nothing");
  type.set_all_extension_numbers_of_type("adaptest.v1.Nothing");
  extension.mutable_file_containing_extension()->set_containing_type(
      "adaptest.v1.Session");
  const auto answers =
      AskReflection(channel(), {symbol, type, extension, nothing});
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(answers[i].error_response().error_code(),
              grpc::StatusCode::NOT_FOUND);
  }
  EXPECT_EQ(answers[3].error_response().error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
  ServerReflectionRequest known;
  known.set_all_extension_numbers_of_type("adaptest.v1.Session");
  EXPECT_EQ(AskReflection(channel(), {known})[0]
                .all_extension_numbers_response()
                .base_type_name(),
            "adaptest.v1.Session");
}

TEST_F(ServerToolsTest, MethodsItDoesNotOfferAreUnimplemented) {
  grpc::GenericStub stub(channel());
  grpc::ClientContext context;
  grpc::CompletionQueue queue;
  const grpc::ByteBuffer request;
  const auto call = stub.PrepareUnaryCall(
      &context, "/grpc.health.v1.Health/Watch", request, &queue);
  call->StartCall();
  grpc::ByteBuffer response;
  grpc::Status status;
  call->Finish(&response, &status, &status);
  void* tag = nullptr;
  bool ok = false;
  queue.Next(&tag, &ok);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNIMPLEMENTED);
}

}  // namespace
}  // namespace adaptest
