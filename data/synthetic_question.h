#ifndef ADAPTEST_DATA_SYNTHETIC_QUESTION_H_
#define ADAPTEST_DATA_SYNTHETIC_QUESTION_H_

#include <nlohmann/json.hpp>

#include "data/content_plan.h"
#include "engine/random.h"

namespace adaptest {

// A question with generic texts that say it is synthetic, and a key drawn at
// random: the Content message as JSON. A matching question has as many prompts
// as options, 26 at most.
nlohmann::ordered_json MakeSyntheticQuestion(const PlannedItem& plan,
                                             int options, Random& random);

}  // namespace adaptest

#endif  // ADAPTEST_DATA_SYNTHETIC_QUESTION_H_
