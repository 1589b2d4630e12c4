#ifndef ADAPTEST_CLI_SIMULATED_PERSON_H_
#define ADAPTEST_CLI_SIMULATED_PERSON_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "adaptest/v1/session.pb.h"
#include "engine/item_bank.h"

namespace adaptest {

// A person of known ability who answers questions right with the probability
// that the items' parameters give. Knows parameters and keys from files of its
// own, never from the server.
class SimulatedPerson {
 public:
  SimulatedPerson(double theta, std::shared_ptr<const ItemBank> bank,
                  const std::vector<v1::Content>& questions, uint64_t seed);

  // The answer at this position. The same position gives the same answer.
  absl::StatusOr<v1::Answer> AnswerTo(const v1::PresentedItem& item) const;

  // How long the person thinks: the item's expected time.
  double SecondsFor(const v1::PresentedItem& item) const;

 private:
  double theta_;
  std::shared_ptr<const ItemBank> bank_;
  std::map<std::string, v1::Content> questions_;  // by item id
  uint64_t seed_;
};

// An answer that the key makes right, and one that it makes wrong.
v1::Answer RightAnswer(const v1::Content& question);
v1::Answer WrongAnswer(const v1::Content& question);

}  // namespace adaptest

#endif  // ADAPTEST_CLI_SIMULATED_PERSON_H_
