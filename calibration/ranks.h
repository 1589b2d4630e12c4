#ifndef ADAPTEST_CALIBRATION_RANKS_H_
#define ADAPTEST_CALIBRATION_RANKS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace adaptest {

// The processes that share out the persons of one calibration, numbered from 0:
// each holds some persons, and all take the same steps from the same sums over
// all persons.
//
// All ranks make the same calls in the same order, each from one thread: a call
// that one of them left out would hold up the others. So whatever may fail on
// one rank alone is followed by Agree.
class Ranks {
 public:
  virtual ~Ranks() = default;

  int rank() const { return rank_; }
  int size() const { return size_; }
  bool is_first() const { return rank_ == 0; }

  // Replaces values by their sums over all ranks, which are the same on all of
  // them bit for bit.
  virtual void Sum(absl::Span<double> values) = 0;

  // The texts of all ranks, on all ranks. For little texts.
  virtual std::vector<std::string> Gather(absl::string_view text) = 0;

  // From this rank to rank 0, which receives texts of a rank in the order in
  // which they were sent.
  virtual void Send(absl::string_view text) = 0;
  virtual std::string Receive(int rank) = 0;

 protected:
  Ranks(int rank, int size) : rank_(rank), size_(size) {}

 private:
  int rank_;
  int size_;
};

// The one process that holds everybody.
Ranks& OneRank();

double SumOf(Ranks& ranks, double value);

// Sums modulo 2^64.
void SumIntegers(Ranks& ranks, absl::Span<uint64_t> values);

// What went wrong on the first rank where something did, for all ranks.
absl::Status Agree(Ranks& ranks, const absl::Status& own);

// The lists of all ranks one after another without what was there before.
std::vector<std::string> Unite(Ranks& ranks,
                               absl::Span<const std::string> names);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_RANKS_H_
