#ifndef ADAPTEST_ENGINE_SESSION_SESSION_REPORT_H_
#define ADAPTEST_ENGINE_SESSION_SESSION_REPORT_H_

#include <optional>
#include <string>
#include <vector>

#include "engine/blueprint/blueprint.h"
#include "engine/session/session.h"
#include "engine/session/session_estimate.h"
#include "engine/session/session_person_fit.h"

namespace adaptest {

// Results of the scored items that share a value of an attribute. Items of the
// form that were not reached count, as not right.
struct AttributeResult {
  std::string attribute;  // "domain"
  std::string value;      // "1"
  int num_items;
  int num_right;
};

// The outcome of a finished session.
struct SessionReport {
  bool passed = false;
  int num_scored = 0;  // scored items: of the form, or given
  int number_right = 0;
  std::optional<int> raw_cut;  // mock exam: the form's x_F
  SessionEstimate estimate;
  std::vector<Blueprint::Count> counts;     // against the blueprint
  std::vector<AttributeResult> attributes;  // the profile's reportAttributes
  PersonFit person_fit;
};

// Requires session.finished().
SessionReport MakeReport(const Session& session);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SESSION_SESSION_REPORT_H_
