#ifndef ADAPTEST_PROTO_CONVERSION_SESSION_CONVERSION_H_
#define ADAPTEST_PROTO_CONVERSION_SESSION_CONVERSION_H_

#include <string>

#include "adaptest/v1/session.pb.h"
#include "engine/session/session.h"

namespace adaptest {

// What is known of the examinee now. `bank_version` is the resource name that
// the estimate carries.
v1::Estimate EstimateToProto(const Session& session,
                             const std::string& bank_version);

// Adds what is not told after every answer: the score predicted for the end,
// and readiness by area.
void AddOutlook(const Session& session, v1::Estimate& estimate);

// The report of a finished session.
v1::Report ReportToProto(const Session& session,
                         const std::string& bank_version);

}  // namespace adaptest

#endif  // ADAPTEST_PROTO_CONVERSION_SESSION_CONVERSION_H_
