#ifndef ADAPTEST_ENGINE_SESSION_SESSION_PERSON_FIT_H_
#define ADAPTEST_ENGINE_SESSION_SESSION_PERSON_FIT_H_

#include <optional>
#include <vector>

#include "engine/person_fit/residual_cusum.h"
#include "engine/response_times/lognormal.h"
#include "engine/session/session.h"

namespace adaptest {

// Whether a session's scored answers, and the times they took, look like those
// of a person whom the models describe. It changes no estimate and no decision.
struct PersonFit {
  std::optional<double> lz_star;  // see lz_star.h

  // At the exam's estimate of theta; 0 and 0 before any answer.
  CusumExtremes cusum;

  // Whether the extremes lie beyond the mode's bounds. Those are bounds of
  // whole tests: empty while a session goes on or where it was cut short, and
  // without bounds.
  std::optional<bool> aberrant;

  // From the scored answers whose time was measured, to items with time
  // parameters; the maximum likelihood estimate: no population of speeds is
  // assumed. Empty where there are none.
  std::optional<SpeedEstimate> speed;

  // Positions, from 0, of answers that look like guesses without reading:
  // faster than the speed in all the other answers lets expect (a residual
  // below kRapidResidual) and wrong. Of an item with several categories every
  // answer below the highest is wrong: part of the credit is easily guessed.
  std::vector<int> rapid_positions;
};

// Of a session at any point.
PersonFit SessionPersonFit(const Session& session);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SESSION_SESSION_PERSON_FIT_H_
