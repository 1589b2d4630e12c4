#include "calibration/ranks.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace adaptest {
namespace {

class OneProcess final : public Ranks {
 public:
  OneProcess() : Ranks(0, 1) {}
  void Sum(absl::Span<double>) override {}
  std::vector<std::string> Gather(absl::string_view text) override {
    return {std::string(text)};
  }
  void Send(absl::string_view) override {}
  std::string Receive(int) override { return ""; }
};

}  // namespace

Ranks& OneRank() {
  static OneProcess one;  // without state
  return one;
}

double SumOf(Ranks& ranks, double value) {
  ranks.Sum(absl::MakeSpan(&value, 1));
  return value;
}

// Halves of 32 bits: their sums are exact as doubles.
void SumIntegers(Ranks& ranks, absl::Span<uint64_t> values) {
  std::vector<double> halves;
  for (const uint64_t value : values) {
    halves.push_back(static_cast<double>(value & 0xffffffff));
    halves.push_back(static_cast<double>(value >> 32));
  }
  ranks.Sum(absl::MakeSpan(halves));
  for (size_t i = 0; i < values.size(); ++i) {
    values[i] = static_cast<uint64_t>(halves[2 * i]) +
                (static_cast<uint64_t>(halves[2 * i + 1]) << 32);
  }
}

absl::Status Agree(Ranks& ranks, const absl::Status& own) {
  if (ranks.size() == 1) return own;
  const int code = static_cast<int>(own.code());
  const auto all =
      ranks.Gather(own.ok() ? "" : absl::StrCat(code, " ", own.message()));
  for (int r = 0; r < ranks.size(); ++r) {
    if (all[r].empty()) continue;
    // With its payload where it is this rank's, too.
    if (all[r] == all[ranks.rank()]) return own;
    const std::vector<std::string> parts =
        absl::StrSplit(all[r], absl::MaxSplits(' ', 1));
    int told = 0;
    (void)absl::SimpleAtoi(parts[0], &told);
    return absl::Status(static_cast<absl::StatusCode>(told), parts[1]);
  }
  return absl::OkStatus();
}

std::vector<std::string> Unite(Ranks& ranks,
                               absl::Span<const std::string> names) {
  std::string text;
  for (const std::string& name : names) {
    absl::StrAppend(&text, absl::CEscape(name), "\n");
  }
  std::vector<std::string> united;
  for (const std::string& theirs : ranks.Gather(text)) {
    std::vector<std::string> lines = absl::StrSplit(theirs, '\n');
    lines.pop_back();  // what follows the last end of a line
    for (const std::string& line : lines) {
      std::string name;
      (void)absl::CUnescape(line, &name);
      if (std::find(united.begin(), united.end(), name) == united.end()) {
        united.push_back(std::move(name));
      }
    }
  }
  return united;
}

}  // namespace adaptest
