#include "service/sessions/exposure_ledger.h"

#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "adaptest/storage/v1/exposure.pb.h"
#include "engine/session/exposed_tests.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

using Doubles = google::protobuf::RepeatedField<double>;

// False where the stored list is of another length: of another profile's rules.
bool Read(const Doubles& stored, std::vector<double>& values) {
  if (stored.size() != static_cast<int>(values.size())) return false;
  values.assign(stored.begin(), stored.end());
  return true;
}

void Write(const std::vector<double>& values, Doubles* stored) {
  stored->Add(values.begin(), values.end());
}

std::string Serialize(const std::vector<std::vector<ExposureCounts>>& modes) {
  storage::v1::ExposureCounts message;
  for (const std::vector<ExposureCounts>& controls : modes) {
    storage::v1::ModeCounts* mode = message.add_modes();
    for (const ExposureCounts& counts : controls) {
      storage::v1::ControlCounts* control = mode->add_controls();
      Write(counts.tests, control->mutable_tests());
      Write(counts.feasible, control->mutable_feasible());
      Write(counts.given, control->mutable_given());
      Write(counts.eligible, control->mutable_eligible());
    }
  }
  return message.SerializeAsString();
}

}  // namespace

ExposureLedger::ExposureLedger(std::shared_ptr<const PreparedExam> exam,
                               std::string version)
    : exam_(std::move(exam)), key_(absl::StrCat("exposure/", version)) {
  for (const PreparedMode& mode : exam_->modes()) {
    none_.emplace_back();
    for (const ExposureControl& control : mode.exposure) {
      none_.back().push_back(NewCounts(control, exam_->bank().size()));
      has_controls_ = true;
    }
  }
  counts_ = none_;
}

// Of no test where nothing was stored.
ExposureLedger::AllCounts ExposureLedger::Parse(
    const std::string& bytes) const {
  storage::v1::ExposureCounts message;
  AllCounts parsed = none_;
  if (bytes.empty() || !message.ParseFromString(bytes) ||
      message.modes_size() != static_cast<int>(parsed.size())) {
    return none_;
  }
  for (size_t m = 0; m < parsed.size(); ++m) {
    const auto& controls = message.modes(static_cast<int>(m)).controls();
    if (controls.size() != static_cast<int>(parsed[m].size())) return none_;
    for (size_t c = 0; c < parsed[m].size(); ++c) {
      const storage::v1::ControlCounts& stored = controls[static_cast<int>(c)];
      ExposureCounts& counts = parsed[m][c];
      if (!Read(stored.tests(), counts.tests) ||
          !Read(stored.feasible(), counts.feasible) ||
          !Read(stored.given(), counts.given) ||
          !Read(stored.eligible(), counts.eligible)) {
        return none_;
      }
    }
  }
  return parsed;
}

void ExposureLedger::Add(const std::vector<FinishedTest>& tests,
                         AllCounts& counts) const {
  for (const FinishedTest& test : tests) {
    const auto& controls = exam_->modes()[test.mode].exposure;
    for (size_t c = 0; c < controls.size(); ++c) {
      RecordTest(controls[c], test.controls[c], counts[test.mode][c]);
    }
  }
}

std::vector<ExposureCounts> ExposureLedger::Counts(int mode) const {
  const std::lock_guard lock(mutex_);
  return counts_[mode];
}

void ExposureLedger::Record(int mode, const Session& session) {
  if (exam_->modes()[mode].exposure.empty()) return;
  std::vector<FinishedTest> tests;
  tests.push_back({mode, ExposedTests(session)});
  const std::lock_guard lock(mutex_);
  Add(tests, counts_);
  unstored_.push_back(std::move(tests[0]));
}

absl::Status ExposureLedger::Load(EventStore& store) {
  {
    const std::lock_guard lock(mutex_);
    if (loaded_ || !has_controls_) return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const std::string bytes, store.GetValue(key_));
  AllCounts counts = Parse(bytes);
  const std::lock_guard lock(mutex_);
  if (loaded_) return absl::OkStatus();
  Add(unstored_, counts);
  counts_ = std::move(counts);
  loaded_ = true;
  return absl::OkStatus();
}

absl::Status ExposureLedger::Store(EventStore& store) {
  const std::lock_guard one_at_a_time(store_mutex_);
  std::vector<FinishedTest> added;
  {
    const std::lock_guard lock(mutex_);
    if (unstored_.empty()) return absl::OkStatus();
    added.swap(unstored_);
  }
  AllCounts sum;
  const absl::Status stored =
      store.ReviseValue(key_, [&](const std::string& bytes) {
        sum = Parse(bytes);
        Add(added, sum);
        return Serialize(sum);
      });
  const std::lock_guard lock(mutex_);
  if (stored.ok()) {
    Add(unstored_, sum);  // what was counted meanwhile
    counts_ = std::move(sum);
    loaded_ = true;
  } else {
    unstored_.insert(unstored_.begin(), std::make_move_iterator(added.begin()),
                     std::make_move_iterator(added.end()));
  }
  return stored;
}

}  // namespace adaptest
