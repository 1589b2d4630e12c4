#ifndef ADAPTEST_CLI_RECORD_CLIENT_H_
#define ADAPTEST_CLI_RECORD_CLIENT_H_

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "adaptest/v1/record.pb.h"

namespace adaptest {

// Records of sessions, in a store or behind a server.
class RecordClient {
 public:
  virtual ~RecordClient() = default;
  virtual absl::StatusOr<v1::RescoreSessionsResponse> Rescore(
      const v1::RescoreSessionsRequest& request) = 0;
  virtual absl::StatusOr<v1::EraseExamineeResponse> Erase(
      const v1::EraseExamineeRequest& request) = 0;
  virtual absl::StatusOr<v1::ImportOutcomesResponse> ImportOutcomes(
      const v1::ImportOutcomesRequest& request) = 0;
};

// Where the records are: exactly one of the three is given.
struct RecordPlace {
  std::string data;
  std::string store;
  std::string server;
};

void AddRecordPlace(CLI::App& command, RecordPlace& place);

absl::StatusOr<std::unique_ptr<RecordClient>> OpenRecords(
    const RecordPlace& place);

}  // namespace adaptest

#endif  // ADAPTEST_CLI_RECORD_CLIENT_H_
