#ifndef ADAPTEST_TESTS_CLI_SMALL_EXAM_FILES_H_
#define ADAPTEST_TESTS_CLI_SMALL_EXAM_FILES_H_

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/cli/program.h"
#include "tests/support/small_exam.h"
#include "tests/support/temporary_directory.h"

namespace adaptest {

// The small exam as files, and a data directory beside them.
class SmallExamFiles {
 public:
  SmallExamFiles() {
    std::string lines = "item_id,model,a,b,c,status,domain\n";
    std::string contents;
    for (int i = 0; i < 30; ++i) {
      const v1::Item item = SmallItem(i);
      absl::StrAppend(&lines, item.id(), ",", item.model(), ",",
                      item.parameters(0), ",", item.parameters(1), ",",
                      item.parameters(2), ",", item.status(), ",",
                      item.attributes().at("domain"), "\n");
      absl::StrAppend(&contents, ToJson(SmallQuestion(i), false), "\n");
    }
    WriteFile(items(), lines);
    WriteFile(questions(), contents);
    WriteFile(exam(), ToJson(SmallExam(), true));
  }

  // The exam asks for more of domain 1 than the test and domain 2 leave.
  void MakeInfeasible() const {
    v1::Exam exam = SmallExam();
    exam.mutable_constraints(0)->set_lower(4);
    exam.mutable_constraints(0)->set_upper(4);
    WriteFile(this->exam(), ToJson(exam, true));
  }

  // The exam with more constraints: the values of "constraints" in JSON.
  void AddConstraints(const std::string& constraints) const {
    auto json = Json::parse(ReadFile(exam()));
    for (const auto& constraint : Json::parse(constraints)) {
      json["constraints"].push_back(constraint);
    }
    WriteFile(exam(), json.dump());
  }

  std::string items() const { return File("items.csv"); }
  std::string questions() const { return File("questions.jsonl"); }
  std::string exam() const { return File("exam.json"); }
  std::string data() const { return File("data"); }
  std::string File(const std::string& name) const {
    return directory_.File(name);
  }

  std::vector<std::string> ImportCommand() const {
    return {"bank",      "import", "small", "--items", items(), "--questions",
            questions(), "--exam", exam(),  "--data",  data()};
  }

  // Imports and activates version 1.
  void Prepare() const {
    const Outcome imported = RunProgram(ImportCommand());
    EXPECT_EQ(imported.exit_code, 0) << imported.err;
    EXPECT_EQ(imported.out, "exams/small/bankVersions/1\n");
    const Outcome active = RunProgram(
        {"bank", "activate", "exams/small/bankVersions/1", "--data", data()});
    EXPECT_EQ(active.exit_code, 0) << active.err;
  }

 private:
  TemporaryDirectory directory_;
};

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_CLI_SMALL_EXAM_FILES_H_
