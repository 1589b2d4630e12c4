#ifndef ADAPTEST_ENGINE_SESSION_SESSION_AREAS_H_
#define ADAPTEST_ENGINE_SESSION_SESSION_AREAS_H_

#include <string>
#include <vector>

#include "engine/scores/area_readiness.h"
#include "engine/session/session.h"

namespace adaptest {

// Readiness in one area, and what studying it would be worth.
struct NamedReadiness {
  std::string area;
  AreaReadiness readiness;
  double pass_gain = 0;  // see study_worth.h
};

// The areas of the exam, the one most worth studying first; empty where the
// exam names no area attribute.
std::vector<NamedReadiness> SessionAreas(const Session& session);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SESSION_SESSION_AREAS_H_
