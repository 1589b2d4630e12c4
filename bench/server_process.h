#ifndef ADAPTEST_BENCH_SERVER_PROCESS_H_
#define ADAPTEST_BENCH_SERVER_PROCESS_H_

#include <fcntl.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "service/rpc/server.h"

namespace adaptest {

// Says where it listens, and serves until its input ends.
inline int ServeUntilEnd(const std::string& address) {
  std::printf("%s\n", address.c_str());
  std::fflush(stdout);
  while (std::getchar() != EOF) {
  }
  return 0;
}

// The server of adaptest with this store, until its input ends.
inline int ServeDurable(const std::string& store) {
  Server::Options options;
  options.listen = "127.0.0.1:0";
  options.store = store;
  const auto server = *Server::Start(options);
  return ServeUntilEnd(server->address());
}

// This program once more, with two arguments, as a server (ServeUntilEnd) until
// the object is destroyed.
class ServerProcess {
 public:
  ServerProcess(const std::string& kind, const std::string& argument) {
    int in[2], out[2];
    if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0) exit(1);
    pid_ = fork();
    if (pid_ == 0) {
      dup2(in[0], 0);
      dup2(out[1], 1);
      execl("/proc/self/exe", "bench", kind.c_str(), argument.c_str(), nullptr);
      _exit(1);
    }
    close(in[0]);
    close(out[1]);
    end_ = in[1];
    for (char c = 0; read(out[0], &c, 1) == 1 && c != '\n';) address_ += c;
    close(out[0]);
    channel_ =
        grpc::CreateChannel(address_, grpc::InsecureChannelCredentials());
  }
  ~ServerProcess() {
    channel_ = nullptr;  // the server waits for its clients
    close(end_);
    waitpid(pid_, nullptr, 0);
  }
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  pid_t pid() const { return pid_; }
  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }

 private:
  pid_t pid_ = 0;
  int end_ = -1;
  std::string address_;
  std::shared_ptr<grpc::Channel> channel_;
};

}  // namespace adaptest

#endif  // ADAPTEST_BENCH_SERVER_PROCESS_H_
