#include "cli/calibrate_checkpoint.h"

#include <csignal>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "calibration/files/checkpoint.h"
#include "calibration/files/text_file.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

constexpr char kName[] = "checkpoint.json";
constexpr std::chrono::seconds kBetweenWrites(10);

volatile std::sig_atomic_t interrupted = 0;

void Interrupt(int) { interrupted = 1; }

}  // namespace

CalibrateCheckpoint::CalibrateCheckpoint(std::string directory, Ranks& ranks)
    : directory_(std::move(directory)),
      ranks_(ranks),
      written_(std::chrono::steady_clock::now()) {
  interrupted = 0;
  std::signal(SIGINT, &Interrupt);
  std::signal(SIGTERM, &Interrupt);
}

CalibrateCheckpoint::~CalibrateCheckpoint() {
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

std::string CalibrateCheckpoint::path() const {
  return directory_ + "/" + kName;
}

std::string CalibrateCheckpoint::Advice() const {
  std::error_code error;
  return std::filesystem::exists(path(), error)
             ? absl::StrCat("; --resume goes on from ", path())
             : "";
}

absl::Status CalibrateCheckpoint::Prepare(bool resume,
                                          CalibrationOptions& options) {
  if (resume) {
    ASSIGN_OR_RETURN(options.resume, Read());
  }
  options.stop = [this] { return SumOf(ranks_, interrupted) != 0; };
  options.save = [this](const FitCheckpoint& checkpoint) { Save(checkpoint); };
  return absl::OkStatus();
}

// Rank 0 reads it and tells the others.
absl::StatusOr<FitCheckpoint> CalibrateCheckpoint::Read() const {
  absl::StatusOr<FitCheckpoint> read = FitCheckpoint();
  if (ranks_.is_first()) read = ReadCheckpoint(path());
  RETURN_IF_ERROR(Agree(ranks_, read.status()));
  uint64_t numbers[] = {read->fingerprint,
                        static_cast<uint64_t>(read->iterations),
                        read->x.size()};
  SumIntegers(ranks_, absl::MakeSpan(numbers));
  read->fingerprint = numbers[0];
  read->iterations = static_cast<int>(numbers[1]);
  read->x.resize(numbers[2], 0);
  ranks_.Sum(absl::MakeSpan(read->x));
  return read;
}

// A checkpoint that cannot be written does not end the fit; Finish tells.
void CalibrateCheckpoint::Save(const FitCheckpoint& checkpoint) {
  if (!ranks_.is_first()) return;
  last_ = checkpoint;
  const auto now = std::chrono::steady_clock::now();
  if (now - written_ < kBetweenWrites) return;
  written_ = now;
  (void)Write(checkpoint);
}

absl::Status CalibrateCheckpoint::Write(const FitCheckpoint& checkpoint) const {
  return WriteTextFiles(directory_, {{kName, WriteCheckpoint(checkpoint)}});
}

absl::Status CalibrateCheckpoint::Finish(bool was_interrupted) {
  if (was_interrupted) {
    return Agree(ranks_, last_ ? Write(*last_) : absl::OkStatus());
  }
  std::error_code error;
  if (ranks_.is_first()) std::filesystem::remove(path(), error);
  return absl::OkStatus();
}

}  // namespace adaptest
