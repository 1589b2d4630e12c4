// Every mistake in tests/config/questions is refused for what it is.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "engine/status_macros.h"
#include "proto/conversion/json.h"
#include "service/sessions/question.h"
#include "tests/support/project_file.h"

namespace adaptest {
namespace {

namespace fs = std::filesystem;

const fs::path kDirectory = ProjectFile("tests/config/questions");

// [file name without extension]: a part of the message.
const std::map<std::string, std::string>& Mistakes() {
  static const auto& mistakes = *new std::map<std::string, std::string>{
      {"key_missing", "key has 0 options and 0 pairs; a multiple_choice"},
      {"key_of_one_for_an_ordering",
       "a ordering question has 2 or more options"},
      {"key_of_two_for_a_choice", "question has 1 options"},
      {"key_option_twice", "option \"a\" occurs twice"},
      {"key_options_for_a_matching", "matching question has 1 or more pairs"},
      {"key_pairs_for_a_choice", "key has 0 options and 1 pairs"},
      {"key_prompt_missing", "key has 1 pairs for 2 prompts"},
      {"key_unknown_option", "option \"z\" is unknown; allowed: a, b, c"},
      {"key_unknown_prompt", "prompt \"p9\" is unknown; allowed: p1"},
      {"no_type", "type \"\" is unknown"},
      {"not_json", ""},
      {"option_twice", "options: id \"a\" occurs twice"},
      {"option_without_id", "options: an id is empty"},
      {"prompt_twice", "prompts: id \"p1\" occurs twice"},
      {"prompts_for_a_choice", "a multiple_choice question has no prompts"},
      {"stem_empty", "stem has 0 bytes; allowed: 1 to"},
      {"unknown_field", "question"},
      {"unknown_type", "type \"essay\" is unknown; allowed: multiple_choice, "},
      {"wrong_kind_of_value", "key"}};
  return mistakes;
}

absl::Status CheckFile(const fs::path& path) {
  std::ifstream file(path);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  v1::Content content;
  RETURN_IF_ERROR(FromJson(text, &content));
  return ValidateContent(content);
}

TEST(QuestionFiles, EachMistakeIsRefusedForWhatItIs) {
  for (const auto& [name, message] : Mistakes()) {
    const absl::Status status = CheckFile(kDirectory / (name + ".jsonl"));
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << name << ": " << status;
    EXPECT_THAT(std::string(status.message()), testing::HasSubstr(message))
        << name;
  }
}

TEST(QuestionFiles, EachFileIsTested) {
  for (const auto& entry : fs::directory_iterator(kDirectory)) {
    EXPECT_TRUE(Mistakes().count(entry.path().stem().string()))
        << entry.path().filename();
  }
}

TEST(QuestionFiles, ShippedQuestionsAreValid) {
  std::ifstream file(ProjectFile("data/mla-c01/questions.jsonl"));
  std::string line;
  int count = 0;
  while (std::getline(file, line)) {
    v1::Content content;
    ASSERT_TRUE(FromJson(line, &content).ok()) << line;
    EXPECT_TRUE(ValidateContent(content).ok()) << ValidateContent(content);
    ++count;
  }
  EXPECT_EQ(count, 582);
}

}  // namespace
}  // namespace adaptest
