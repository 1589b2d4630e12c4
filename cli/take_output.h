#ifndef ADAPTEST_CLI_TAKE_OUTPUT_H_
#define ADAPTEST_CLI_TAKE_OUTPUT_H_

#include <optional>
#include <string>

#include "adaptest/v1/session.pb.h"

namespace adaptest {

// What `take` prints as a session goes: for people, or one JSON object a line.
class TakeOutput {
 public:
  explicit TakeOutput(bool json) : json_(json) {}

  void Item(const v1::Session& session, const v1::PresentedItem& item) const;

  // `reply` is the server's; `estimate` is there where one was asked for.
  void Answer(const v1::PresentedItem& item, const v1::Answer& answer,
              const v1::SubmitResponseResponse& reply,
              const std::optional<v1::Estimate>& estimate) const;

  void Report(const v1::Session& session) const;

 private:
  bool json_;
};

// The chosen options or pairs in one word: "b", "a,c", "p1=b,p2=a".
std::string FormatAnswer(const v1::Answer& answer);

}  // namespace adaptest

#endif  // ADAPTEST_CLI_TAKE_OUTPUT_H_
