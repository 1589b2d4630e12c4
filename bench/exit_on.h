#ifndef ADAPTEST_BENCH_EXIT_ON_H_
#define ADAPTEST_BENCH_EXIT_ON_H_

#include <grpcpp/support/status.h>

#include <cstdio>
#include <cstdlib>

namespace adaptest {

// Ends the program, saying why, where a call has failed.
inline void ExitOn(const grpc::Status& status) {
  if (status.ok()) return;
  std::puts(status.error_message().c_str());
  exit(1);
}

}  // namespace adaptest

#endif  // ADAPTEST_BENCH_EXIT_ON_H_
