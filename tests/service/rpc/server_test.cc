#include "service/rpc/server.h"

#include <string>
#include <thread>
#include <vector>

#include "adaptest/v1/error_details.pb.h"
#include "service/stores/open_store.h"
#include "tests/service/rpc/server_fixture.h"

namespace adaptest {
namespace {

using testing::HasSubstr;

TEST_F(ServerTest, TakesAFreePort) {
  EXPECT_THAT(address(), testing::MatchesRegex("127\\.0\\.0\\.1:[1-9][0-9]*"));
}

TEST_F(ServerTest, RefusesPortInUse) {
  const TemporaryDirectory directory;
  Server::Options options;
  options.listen = address();
  options.store = "sqlite:" + directory.File("store.db");
  const auto second = Server::Start(options);
  EXPECT_TRUE(absl::IsUnavailable(second.status())) << second.status();
  EXPECT_THAT(std::string(second.status().message()),
              HasSubstr("cannot listen on " + address()));
}

TEST_F(ServerTest, RefusesStoreThatCannotBeOpened) {
  Server::Options options;
  options.listen = "127.0.0.1:0";
  options.store = "sqlite:/dev/null/store.db";
  const auto server = Server::Start(options);
  EXPECT_TRUE(absl::IsUnavailable(server.status())) << server.status();
}

TEST_F(ServerTest, ServesImportListGetAndActivate) {
  ImportAndActivate();
  v1::ListBankVersionsRequest list;
  list.set_parent(kSmallExam);
  v1::ListBankVersionsResponse versions;
  ASSERT_TRUE(Call(banks(), &v1::ItemBankService::Stub::ListBankVersions, list,
                   versions)
                  .ok());
  ASSERT_EQ(versions.bank_versions_size(), 1);
  EXPECT_TRUE(versions.bank_versions(0).active());
  v1::GetBankVersionRequest get;
  get.set_name("exams/small/bankVersions/active");
  v1::BankVersion version;
  ASSERT_TRUE(
      Call(banks(), &v1::ItemBankService::Stub::GetBankVersion, get, version)
          .ok());
  EXPECT_EQ(version.items_size(), 30);
  EXPECT_EQ(version.name(), "exams/small/bankVersions/1");
}

TEST_F(ServerTest, ServesAWholeSession) {
  ImportAndActivate();
  const v1::Session created = Create("adaptive");
  const v1::Session finished = AnswerAll(created.name());
  EXPECT_EQ(finished.state(), v1::SESSION_STATE_FINISHED);
  EXPECT_EQ(finished.answered_count(), 8);
  v1::GetSessionRequest get;
  get.set_name(created.name());
  v1::Session session;
  ASSERT_TRUE(
      Call(sessions(), &v1::SessionService::Stub::GetSession, get, session)
          .ok());
  EXPECT_EQ(session.SerializeAsString(), finished.SerializeAsString());
}

TEST_F(ServerTest, ServesTheEstimate) {
  ImportAndActivate();
  v1::GetEstimateRequest request;
  request.set_name(Create("mock").name());
  v1::Estimate estimate;
  ASSERT_TRUE(Call(sessions(), &v1::SessionService::Stub::GetEstimate, request,
                   estimate)
                  .ok());
  EXPECT_EQ(estimate.bank_version(), "exams/small/bankVersions/1");
  EXPECT_EQ(estimate.method(), "eap");
}

TEST_F(ServerTest, ServesAnEarlyEnd) {
  ImportAndActivate();
  v1::FinishSessionRequest request;
  request.set_name(Create("mock").name());
  v1::Session session;
  ASSERT_TRUE(Call(sessions(), &v1::SessionService::Stub::FinishSession,
                   request, session)
                  .ok());
  EXPECT_EQ(session.state(), v1::SESSION_STATE_FINISHED);
  EXPECT_FALSE(Next(request.name()).has_next_item());
}

// As clients of google.rpc read it, from grpc-status-details-bin.
TEST_F(ServerTest, ErrorNamesTheFieldInItsDetails) {
  ImportAndActivate();
  const std::string name = Create("mock").name();
  const v1::PresentedItem item = Next(name).next_item();
  v1::SubmitResponseResponse response;
  const grpc::Status status = Submit(name, item, v1::Answer(), response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  v1::StatusDetails details;
  ASSERT_TRUE(details.ParseFromString(status.error_details()));
  EXPECT_EQ(details.code(), static_cast<int>(status.error_code()));
  EXPECT_EQ(details.message(), status.error_message());
  ASSERT_EQ(details.details_size(), 1);
  EXPECT_EQ(details.details(0).type_url(),
            "type.googleapis.com/google.rpc.BadRequest");
  v1::BadRequest bad;
  ASSERT_TRUE(bad.ParseFromString(details.details(0).value()));
  EXPECT_EQ(bad.field_violations(0).field(), "answer");
}

TEST_F(ServerTest, ErrorDetailsTravelUnderTheStandardKey) {
  grpc::ClientContext context;
  v1::GetSessionRequest request;
  request.set_name("no session");
  v1::Session session;
  const grpc::Status status =
      sessions().GetSession(&context, request, &session);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  const auto& trailing = context.GetServerTrailingMetadata();
  const auto found = trailing.find("grpc-status-details-bin");
  ASSERT_NE(found, trailing.end());
  v1::StatusDetails details;
  EXPECT_TRUE(details.ParseFromArray(found->second.data(),
                                     static_cast<int>(found->second.size())));
}

TEST_F(ServerTest, CodesAreThoseOfTheDomain) {
  ImportAndActivate();
  const std::string name = Create("mock").name();
  v1::PresentedItem item = Next(name).next_item();
  v1::SubmitResponseResponse reply;
  ASSERT_TRUE(Submit(name, item, Omitted(), reply).ok());
  const v1::Answer other = RightAnswerTo(item.item_id());
  EXPECT_EQ(Submit(name, item, other, reply).error_code(),
            grpc::StatusCode::ABORTED);
  item.set_position(5);
  EXPECT_EQ(Submit(name, item, other, reply).error_code(),
            grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(Submit("sessions/1-x", item, other, reply).error_code(),
            grpc::StatusCode::NOT_FOUND);
}

TEST_F(ServerTest, RefusesOversizedMessage) {
  v1::CreateSessionRequest request;
  request.set_examinee(std::string(65 << 20, 'x'));
  v1::Session session;
  const grpc::Status status = Call(
      sessions(), &v1::SessionService::Stub::CreateSession, request, session);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED)
      << status.error_message();
}

TEST_F(ServerTest, RefusesOversizedAnswerAndGoesOn) {
  ImportAndActivate();
  const std::string name = Create("mock").name();
  const v1::PresentedItem item = Next(name).next_item();
  v1::Answer answer;
  const std::string option = "a";
  for (int i = 0; i < 101; ++i) answer.add_option_ids(option);
  v1::SubmitResponseResponse reply;
  EXPECT_EQ(Submit(name, item, answer, reply).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_TRUE(Submit(name, item, Omitted(), reply).ok());
}

TEST_F(ServerTest, ServesConcurrentClients) {
  ImportAndActivate();
  std::vector<v1::Session> finished(16);
  std::vector<std::thread> clients;
  for (size_t c = 0; c < finished.size(); ++c) {
    clients.emplace_back([&, c] {
      finished[c] = AnswerAll(Create(c % 2 ? "mock" : "adaptive").name());
    });
  }
  for (std::thread& client : clients) client.join();
  for (const v1::Session& session : finished) {
    EXPECT_EQ(session.state(), v1::SESSION_STATE_FINISHED);
    EXPECT_EQ(session.report().answers_size(), 8);
  }
}

// An answer that was acknowledged is there when the next server starts.
TEST(ServerShutdown, KeepsWhatWasAcknowledged) {
  const TemporaryDirectory directory;
  Server::Options options;
  options.listen = "127.0.0.1:0";
  options.store = "sqlite:" + directory.File("store.db");
  SystemClock clock;
  std::string name;
  {
    const auto store = OpenStore(options.store);
    BankCatalog catalog(store->get(), &clock);
    ASSERT_TRUE(catalog.Import(SmallImport()).ok());
    ASSERT_TRUE(catalog.Activate("exams/small/bankVersions/1").ok());
    SessionManager manager(store->get(), &catalog, &clock);
    v1::CreateSessionRequest create;
    create.set_exam(kSmallExam);
    name = manager.Create(create)->name();
  }
  for (int acknowledged = 0; acknowledged < 8; ++acknowledged) {
    const auto server = Server::Start(options);
    ASSERT_TRUE(server.ok()) << server.status();
    const auto stub = v1::SessionService::NewStub(grpc::CreateChannel(
        (*server)->address(), grpc::InsecureChannelCredentials()));
    grpc::ClientContext get;
    v1::GetNextItemRequest request;
    request.set_name(name);
    v1::GetNextItemResponse next;
    ASSERT_TRUE(stub->GetNextItem(&get, request, &next).ok());
    ASSERT_EQ(next.session().answered_count(), acknowledged);
    v1::SubmitResponseRequest submit;
    submit.set_name(name);
    submit.set_position(next.next_item().position());
    submit.set_item_id(next.next_item().item_id());
    submit.mutable_answer()->set_omitted(true);
    grpc::ClientContext context;
    v1::SubmitResponseResponse reply;
    ASSERT_TRUE(stub->SubmitResponse(&context, submit, &reply).ok());
  }
}

}  // namespace
}  // namespace adaptest
