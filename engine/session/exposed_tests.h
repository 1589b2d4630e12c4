#ifndef ADAPTEST_ENGINE_SESSION_EXPOSED_TESTS_H_
#define ADAPTEST_ENGINE_SESSION_EXPOSED_TESTS_H_

#include <vector>

#include "engine/exposure/exposure_counts.h"
#include "engine/session/session.h"

namespace adaptest {

// What each exposure control of the mode has to know of a session, in the
// segment of its last estimate.
std::vector<ExposedTest> ExposedTests(const Session& session);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SESSION_EXPOSED_TESTS_H_
