#ifndef ADAPTEST_CLI_SIMULATED_PERSONS_H_
#define ADAPTEST_CLI_SIMULATED_PERSONS_H_

#include <CLI/CLI.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "calibration/simulation/ability_distribution.h"
#include "calibration/simulation/post_hoc.h"
#include "engine/item_bank.h"

namespace adaptest {

// The options --examinees, --theta, --persons and --post-hoc: who is simulated.
struct PersonsOption {
  static constexpr int kMaxExaminees = 10000000;

  int examinees = 1000;
  std::string theta = "normal(0,1)";
  std::string persons;
  std::string post_hoc;

  void AddTo(CLI::App& command);
};

// The persons of a study one after the other: drawn, or from a file.
class SimulatedPersons {
 public:
  struct Person {
    std::string id;
    double theta;
  };

  // Reads what the options name; draws follow from the seed.
  static absl::StatusOr<SimulatedPersons> Make(const PersonsOption& option,
                                               uint64_t seed,
                                               const ItemBank& bank);

  int size() const;
  Person Next();

  // Where true abilities come from, in words.
  const std::string& description() const { return description_; }

  // Of --post-hoc, else empty; what the persons are is read from it.
  std::optional<RecordedAnswers>& answers() { return answers_; }

 private:
  std::string description_;
  int next_ = 0;
  int drawn_ = 0;  // how many to draw
  std::optional<AbilityDraws> draws_;
  std::vector<Person> listed_;  // of --persons
  std::optional<RecordedAnswers> answers_;
};

}  // namespace adaptest

#endif  // ADAPTEST_CLI_SIMULATED_PERSONS_H_
