#include "tests/cli/program.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <sstream>
#include <thread>
#include <utility>

namespace adaptest {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::seconds kLimit(120);
constexpr std::chrono::milliseconds kPause(2);

void Redirect(const std::string& path, int flags, int to) {
  const int file = open(path.c_str(), flags, 0600);
  if (file < 0 || dup2(file, to) < 0) _exit(126);
  close(file);
}

// Starts a program with its streams in files.
pid_t StartCommand(std::vector<std::string> words,
                   const TemporaryDirectory& streams,
                   const std::string& input) {
  const std::string in = streams.File("in");
  const std::string out = streams.File("out");
  const std::string err = streams.File("err");
  WriteFile(in, input);
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  const pid_t pid = fork();
  if (pid != 0) return pid;
  Redirect(in, O_RDONLY, STDIN_FILENO);
  Redirect(out, O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO);
  Redirect(err, O_WRONLY | O_CREAT | O_TRUNC, STDERR_FILENO);
  execvp(argv[0], argv.data());
  _exit(127);
}

pid_t Start(const std::vector<std::string>& arguments,
            const TemporaryDirectory& streams, const std::string& input) {
  std::vector<std::string> words = {ADAPTEST_PROGRAM};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return StartCommand(std::move(words), streams, input);
}

// Waits for the child's end; kills it at the limit.
int WaitFor(pid_t pid) {
  const auto limit = steady_clock::now() + kLimit;
  int status = 0;
  while (waitpid(pid, &status, WNOHANG) == 0) {
    if (steady_clock::now() > limit) kill(pid, SIGKILL);
    std::this_thread::sleep_for(kPause);
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

Outcome OutcomeOf(pid_t pid, const TemporaryDirectory& streams) {
  Outcome outcome;
  outcome.exit_code = WaitFor(pid);
  outcome.out = ReadFile(streams.File("out"));
  outcome.err = ReadFile(streams.File("err"));
  return outcome;
}

}  // namespace

std::string ReadFile(const std::string& path) {
  std::ifstream file(path);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

void WriteFile(const std::string& path, const std::string& text) {
  std::ofstream(path) << text;
}

std::vector<Json> JsonLines(const std::string& text) {
  std::vector<Json> objects;
  std::istringstream lines(text);
  std::string line;
  while (std::getline(lines, line)) {
    objects.push_back(Json::parse(line, nullptr, /*allow_exceptions=*/false));
  }
  return objects;
}

Outcome RunProgram(const std::vector<std::string>& arguments,
                   const std::string& input) {
  const TemporaryDirectory streams;
  return OutcomeOf(Start(arguments, streams, input), streams);
}

Outcome RunCommand(const std::vector<std::string>& words) {
  const TemporaryDirectory streams;
  return OutcomeOf(StartCommand(words, streams, ""), streams);
}

ServerProcess::ServerProcess(const std::string& data_directory, int port)
    : pid_(Start({"serve", "--data", data_directory, "--listen",
                  "127.0.0.1:" + std::to_string(port)},
                 output_, "")) {
  const std::string said = "listening on ";
  const auto limit = steady_clock::now() + kLimit;
  while (address_.empty() && steady_clock::now() < limit) {
    const std::string text = ReadFile(output_.File("err"));
    const size_t begin = text.find(said);
    const size_t end = text.find(',', begin);
    if (begin != std::string::npos && end != std::string::npos) {
      address_ = text.substr(begin + said.size(), end - begin - said.size());
    }
    if (waitpid(pid_, nullptr, WNOHANG) != 0) {
      pid_ = -1;
      return;
    }
    std::this_thread::sleep_for(kPause);
  }
}

ServerProcess::~ServerProcess() { Kill(); }

int ServerProcess::port() const {
  return std::stoi(address_.substr(address_.rfind(':') + 1));
}

void ServerProcess::Kill() {
  if (pid_ < 0) return;
  kill(pid_, SIGKILL);
  WaitFor(pid_);
  pid_ = -1;
}

int ServerProcess::Stop() {
  if (pid_ < 0) return -1;
  kill(pid_, SIGTERM);
  const int code = WaitFor(pid_);
  pid_ = -1;
  return code;
}

}  // namespace adaptest
