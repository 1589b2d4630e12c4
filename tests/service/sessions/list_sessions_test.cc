#include <string>
#include <vector>

#include "service/sessions/session_manager.h"
#include "tests/service/sessions/session_fixture.h"

namespace adaptest {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

class ListSessionsTest : public SessionTest {
 protected:
  static v1::ListSessionsRequest Request(const std::string& examinee = "",
                                         int size = 0,
                                         const std::string& token = "") {
    v1::ListSessionsRequest request;
    request.set_examinee(examinee);
    request.set_page_size(size);
    request.set_page_token(token);
    return request;
  }
  v1::ListSessionsResponse List(const v1::ListSessionsRequest& request) {
    const auto response = manager().List(request);
    EXPECT_TRUE(response.ok()) << response.status();
    return response.value_or(v1::ListSessionsResponse());
  }
  static std::vector<std::string> Names(
      const v1::ListSessionsResponse& response) {
    std::vector<std::string> names;
    for (const v1::Session& session : response.sessions()) {
      names.push_back(session.name());
    }
    return names;
  }
  void ExpectRefused(const v1::ListSessionsRequest& request,
                     const std::string& field, const std::string& allowed) {
    const absl::Status status = manager().List(request).status();
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << status;
    EXPECT_THAT(std::string(status.message()),
                AllOf(HasSubstr(field + ": "), HasSubstr(allowed)));
  }
};

TEST_F(ListSessionsTest, AnEmptyStoreHasNone) {
  const v1::ListSessionsResponse response = List(Request());
  EXPECT_EQ(response.sessions_size(), 0);
  EXPECT_EQ(response.next_page_token(), "");
}

TEST_F(ListSessionsTest, TheLatestComesFirst) {
  const std::string one = Create("adaptive").name();
  const std::string two = Create("mock").name();
  EXPECT_THAT(Names(List(Request())), ElementsAre(two, one));
  Restart();
  EXPECT_THAT(Names(List(Request())), ElementsAre(two, one));
}

TEST_F(ListSessionsTest, PagesHoldEverySessionOnce) {
  std::vector<std::string> expected;
  for (int i = 0; i < 7; ++i) {
    expected.insert(expected.begin(), Create("adaptive").name());
  }
  for (const int size : {1, 2, 3, 6, 7, 8}) {
    std::vector<std::string> names;
    std::string token;
    do {
      const auto page = List(Request("", size, token));
      EXPECT_LE(page.sessions_size(), size);
      for (const std::string& name : Names(page)) names.push_back(name);
      token = page.next_page_token();
    } while (!token.empty() && names.size() <= 7);
    EXPECT_EQ(names, expected) << size;
  }
}

TEST_F(ListSessionsTest, AFullLastPageHasNoNext) {
  Create("adaptive");
  Create("adaptive");
  EXPECT_NE(List(Request("", 1)).next_page_token(), "");
  EXPECT_EQ(List(Request("", 2)).next_page_token(), "");
}

TEST_F(ListSessionsTest, NewSessionsDoNotMoveLaterPages) {
  const std::string one = Create("adaptive").name();
  const std::string two = Create("adaptive").name();
  const std::string token = List(Request("", 1)).next_page_token();
  Create("adaptive");
  EXPECT_THAT(Names(List(Request("", 5, token))), ElementsAre(one));
}

TEST_F(ListSessionsTest, FiltersByExamineeAndExam) {
  const std::string ann = Create("adaptive", 7, "ann").name();
  Create("adaptive", 7, "bob");
  Create("adaptive");
  v1::ListSessionsRequest request = Request("ann");
  EXPECT_THAT(Names(List(request)), ElementsAre(ann));
  request.set_parent(kSmallExam);
  EXPECT_THAT(Names(List(request)), ElementsAre(ann));
  request.set_parent("exams/other");
  EXPECT_EQ(List(request).sessions_size(), 0);
  request.clear_examinee();
  request.set_parent(kSmallExam);
  EXPECT_EQ(List(request).sessions_size(), 3);
}

TEST_F(ListSessionsTest, PagesOfOneExamineeSkipTheOthers) {
  for (int i = 0; i < 3; ++i) {
    Create("adaptive", 7, "ann");
    Create("adaptive", 7, "bob");
  }
  const auto first = List(Request("ann", 2));
  EXPECT_EQ(first.sessions_size(), 2);
  const auto second = List(Request("ann", 2, first.next_page_token()));
  EXPECT_EQ(second.sessions_size(), 1);
  EXPECT_EQ(second.next_page_token(), "");
  for (const auto& session : second.sessions()) {
    EXPECT_EQ(session.examinee(), "ann");
  }
}

TEST_F(ListSessionsTest, ListsAllButTheReports) {
  const std::string name = Create("mock", 7, "ann").name();
  AnswerAll(name);
  v1::Session session = *manager().Get(name);
  EXPECT_TRUE(session.has_report());
  session.clear_report();
  const auto response = List(Request());
  ASSERT_EQ(response.sessions_size(), 1);
  EXPECT_EQ(response.sessions(0).SerializeAsString(),
            session.SerializeAsString());
  EXPECT_EQ(response.sessions(0).state(), v1::SESSION_STATE_FINISHED);
}

TEST_F(ListSessionsTest, RefusesABadPageSize) {
  ExpectRefused(Request("", -1), "page_size", "-1 is outside [0, 200]");
  ExpectRefused(Request("", 201), "page_size", "201 is outside [0, 200]");
  EXPECT_TRUE(manager().List(Request("", 200)).ok());
}

TEST_F(ListSessionsTest, RefusesABadPageToken) {
  for (const std::string token :
       {"x", "0", "-3", "1.5", "99999999999999999999"}) {
    ExpectRefused(Request("", 0, token), "page_token",
                  "is not one that ListSessions gave");
  }
}

}  // namespace
}  // namespace adaptest
