#ifndef ADAPTEST_TESTS_CLI_PROGRAM_H_
#define ADAPTEST_TESTS_CLI_PROGRAM_H_

#include <sys/types.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/support/project_file.h"
#include "tests/support/temporary_directory.h"

namespace adaptest {

using Json = nlohmann::json;

std::string ReadFile(const std::string& path);
void WriteFile(const std::string& path, const std::string& text);

// The lines of a text as JSON, one object each.
std::vector<Json> JsonLines(const std::string& text);

// One run of the program.
struct Outcome {
  int exit_code = -1;  // -1 where it was killed
  std::string out;
  std::string err;
};

// The built program as a child process. It is killed where it has not ended
// after two minutes.
Outcome RunProgram(const std::vector<std::string>& arguments,
                   const std::string& input = "");

// The same for another program: its path or name, and its arguments.
Outcome RunCommand(const std::vector<std::string>& words);

// `adaptest serve` as a child process, on a free port of the loopback address
// or on the one given.
class ServerProcess {
 public:
  explicit ServerProcess(const std::string& data_directory, int port = 0);
  ~ServerProcess();
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  // Empty where the server did not start.
  const std::string& address() const { return address_; }
  int port() const;

  void Kill();  // as the machine would: no goodbye
  int Stop();   // asks it to end, and returns the exit code

 private:
  TemporaryDirectory output_;
  pid_t pid_ = -1;
  std::string address_;
};

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_CLI_PROGRAM_H_
