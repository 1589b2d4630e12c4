#include "service/sessions/session_view.h"

#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "engine/random.h"
#include "google/protobuf/util/time_util.h"
#include "proto/conversion/session_conversion.h"
#include "service/sessions/question.h"

namespace adaptest {
namespace {

using google::protobuf::util::TimeUtil;

// Streams of the session's seed, one a position; those of the engine are below.
constexpr uint64_t kOptionStream = uint64_t{16} << 32;

v1::SessionState StateOf(const SessionRecord& record) {
  if (!record.session().finished()) return v1::SESSION_STATE_ACTIVE;
  return record.end_reason() == v1::END_REASON_ABANDONED
             ? v1::SESSION_STATE_EXPIRED
             : v1::SESSION_STATE_FINISHED;
}

void ShuffleOptions(uint64_t seed, int position, v1::Content& content) {
  std::vector<int> order(content.options_size());
  std::iota(order.begin(), order.end(), 0);
  Random random = Random::Stream(seed, kOptionStream + position);
  random.Shuffle(order);
  const auto options = content.options();
  for (size_t k = 0; k < order.size(); ++k) {
    *content.mutable_options(static_cast<int>(k)) = options[order[k]];
  }
}

void FillClock(const SessionRecord& record, int64_t now_ms,
               v1::Session& message) {
  const SessionClock& clock = record.clock();
  *message.mutable_create_time() =
      TimeUtil::MillisecondsToTimestamp(clock.create_time_ms());
  if (clock.limit_seconds() > 0) {
    *message.mutable_expire_time() =
        TimeUtil::MillisecondsToTimestamp(clock.ExpireTimeMs(now_ms));
  }
  const storage::v1::Accommodation& granted = clock.granted();
  if (granted.time_multiplier() != 0 || granted.break_seconds() != 0) {
    v1::Accommodation* shown = message.mutable_accommodation();
    shown->set_time_multiplier(granted.time_multiplier());
    shown->set_break_seconds(granted.break_seconds());
  }
  if (granted.break_seconds() == 0) return;
  message.set_on_break(!record.session().finished() && clock.OnBreak(now_ms));
  message.set_break_seconds_left(clock.BreakSecondsLeft(now_ms));
}

// All results, the one in force last.
std::vector<v1::Report> Reports(const SessionRecord& record) {
  const std::string& version = record.version().name;
  std::vector<v1::Report> reports = {ReportToProto(record.session(), version)};
  reports[0].set_revision(1);
  for (const auto& rescoring : record.rescorings()) {
    v1::Report report = ReportToProto(rescoring->session, version);
    report.set_revision(static_cast<int>(reports.size()) + 1);
    report.set_rescoring_reason(rescoring->event.reason());
    *report.mutable_rescore_time() =
        TimeUtil::MillisecondsToTimestamp(rescoring->time_ms);
    *report.mutable_dropped_items() = rescoring->event.dropped_items();
    reports.push_back(std::move(report));
  }
  return reports;
}

}  // namespace

v1::Session SessionSummary(const SessionRecord& record, int64_t now_ms) {
  v1::Session message;
  const Session& session = record.session();
  message.set_name(record.name());
  message.set_exam(session.exam().exam().name);
  message.set_bank_version(record.version().name);
  message.set_mode(std::string(NameOf(session.mode().mode.kind)));
  message.set_state(StateOf(record));
  message.set_item_count(session.mode().num_positions());
  message.set_answered_count(session.num_answered());
  FillClock(record, now_ms, message);
  message.set_examinee(record.examinee());
  message.set_language(record.language());
  message.set_end_reason(record.end_reason());
  return message;
}

v1::Session SessionToProto(const SessionRecord& record, int64_t now_ms) {
  v1::Session message = SessionSummary(record, now_ms);
  if (!record.session().finished()) return message;
  std::vector<v1::Report> reports = Reports(record);
  *message.mutable_report() = std::move(reports.back());
  reports.pop_back();
  for (v1::Report& report : reports) {
    *message.add_earlier_reports() = std::move(report);
  }
  return message;
}

v1::Content ContentAt(const SessionRecord& record, int position) {
  const int item = record.session().given()[position - 1].item;
  const Question& question = record.version().questions[item];
  if (question.empty()) return v1::Content();
  v1::Content content = question.In(record.language());
  if (!content.fixed_order()) {
    ShuffleOptions(record.session().plan().seed, position, content);
  }
  return content;
}

v1::PresentedItem WaitingItem(const SessionRecord& record) {
  v1::PresentedItem shown;
  const int position = static_cast<int>(record.session().given().size());
  const int item = record.session().given().back().item;
  shown.set_position(position);
  shown.set_item_id(record.session().exam().bank().item(item).id);
  v1::Content content = ContentAt(record, position);
  if (content.item_id().empty()) return shown;
  RemoveKey(content);
  *shown.mutable_content() = std::move(content);
  return shown;
}

}  // namespace adaptest
