#include <cstdio>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/command.h"
#include "cli/exam_name.h"
#include "cli/json_output.h"
#include "cli/store_option.h"
#include "engine/status_macros.h"
#include "service/sessions/bank_catalog.h"
#include "service/sessions/clock.h"
#include "service/sessions/each_session.h"
#include "service/sessions/replay_check.h"
#include "service/sessions/resource_name.h"
#include "service/stores/open_store.h"

namespace adaptest {
namespace {

constexpr size_t kMaxShown = 1000;  // differences listed

struct Arguments {
  std::vector<std::string> sessions;
  std::string data;
  std::string store;
  std::string exam;
  double tolerance = 1e-9;
  bool json = false;
};

struct Totals {
  int64_t sessions = 0;
  int64_t selections = 0;
  int64_t ties = 0;
  int64_t scores = 0;
  int64_t differences = 0;
  std::vector<std::string> shown;
};

class Replayer {
 public:
  Replayer(const Arguments& a, Store* store)
      : a_(a), store_(store), catalog_(store, &clock_) {}

  absl::Status Named(const std::string& name) {
    ASSIGN_OR_RETURN(const SessionName parsed, ParseSessionName(name));
    return Load(parsed.number, [&](const StoredSession& stored) {
      return stored.token == parsed.token ? Add(stored)
                                          : UnknownSessionName(name);
    });
  }

  absl::Status All() {
    return ForEachSession(
        *store_, {ExamName(a_.exam), ""}, [&](int64_t number) {
          return Load(number,
                      [&](const StoredSession& stored) { return Add(stored); });
        });
  }

  const Totals& totals() const { return totals_; }

 private:
  template <class Use>
  absl::Status Load(int64_t number, Use use) {
    const absl::StatusOr<StoredSession> stored = store_->Load(number);
    if (absl::IsDataLoss(stored.status())) return AddDamaged(stored.status());
    RETURN_IF_ERROR(stored.status());
    return use(*stored);
  }

  absl::Status Add(const StoredSession& stored) {
    const absl::StatusOr<ReplayReport> checked =
        CheckReplay(stored, catalog_, a_.tolerance);
    if (absl::IsDataLoss(checked.status()) ||
        absl::IsInternal(checked.status())) {
      return AddDamaged(checked.status());
    }
    RETURN_IF_ERROR(checked.status());
    const ReplayReport& report = *checked;
    ++totals_.sessions;
    totals_.selections += report.selections;
    totals_.ties += report.ties;
    totals_.scores += report.scores;
    totals_.differences += static_cast<int64_t>(report.differences.size());
    for (const std::string& difference : report.differences) {
      if (totals_.shown.size() >= kMaxShown) break;
      totals_.shown.push_back(absl::StrCat(report.session, ": ", difference));
    }
    return absl::OkStatus();
  }

  // Shown in any case: nothing else says of these that they are damaged.
  absl::Status AddDamaged(const absl::Status& status) {
    ++totals_.sessions;
    ++totals_.differences;
    totals_.shown.emplace_back(status.message());
    return absl::OkStatus();
  }

  const Arguments& a_;
  Store* store_;
  SystemClock clock_;
  BankCatalog catalog_;
  Totals totals_;
};

void PrintJson(const Totals& totals) {
  const Json json = {{"sessions", totals.sessions},
                     {"selections", totals.selections},
                     {"ties", totals.ties},
                     {"scores", totals.scores},
                     {"difference_count", totals.differences},
                     {"differences", totals.shown}};
  std::cout << json.dump() << std::endl;
}

void Print(const Totals& totals) {
  for (const std::string& difference : totals.shown) {
    std::cout << difference << "\n";
  }
  std::cout << totals.sessions << " sessions, " << totals.selections
            << " selections derived again (" << totals.ties << " ties), "
            << totals.scores << " scores compared, " << totals.differences
            << " differences" << std::endl;
}

absl::Status Replays(const Arguments& a) {
  ASSIGN_OR_RETURN(const std::string address,
                   ExistingStoreAddress(a.data, a.store));
  ASSIGN_OR_RETURN(const auto store, OpenStore(address));
  Replayer replayer(a, store.get());
  for (const std::string& name : a.sessions) {
    RETURN_IF_ERROR(replayer.Named(name));
  }
  if (a.sessions.empty()) RETURN_IF_ERROR(replayer.All());
  if (a.json) {
    PrintJson(replayer.totals());
  } else {
    Print(replayer.totals());
  }
  if (replayer.totals().differences == 0) return absl::OkStatus();
  return absl::DataLossError(absl::StrCat(
      replayer.totals().differences,
      " differences: decisions that are not derived, or damaged sessions"));
}

}  // namespace

Run AddReplay(CLI::App& app) {
  auto a = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand(
      "replay", "Derive every selection and score of past sessions again");
  command->add_option("sessions", a->sessions,
                      "sessions/{id} ..; all of them without");
  command->add_option("--data", a->data, "directory of the server's data");
  command->add_option("--store", a->store, kStoreKinds);
  command->add_option("--exam", a->exam, "only sessions of this exam");
  command
      ->add_option("--tolerance", a->tolerance,
                   "by which scores may differ, relative above 1: 1e-12 holds "
                   "on one machine, 1e-9 across")
      ->check(CLI::Range(0.0, 1.0));
  command->add_flag("--json", a->json, "print JSON");
  command->footer(
      "What was recorded is never changed. The exit code is 1 where something "
      "is not derived again.\nExample:\n"
      "  adaptest replay --data /var/lib/adaptest");
  return [a] { return Replays(*a); };
}

}  // namespace adaptest
