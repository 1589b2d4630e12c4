#ifndef ADAPTEST_TESTS_SUPPORT_POSTGRES_SERVER_H_
#define ADAPTEST_TESTS_SUPPORT_POSTGRES_SERVER_H_

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <pqxx/pqxx>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/support/temporary_directory.h"

namespace adaptest {

// A PostgreSQL server of Debian's package in a directory of its own, reached
// through a socket there. It ends with the object, or with the test's process.
// Where the test is root, who may not run it, it is the user postgres.
class PostgresServer {
 public:
  PostgresServer() {
    std::filesystem::permissions(directory_.path(),
                                 std::filesystem::perms::all);
    const std::string command = absl::StrCat(
        AsUser(), Program("initdb"), " -D ", data(), " -U adaptest -A trust ",
        "-E UTF8 --no-locale --no-sync >", directory_.File("initdb.log"),
        " 2>&1");
    if (std::system(command.c_str()) == 0) Start();
  }
  ~PostgresServer() { Stop(SIGINT); }
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  // The path of one of the package's programs.
  static std::string Program(const std::string& name) {
    const std::filesystem::path root = "/usr/lib/postgresql";
    std::error_code ignored;
    for (const auto& version :
         std::filesystem::directory_iterator(root, ignored)) {
      const auto program = version.path() / "bin" / name;
      if (std::filesystem::exists(program)) return program.string();
    }
    return name;
  }

  bool running() const { return process_ > 0; }

  // A database with nothing in it; its URL.
  std::string NewDatabase() {
    const std::string name = absl::StrCat("test", ++databases_);
    pqxx::connection connection(Url("postgres"));
    pqxx::nontransaction(connection).exec("CREATE DATABASE " + name);
    return Url(name);
  }

  // SIGINT ends it in order, SIGQUIT at once, without writing anything.
  void Stop(int signal) {
    if (process_ <= 0) return;
    kill(process_, signal);
    waitpid(process_, nullptr, 0);
    process_ = 0;
  }

  void Start() {
    std::vector<std::string> words;
    if (geteuid() == 0) {
      words = {"setpriv", "--reuid=postgres", "--regid=postgres",
               "--init-groups"};
    } else {
      words = {"setpriv"};
    }
    for (const std::string& word :
         {std::string("--pdeathsig"), std::string("INT"), Program("postgres"),
          std::string("-D"), data(), std::string("-c"),
          std::string("listen_addresses="), std::string("-c"),
          absl::StrCat("unix_socket_directories=", directory_.path())}) {
      words.push_back(word);
    }
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO,
                                     directory_.File("server.log").c_str(),
                                     O_CREAT | O_WRONLY | O_APPEND, 0644);
    const int failed = posix_spawnp(&process_, "setpriv", &actions, nullptr,
                                    arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) {
      process_ = 0;
      return;
    }
    WaitUntilReady();
  }

 private:
  static std::string AsUser() {
    return geteuid() == 0 ? "runuser -u postgres -- " : "";
  }

  std::string data() const { return directory_.File("data"); }

  std::string Url(const std::string& database) const {
    return absl::StrCat("postgresql:///", database,
                        "?user=adaptest&host=", directory_.path());
  }

  void WaitUntilReady() {
    for (int tries = 0; tries < 600; ++tries) {
      try {
        pqxx::connection connection(Url("postgres"));
        return;
      } catch (const std::exception&) {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
      }
    }
    Stop(SIGQUIT);
  }

  TemporaryDirectory directory_;
  pid_t process_ = 0;
  int databases_ = 0;
};

// One for all tests of a program; ends with it.
inline PostgresServer& SharedPostgresServer() {
  static PostgresServer server;
  return server;
}

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_SUPPORT_POSTGRES_SERVER_H_
