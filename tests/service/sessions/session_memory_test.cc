#include <malloc.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "proto/conversion/exam_conversion.h"
#include "proto/conversion/item_conversion.h"
#include "tests/service/sessions/session_fixture.h"
#include "tests/support/shipped_exam.h"

namespace adaptest {
namespace {

// The shipped exam, whose questions are answered by category.
v1::ImportBankVersionRequest ShippedImport() {
  v1::ImportBankVersionRequest request;
  request.set_parent(kSmallExam);
  std::stringstream json;
  json << std::ifstream(ShippedFile("exam.json")).rdbuf();
  *request.mutable_exam() = *ParseExamJson(json.str());
  request.mutable_exam()->set_name(kSmallExam);
  for (v1::Mode& mode : *request.mutable_exam()->mutable_modes()) {
    mode.clear_stopping_rules();
    mode.add_stopping_rules()->set_rule("fixed_length");
  }
  const ItemBank bank = ShippedBank();
  for (const Item& item : bank.items()) {
    *request.add_items() = ItemToProto(item);
  }
  return request;
}

class SessionMemoryTest : public SessionTest,
                          public testing::WithParamInterface<const char*> {};

TEST_P(SessionMemoryTest, OfALiveSessionIsAtMost4KiB) {
  if (mallinfo2().uordblks == 0) GTEST_SKIP() << "malloc does not count";
  constexpr int kSessions = 300;
  constexpr int kAnswers = 20;
  ImportAndActivate(ShippedImport());
  std::vector<std::string> names;
  for (int i = 0; i < kSessions; ++i) {
    names.push_back(Create(GetParam(), i).name());
    v1::PresentedItem item = Next(names.back());
    for (int k = 0; k < kAnswers; ++k) {
      v1::Answer answer;
      answer.set_category((i + k) % 2);
      const auto reply = Submit(names.back(), item, answer);
      ASSERT_TRUE(reply.ok()) << reply.status();
      item = reply->next_item();
    }
  }
  const auto all_in = [&](LiveSessions& live) {
    for (const std::string& name : names) {
      const auto record = live.Find(name);
      ASSERT_TRUE(record.ok()) << record.status();
      ASSERT_EQ((*record)->session().num_answered(), kAnswers);
    }
  };
  // The first to read them fills the database's cache.
  LiveSessions first(replica().store.get(), &catalog());
  all_in(first);
  const size_t before = mallinfo2().uordblks;
  LiveSessions second(replica().store.get(), &catalog());
  all_in(second);
  const size_t bytes = (mallinfo2().uordblks - before) / kSessions;
  RecordProperty("bytes", static_cast<int>(bytes));
  EXPECT_LE(bytes, 4096u);
  EXPECT_GE(bytes, 1024u);  // it is they that were measured
}

INSTANTIATE_TEST_SUITE_P(Modes, SessionMemoryTest,
                         testing::Values("adaptive", "mock"),
                         [](const auto& mode) { return mode.param; });

}  // namespace
}  // namespace adaptest
