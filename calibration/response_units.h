#ifndef ADAPTEST_CALIBRATION_RESPONSE_UNITS_H_
#define ADAPTEST_CALIBRATION_RESPONSE_UNITS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "calibration/id_index.h"

namespace adaptest {

// The units of analysis while answers are read: sessions, or persons where no
// session is named. Numbered from 0 in the order in which they first come.
class ResponseUnits {
 public:
  // The unit that is this person as such.
  uint32_t AddPerson(absl::string_view person_id);
  // A session of a person's. Sessions of two persons are two, whatever they are
  // called.
  uint32_t AddSession(absl::string_view person_id,
                      absl::string_view session_id);

  void SetWeight(uint32_t unit, double weight);
  void SetGroup(uint32_t unit, absl::string_view group);
  // Of any moment of the session; sessions of a person are put in this order.
  void SetTime(uint32_t unit, double time);
  void SetAbandoned(uint32_t unit) { flags_[unit] |= kAbandoned; }
  void SetPractice(uint32_t unit) { flags_[unit] |= kPractice; }

  uint32_t size() const { return static_cast<uint32_t>(person_of_.size()); }
  uint32_t num_persons() const { return persons_.size(); }
  const std::vector<uint32_t>& person_of() const { return person_of_; }
  absl::string_view person_id(uint32_t unit) const {
    return persons_[person_of_[unit]];
  }
  bool is_session(uint32_t unit) const { return flags_[unit] & kSession; }
  absl::string_view session_id(uint32_t unit) const;
  double weight(uint32_t unit) const {
    return weights_.empty() ? 1 : weights_[unit];
  }
  absl::string_view group(uint32_t unit) const {
    return unit < groups_.size() ? group_names_[groups_[unit]]
                                 : absl::string_view();
  }
  bool is_abandoned(uint32_t unit) const { return flags_[unit] & kAbandoned; }
  bool is_practice(uint32_t unit) const { return flags_[unit] & kPractice; }

  // All units: by person, then by time, then by number.
  std::vector<uint32_t> InOrder() const;

 private:
  static constexpr uint8_t kSession = 1;
  static constexpr uint8_t kAbandoned = 2;
  static constexpr uint8_t kPractice = 4;
  static constexpr uint32_t kNone = ~uint32_t{0};

  uint32_t AddUnit(uint32_t person, uint8_t flags);

  IdIndex persons_;
  std::vector<uint32_t> own_unit_;  // [person], or kNone
  // A session's key is its person's number, in four bytes, and its id.
  IdIndex sessions_;
  std::string session_key_;
  std::vector<uint32_t> unit_of_session_;
  std::vector<uint32_t> session_of_;  // [unit], or empty where there are none
  std::vector<uint32_t> person_of_;   // [unit]
  std::vector<uint8_t> flags_;        // [unit]
  std::vector<double> weights_;       // [unit], or empty
  std::vector<double> times_;         // [unit], or empty
  IdIndex group_names_;
  std::vector<uint32_t> groups_;  // [unit], or empty
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_RESPONSE_UNITS_H_
