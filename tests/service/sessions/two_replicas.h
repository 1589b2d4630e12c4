#ifndef ADAPTEST_TESTS_SERVICE_SESSIONS_TWO_REPLICAS_H_
#define ADAPTEST_TESTS_SERVICE_SESSIONS_TWO_REPLICAS_H_

#include <string>

#include "tests/service/sessions/session_fixture.h"
#include "tests/support/postgres_server.h"

namespace adaptest {

// Makes the small exam active; returns the version's name.
inline std::string ImportSmallExam(Replica& replica) {
  const auto version = replica.catalog.Import(SmallImport());
  EXPECT_TRUE(version.ok()) << version.status();
  const auto active = replica.catalog.Activate(version->name());
  EXPECT_TRUE(active.ok()) << active.status();
  return version->name();
}

// Two replicas on one PostgreSQL database, with the small exam.
struct TwoReplicas {
  // The name of a new session that the first one made.
  std::string Create(const v1::Accommodation& accommodation = {},
                     const std::string& examinee = "") {
    v1::CreateSessionRequest request;
    request.set_exam(kSmallExam);
    request.set_examinee(examinee);
    *request.mutable_accommodation() = accommodation;
    return one.manager.Create(request)->name();
  }

  const std::string address = SharedPostgresServer().NewDatabase();
  FakeClock clock;
  Replica one{address, &clock};
  Replica two{address, &clock};
  const std::string version = ImportSmallExam(one);
};

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_SERVICE_SESSIONS_TWO_REPLICAS_H_
