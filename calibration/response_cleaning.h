#ifndef ADAPTEST_CALIBRATION_RESPONSE_CLEANING_H_
#define ADAPTEST_CALIBRATION_RESPONSE_CLEANING_H_

#include <array>
#include <cstddef>
#include <iterator>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace adaptest {

// A member of a family of flags: its name on the command line and in reports.
struct NamedFlag {
  absl::string_view name;
  absl::string_view what;
};

// Mistakes in answers. They are refused, unless a flag says that such answers
// are to be dropped, and then counted.
enum class AnswerMistake { kDuplicate, kUnknownItem, kImpossibleCategory };
inline constexpr NamedFlag kAnswerMistakes[] = {
    {"duplicates", "a second answer of a person to an item"},
    {"unknown_items", "an answer to an item without a model or key"},
    {"impossible_categories", "an answer that the item cannot have"}};
inline constexpr size_t kNumAnswerMistakes = std::size(kAnswerMistakes);

// Answers that were no honest try at an item that was new to the person. They
// are left out, unless a flag says that they are to be kept, and counted.
enum class UnfitAnswer { kRapidGuess, kAbandonedSession, kRetake, kPractice };
inline constexpr NamedFlag kUnfitAnswers[] = {
    {"rapid_guesses", "an answer given too quickly to have read the question"},
    {"abandoned_sessions", "a session that was not finished"},
    {"retakes", "an item that the person has answered in an earlier session"},
    {"practice", "a session of practice with feedback"}};
inline constexpr size_t kNumUnfitAnswers = std::size(kUnfitAnswers);

// Members of a family by name; an error that tells what is allowed.
absl::StatusOr<AnswerMistake> AnswerMistakeByName(absl::string_view name);
absl::StatusOr<UnfitAnswer> UnfitAnswerByName(absl::string_view name);

// "duplicates, unknown_items, ..."
std::string AnswerMistakeNames();
std::string UnfitAnswerNames();

// What is dropped instead of refused, and kept instead of left out.
struct ResponseCleaning {
  std::array<bool, kNumAnswerMistakes> drop = {};  // [AnswerMistake]
  std::array<bool, kNumUnfitAnswers> keep = {};    // [UnfitAnswer]
  bool first_sessions_only = false;  // of each person; later ones are left out
  double rapid_seconds = 1;          // quicker answers are rapid guesses

  bool Drops(AnswerMistake mistake) const {
    return drop[static_cast<size_t>(mistake)];
  }
  bool Keeps(UnfitAnswer unfit) const {
    return keep[static_cast<size_t>(unfit)];
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_RESPONSE_CLEANING_H_
