#ifndef ADAPTEST_ENGINE_SESSION_EARLY_STOP_H_
#define ADAPTEST_ENGINE_SESSION_EARLY_STOP_H_

#include "engine/session/session.h"

namespace adaptest {

// Whether a stopping rule of the mode ends the session after the answers so
// far, under the rule for early stops (blueprint/proportion.h). Requires
// !session.waiting().
bool StopsEarly(const Session& session);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SESSION_EARLY_STOP_H_
