#ifndef ADAPTEST_CALIBRATION_SIMULATION_SESSION_OUTCOME_H_
#define ADAPTEST_CALIBRATION_SIMULATION_SESSION_OUTCOME_H_

#include "calibration/simulation/examinee.h"
#include "engine/session/session.h"

namespace adaptest {

// Fills what came of a finished session, held against examinee.theta: all but
// the fresh form, the checkpoints and the decision at full length.
void FillOutcome(const Session& session, const ExamineeOptions& options,
                 SimulatedExaminee& examinee);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_SIMULATION_SESSION_OUTCOME_H_
