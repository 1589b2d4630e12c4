#ifndef ADAPTEST_TESTS_SERVICE_SESSIONS_RESCORING_FIXTURE_H_
#define ADAPTEST_TESTS_SERVICE_SESSIONS_RESCORING_FIXTURE_H_

#include <set>
#include <string>
#include <vector>

#include "service/sessions/replay.h"
#include "service/sessions/rescoring.h"
#include "tests/service/sessions/session_fixture.h"

namespace adaptest {

// The question with another key, by which RightAnswerTo is wrong.
inline v1::Content WithOtherKey(v1::Content content) {
  v1::Key& key = *content.mutable_key();
  if (content.type() == "matching") {
    key.mutable_pairs(0)->set_right("d");
  } else if (content.type() == "ordering") {
    key.mutable_option_ids()->SwapElements(0, 1);
  } else {
    key.set_option_ids(0, "a");
  }
  return content;
}

// The small exam with other keys for these items.
inline v1::ImportBankVersionRequest ImportWithKeys(
    const std::set<std::string>& items) {
  v1::ImportBankVersionRequest import = SmallImport();
  for (v1::Content& content : *import.mutable_contents()) {
    if (items.count(content.item_id()) > 0) content = WithOtherKey(content);
  }
  return import;
}

class RescoringTest : public SessionTest {
 protected:
  static constexpr char kVersion[] = "exams/small/bankVersions/1";

  absl::StatusOr<v1::RescoreSessionsResponse> TryToRescore(
      const v1::RescoreSessionsRequest& request) {
    return RescoreSessions(request, *replica().store, catalog(), manager());
  }
  v1::RescoreSessionsResponse Rescore(
      const v1::RescoreSessionsRequest& request) {
    const auto counts = TryToRescore(request);
    EXPECT_TRUE(counts.ok()) << counts.status();
    return counts.value_or(v1::RescoreSessionsResponse());
  }
  static v1::RescoreSessionsRequest DropRequest(
      const std::vector<std::string>& items) {
    v1::RescoreSessionsRequest request;
    request.set_bank_version(kVersion);
    request.set_reason("two answers are right");
    for (const std::string& item : items) request.add_dropped_items(item);
    return request;
  }
  // Imports a version with other keys for these items, and those of the small
  // exam for the rest.
  v1::RescoreSessionsRequest KeyRequest(const std::set<std::string>& items) {
    v1::RescoreSessionsRequest request;
    request.set_bank_version(kVersion);
    request.set_key_version(catalog().Import(ImportWithKeys(items))->name());
    request.set_reason("a wrong key");
    return request;
  }

  // A session from its start to its end.
  v1::Session Sit(const std::string& mode, uint64_t seed = 7) {
    const std::string name = Create(mode, seed).name();
    AnswerAll(name);
    return *manager().Get(name);
  }
  v1::Session SitAllRight(const std::string& mode) {
    const std::string name = Create(mode).name();
    for (v1::PresentedItem item = Next(name); item.position() > 0;
         item = Next(name)) {
      EXPECT_TRUE(Submit(name, item, RightAnswerTo(item.item_id())).ok());
    }
    return *manager().Get(name);
  }
  // A session in which the item was not given.
  v1::Session SitWithout(const std::string& item) {
    for (uint64_t seed = 1;; ++seed) {
      const std::string name = Create("mock", seed).name();
      const SessionRecord record = Stored(Number(name));
      std::set<std::string> items;
      const Session& session = record.session();
      for (const auto& list :
           {session.plan().form, session.plan().pretest_items}) {
        for (const int i : list) items.insert(session.exam().bank().item(i).id);
      }
      if (items.count(item) > 0) continue;
      AnswerAll(name);
      return *manager().Get(name);
    }
  }

  static std::vector<std::string> AllScoredRight(const v1::Session& session) {
    std::vector<std::string> items;
    for (const v1::AnsweredItem& answer : session.report().answers()) {
      if (answer.scored() && answer.response() == 1) {
        items.push_back(answer.item_id());
      }
    }
    return items;
  }
  static std::string ScoredRight(const v1::Session& session) {
    return AllScoredRight(session).at(0);
  }
  SessionRecord Stored(int64_t number) {
    return *Replay(*replica().store->Load(number), catalog());
  }

 private:
  static int64_t Number(const std::string& name) {
    return std::stoll(name.substr(name.find('/') + 1));
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_SERVICE_SESSIONS_RESCORING_FIXTURE_H_
