#include "service/sessions/outcomes.h"

#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"
#include "google/protobuf/util/time_util.h"
#include "service/sessions/field_error.h"
#include "service/sessions/replay.h"

namespace adaptest {
namespace {

using google::protobuf::util::TimeUtil;

constexpr int kMaxOutcomes = 10000;
constexpr int kMaxNanos = 999'999'999;

absl::StatusOr<StoredOutcome> ReadOutcome(const std::string& exam,
                                          const std::string& field,
                                          const v1::Outcome& outcome) {
  if (outcome.examinee().empty() || outcome.examinee().size() > kMaxId) {
    return FieldError(absl::StrCat(field, ".examinee"),
                      absl::StrCat(outcome.examinee().size(),
                                   " bytes; allowed: 1 to ", kMaxId));
  }
  RETURN_IF_ERROR(
      CheckText(absl::StrCat(field, ".examinee"), outcome.examinee(), kMaxId));
  const auto& time = outcome.exam_time();
  if (time.seconds() <= 0 || time.seconds() > TimeUtil::kTimestampMaxSeconds ||
      time.nanos() < 0 || time.nanos() > kMaxNanos) {
    return FieldError(absl::StrCat(field, ".exam_time"),
                      "is missing or no time; allowed: the day of the exam, "
                      "from 1970 to 9999");
  }
  if (!std::isfinite(outcome.scaled_score()) || outcome.scaled_score() < 0) {
    return FieldError(absl::StrCat(field, ".scaled_score"),
                      absl::StrCat(outcome.scaled_score(),
                                   "; allowed: 0 or more, 0 = not known"));
  }
  return StoredOutcome{exam, outcome.examinee(),
                       TimeUtil::TimestampToMilliseconds(outcome.exam_time()),
                       outcome.passed(), outcome.scaled_score()};
}

}  // namespace

absl::StatusOr<std::optional<SessionRecord>> LastSessionBefore(
    const StoredOutcome& outcome, EventStore& store, BankCatalog& catalog) {
  int64_t before = std::numeric_limits<int64_t>::max();
  while (true) {
    ASSIGN_OR_RETURN(
        const std::vector<int64_t> numbers,
        store.ListSessions({outcome.exam, outcome.examinee}, before, 1));
    if (numbers.empty()) return std::nullopt;
    before = numbers[0];
    ASSIGN_OR_RETURN(auto record, LoadReadable(store, catalog, before));
    if (record && record->clock().create_time_ms() < outcome.time_ms &&
        !record->session().ScoredAnswers().empty()) {
      return record;
    }
  }
}

absl::StatusOr<v1::ImportOutcomesResponse> ImportOutcomes(
    const v1::ImportOutcomesRequest& request, EventStore& store,
    BankCatalog& catalog) {
  if (request.outcomes_size() < 1 || request.outcomes_size() > kMaxOutcomes) {
    return FieldError("outcomes",
                      absl::StrCat(request.outcomes_size(),
                                   " outcomes; allowed: 1 to ", kMaxOutcomes));
  }
  RETURN_IF_ERROR(catalog.Active(request.parent()).status());
  std::vector<StoredOutcome> outcomes;
  for (int i = 0; i < request.outcomes_size(); ++i) {
    ASSIGN_OR_RETURN(
        StoredOutcome outcome,
        ReadOutcome(request.parent(), absl::StrCat("outcomes[", i, "]"),
                    request.outcomes(i)));
    outcomes.push_back(std::move(outcome));
  }
  RETURN_IF_ERROR(store.PutOutcomes(outcomes));
  v1::ImportOutcomesResponse response;
  response.set_imported_count(request.outcomes_size());
  for (const StoredOutcome& outcome : outcomes) {
    ASSIGN_OR_RETURN(const auto session,
                     LastSessionBefore(outcome, store, catalog));
    if (session) response.set_usable_count(response.usable_count() + 1);
  }
  return response;
}

}  // namespace adaptest
