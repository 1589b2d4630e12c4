// A store that cannot grow, as on a full disk: files of this process may not
// pass a size.

#include <signal.h>
#include <sys/resource.h>

#include <string>

#include "tests/service/sessions/session_fixture.h"

namespace adaptest {
namespace {

// While it lives, no file grows beyond `bytes`.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    getrlimit(RLIMIT_FSIZE, &before_);
    handler_ = signal(SIGXFSZ, SIG_IGN);
    const rlimit limit = {bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &before_);
    signal(SIGXFSZ, handler_);
  }

 private:
  rlimit before_;
  void (*handler_)(int);
};

class FullDiskTest : public SessionTest {};

TEST_F(FullDiskTest, RefusesWhatCannotBeStoredAndLosesNothing) {
  const std::string name = Create("mock").name();
  Answer(name);
  const v1::PresentedItem item = Next(name);
  const std::string before = StateOf(name);
  {
    const FileSizeLimit limit(4096);
    const auto refused = Submit(name, item, Omitted());
    EXPECT_TRUE(absl::IsUnavailable(refused.status())) << refused.status();
    v1::CreateSessionRequest create;
    create.set_exam(kSmallExam);
    EXPECT_TRUE(absl::IsUnavailable(manager().Create(create).status()));
    EXPECT_EQ(StateOf(name), before);
  }
  EXPECT_EQ(StateOf(name), before);
  const auto accepted = Submit(name, item, Omitted());
  ASSERT_TRUE(accepted.ok()) << accepted.status();
  EXPECT_EQ(accepted->session().answered_count(), 2);
  Restart();
  EXPECT_EQ(manager().Get(name)->answered_count(), 2);
  EXPECT_EQ(replica().store->Load(1)->events.size(), 3);
}

}  // namespace
}  // namespace adaptest
