#ifndef ADAPTEST_CLI_MPI_MPI_RANKS_H_
#define ADAPTEST_CLI_MPI_MPI_RANKS_H_

#include <string>
#include <vector>

#include "calibration/ranks.h"

namespace adaptest {

// The processes that mpirun started. There is one of these in a process, once:
// it begins MPI and ends it. An error of MPI ends all ranks.
class MpiRanks final : public Ranks {
 public:
  MpiRanks();
  ~MpiRanks() override;
  MpiRanks(const MpiRanks&) = delete;
  MpiRanks& operator=(const MpiRanks&) = delete;

  // Added up on rank 0, which tells the others.
  void Sum(absl::Span<double> values) override;
  std::vector<std::string> Gather(absl::string_view text) override;
  void Send(absl::string_view text) override;
  std::string Receive(int rank) override;
};

}  // namespace adaptest

#endif  // ADAPTEST_CLI_MPI_MPI_RANKS_H_
