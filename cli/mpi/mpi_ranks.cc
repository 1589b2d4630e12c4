// The only file that knows MPI.

#include "cli/mpi/mpi_ranks.h"

#include <mpi.h>

#include <algorithm>

namespace adaptest {
namespace {

// Doubles of one message.
constexpr size_t kPiece = size_t{1} << 24;

int WorldRank() {
  int is_begun = 0;
  MPI_Initialized(&is_begun);
  // Threads calculate; only the main one calls MPI.
  int given = 0;
  if (!is_begun) {
    MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &given);
  }
  int rank = 0;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  return rank;
}

int WorldSize() {
  WorldRank();  // begins
  int size = 1;
  MPI_Comm_size(MPI_COMM_WORLD, &size);
  return size;
}

}  // namespace

MpiRanks::MpiRanks() : Ranks(WorldRank(), WorldSize()) {}

MpiRanks::~MpiRanks() { MPI_Finalize(); }

// Not MPI_Allreduce, which may give each rank other last bits.
void MpiRanks::Sum(absl::Span<double> values) {
  while (!values.empty()) {
    const auto piece = values.subspan(0, kPiece);
    const int count = static_cast<int>(piece.size());
    if (is_first()) {
      MPI_Reduce(MPI_IN_PLACE, piece.data(), count, MPI_DOUBLE, MPI_SUM, 0,
                 MPI_COMM_WORLD);
    } else {
      MPI_Reduce(piece.data(), nullptr, count, MPI_DOUBLE, MPI_SUM, 0,
                 MPI_COMM_WORLD);
    }
    MPI_Bcast(piece.data(), count, MPI_DOUBLE, 0, MPI_COMM_WORLD);
    values.remove_prefix(piece.size());
  }
}

std::vector<std::string> MpiRanks::Gather(absl::string_view text) {
  const int length = static_cast<int>(text.size());
  std::vector<int> lengths(size());
  MPI_Allgather(&length, 1, MPI_INT, lengths.data(), 1, MPI_INT,
                MPI_COMM_WORLD);
  std::vector<int> begin(size(), 0);
  for (int r = 1; r < size(); ++r) begin[r] = begin[r - 1] + lengths[r - 1];
  std::string all(begin.back() + lengths.back(), '\0');
  MPI_Allgatherv(text.data(), length, MPI_CHAR, all.data(), lengths.data(),
                 begin.data(), MPI_CHAR, MPI_COMM_WORLD);
  std::vector<std::string> texts;
  for (int r = 0; r < size(); ++r) {
    texts.push_back(all.substr(begin[r], lengths[r]));
  }
  return texts;
}

void MpiRanks::Send(absl::string_view text) {
  MPI_Send(text.data(), static_cast<int>(text.size()), MPI_CHAR, 0, 0,
           MPI_COMM_WORLD);
}

std::string MpiRanks::Receive(int rank) {
  MPI_Status status;
  int length = 0;
  MPI_Probe(rank, 0, MPI_COMM_WORLD, &status);
  MPI_Get_count(&status, MPI_CHAR, &length);
  std::string text(length, '\0');
  MPI_Recv(text.data(), length, MPI_CHAR, rank, 0, MPI_COMM_WORLD,
           MPI_STATUS_IGNORE);
  return text;
}

}  // namespace adaptest
