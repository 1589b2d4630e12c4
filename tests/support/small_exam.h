#ifndef ADAPTEST_TESTS_SUPPORT_SMALL_EXAM_H_
#define ADAPTEST_TESTS_SUPPORT_SMALL_EXAM_H_

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "adaptest/v1/content.pb.h"
#include "adaptest/v1/exam.pb.h"
#include "adaptest/v1/item_bank.pb.h"
#include "proto/conversion/exam_conversion.h"
#include "proto/conversion/json.h"

// An exam of eight questions, two of them pretest, with every question type.

namespace adaptest {

inline constexpr char kSmallExam[] = "exams/small";

// Stands in every text that nobody may see before the answer.
inline constexpr char kSecret[] = "secret";

inline v1::Exam SmallExam() {
  return *ParseExamJson(R"json({
    "name": "exams/small",
    "modes": [
      {"mode": "adaptive", "scoredItems": 6, "pretestItems": 2,
       "timeLimit": "600s", "feedback": "estimate"},
      {"mode": "mock", "scoredItems": 6, "pretestItems": 2,
       "timeLimit": "600s", "unanswered": "wrong",
       "decision": {"rule": "number_right"}, "criterion": {"rule": "random"}},
      {"mode": "practice", "scoredItems": 6, "feedback": "full"}
    ],
    "constraints": [
      {"id": "D1", "type": "number", "condition": "domain == \"1\"",
       "lower": 3, "upper": 3},
      {"id": "D2", "type": "number", "condition": "domain == \"2\"",
       "lower": 3, "upper": 3}
    ],
    "nodes": 31,
    "scale": {"thetaCut": 0, "cutScore": 720, "thetaAnchor": 1,
              "anchorScore": 820, "minScore": 100, "maxScore": 1000},
    "reportAttributes": ["domain"]})json");
}

inline v1::Item SmallItem(int i) {
  v1::Item item;
  item.set_id(absl::StrCat("Q", i));
  item.set_model("3pl");
  item.add_parameters(0.8 + 0.05 * (i % 7));
  item.add_parameters(-1.5 + 0.1 * i);
  item.add_parameters(0.2);
  item.set_status(i % 5 == 4 ? "pretest" : "operational");
  (*item.mutable_attributes())["domain"] = std::string(i % 2 == 0 ? "1" : "2");
  return item;
}

inline v1::Content ChoiceQuestion(const std::string& id) {
  v1::Content content;
  content.set_item_id(id);
  content.set_type("multiple_choice");
  content.set_stem("Which one?");
  content.set_explanation("secret: the second");
  for (const char* option : {"a", "b", "c", "d"}) {
    v1::Option* added = content.add_options();
    added->set_id(option);
    added->set_text(absl::StrCat("text ", option));
    added->set_explanation(absl::StrCat("secret reason ", option));
    added->set_misconception(absl::StrCat("secret belief ", option));
  }
  content.mutable_key()->add_option_ids(std::string("b"));
  return content;
}

inline v1::Content ResponseQuestion(const std::string& id) {
  v1::Content content = ChoiceQuestion(id);
  content.set_type("multiple_response");
  content.mutable_key()->add_option_ids(std::string("d"));
  return content;
}

inline v1::Content OrderingQuestion(const std::string& id) {
  v1::Content content = ChoiceQuestion(id);
  content.set_type("ordering");
  content.clear_key();
  for (const char* option : {"c", "a", "d", "b"}) {
    content.mutable_key()->add_option_ids(std::string(option));
  }
  return content;
}

inline v1::Content MatchingQuestion(const std::string& id) {
  v1::Content content = ChoiceQuestion(id);
  content.set_type("matching");
  content.clear_key();
  const std::map<std::string, std::string> key = {{"p1", "c"}, {"p2", "a"}};
  for (const auto& [prompt, option] : key) {
    v1::Prompt* added = content.add_prompts();
    added->set_id(prompt);
    added->set_text(absl::StrCat("text ", prompt));
    v1::Pair* pair = content.mutable_key()->add_pairs();
    pair->set_left(prompt);
    pair->set_right(option);
  }
  return content;
}

inline v1::Content SmallQuestion(int i) {
  const std::string id = absl::StrCat("Q", i);
  switch (i % 4) {
    case 0:
      return ChoiceQuestion(id);
    case 1:
      return ResponseQuestion(id);
    case 2:
      return OrderingQuestion(id);
    default:
      return MatchingQuestion(id);
  }
}

// Items Q0 to Q29 with their questions.
inline v1::ImportBankVersionRequest SmallImport() {
  v1::ImportBankVersionRequest request;
  request.set_parent(kSmallExam);
  *request.mutable_exam() = SmallExam();
  for (int i = 0; i < 30; ++i) {
    *request.add_items() = SmallItem(i);
    *request.add_contents() = SmallQuestion(i);
  }
  return request;
}

// The same exam, nobody having answered yet: items without parameters.
inline v1::ImportBankVersionRequest ColdStartImport() {
  v1::ImportBankVersionRequest request = SmallImport();
  request.mutable_exam()->set_parameter_uncertainty(true);
  for (int i = 0; i < request.items_size(); ++i) {
    v1::Item& item = *request.mutable_items(i);
    item.clear_parameters();
    item.set_provisional(true);
    (*item.mutable_attributes())["type"] = request.contents(i).type();
  }
  return request;
}

// The same with time parameters: every answer takes about e^4 seconds.
inline v1::ImportBankVersionRequest TimedImport() {
  v1::ImportBankVersionRequest request = SmallImport();
  for (v1::Item& item : *request.mutable_items()) {
    item.set_time_intensity(4);
    item.set_time_discrimination(2);
  }
  return request;
}

// The question of an item "Q{i}".
inline v1::Content QuestionOf(const std::string& item_id) {
  return SmallQuestion(std::stoi(item_id.substr(1)));
}

inline v1::Answer RightAnswerTo(const std::string& item_id) {
  const v1::Content content = QuestionOf(item_id);
  v1::Answer answer;
  *answer.mutable_option_ids() = content.key().option_ids();
  *answer.mutable_pairs() = content.key().pairs();
  return answer;
}

inline v1::Answer Omitted() {
  v1::Answer answer;
  answer.set_omitted(true);
  return answer;
}

// Right at odd positions, omitted at even ones.
inline v1::Answer AnswerAt(int position, const std::string& item_id) {
  return position % 2 == 1 ? RightAnswerTo(item_id) : Omitted();
}

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_SUPPORT_SMALL_EXAM_H_
